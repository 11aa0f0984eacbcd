"""The form of a text in which searches compare: without case, accents and full-width letters.

Databases fold case each in their own way, SQLite only for A to Z, so the folded form is made here and stored
beside the names.
"""

import unicodedata


def fold(text: str) -> str:
    """`Zoë Müller` -> `zoe muller`; hanzi stay as they are."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
