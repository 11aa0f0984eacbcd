"""What leaves the records as a file: tables for spreadsheets and scripts, and statements for a learning record store.

What holds on the pages holds here: completion by name, how questions and scenarios do without names and never for
fewer than five people, and nobody's single answers.
"""
