"""Characters as they are looked up: every traditional one as its simplified one, so that either finds both.

The table is OpenCC's. It is asked about one character at a time, so that a text keeps its length and a place in one
form is the same place in the other.
"""

from functools import lru_cache

import opencc

from course.pinyin import HANZI


def simplified(text: str) -> str:
    """The text with its hanzi simplified, as long as it was."""
    return HANZI.sub(lambda character: _simplified(character[0]), text)


@lru_cache(maxsize=20_000)
def _simplified(character: str) -> str:
    found: str = _converter().convert(character)
    return found if len(found) == 1 else character


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
