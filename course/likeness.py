"""How much two texts are alike: enough for the same thing in other words?"""

import re
import unicodedata
from functools import lru_cache

RUN = 3  # characters


def plain(text: str) -> str:
    """The words of a text in lower case, one space between them; the text itself when it has none."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", text)) or text.strip()


def likeness(one: str, other: str) -> float:
    """How many of their runs of three characters two plain texts share, 0 to 1.

    It is twice the shared runs over all of both: L. R. Dice, "Measures of the amount of ecologic association between
    species", Ecology 26(3), 1945. Word order hardly counts, endings count little, and no language is presumed.
    """
    if one == other:
        return 1.0
    runs, others = _runs(one), _runs(other)
    return 2 * len(runs & others) / (len(runs) + len(others))


@lru_cache(maxsize=1000)
def _runs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + RUN] for i in range(max(1, len(padded) - RUN + 1)))
