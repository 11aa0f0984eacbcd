"""The table of what readers marked in the text."""

READER_MARKS = (
    # a line of a checklist that somebody has ticked; task is made of its words (see `course.markdown`)
    """
    CREATE TABLE checklist_ticks (
        person_id TEXT NOT NULL REFERENCES people (id),
        module_id TEXT NOT NULL,
        section_id TEXT NOT NULL,
        task TEXT NOT NULL,
        ticked_at TEXT NOT NULL,
        PRIMARY KEY (person_id, module_id, section_id, task)
    )
    """,
)
