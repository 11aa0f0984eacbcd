"""Why a file cannot be made."""


class ExportProblem(Exception):
    """A file cannot be written as it was asked for; the text is a sentence that says why and what to do."""
