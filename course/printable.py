"""Text from files of others, as one line that no terminal takes for commands."""

import unicodedata

HIDDEN = {
    "Cc",
    "Cf",
    "Cs",
    "Cn",
    "Co",
    "Zl",
    "Zp",
}  # control, invisible, unassigned and line-breaking characters


def printable(text: str, longest: int = 60) -> str:
    """The text with characters that cannot be seen written as `\\x1b`, cut with … after `longest` characters."""
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(_escaped(one) if unicodedata.category(one) in HIDDEN else one for one in cut)


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: hanzi take two, combining marks none (Unicode annex 11)."""
    return sum(_columns(one) for one in text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text with spaces after it, or before it, so that it takes `width` columns."""
    space = " " * (width - columns(text))
    return space + text if right else text + space


def _escaped(one: str) -> str:
    return one.encode("unicode_escape").decode("ascii")


def _columns(one: str) -> int:
    if unicodedata.combining(one) or unicodedata.category(one) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(one) in "WF" else 1
