"""The fonts of the pages for paper: of each just the letters that a document uses.

The files are variable fonts in slices of a few hundred letters. Cutting a slice down to the letters that are needed,
before its weight is fixed, takes a tenth of a second; the other way round it takes seconds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

STATIC = Path(__file__).parents[1] / "static"
PARTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek")
RANGE = re.compile(r"src: url\((?P<file>[^)]+)\).*?unicode-range: (?P<ranges>[^;]+);", re.DOTALL)
HANZI_WEIGHT = 500
NOT_NEEDED = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx"]
KEPT_CUTS = 64

Axes = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One face: the files that may have a letter, in order, and where their axes stand."""

    files: tuple[Path, ...]
    axes: Axes


@dataclass(frozen=True, slots=True)
class Slice:
    """One file at one place of its axes."""

    file: Path
    axes: Axes


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that follow each other and stand in one file."""

    slice: Slice
    text: str


def _face(family: str, ending: str, axes: Axes) -> Face:
    files = (STATIC / "fonts" / f"{family}-{part}-{ending}-normal.woff2" for part in PARTS)
    return Face(tuple(file for file in files if file.is_file()), axes)


SERIF = _face("source-serif-4", "opsz", (("opsz", 20), ("wght", 400)))
SERIF_STRONG = _face("source-serif-4", "opsz", (("opsz", 20), ("wght", 600)))
TITLE = _face("source-serif-4", "opsz", (("opsz", 60), ("wght", 600)))
SANS = _face("source-sans-3", "wght", (("wght", 400),))
SANS_STRONG = _face("source-sans-3", "wght", (("wght", 600),))


def runs(face: Face, text: str) -> Iterator[Run]:
    """The text in pieces of one file each. Letters that no font has are left out: see `missing`."""
    letters = [(slice_, letter) for letter in text if (slice_ := _slice(face, letter))]
    start = 0
    for i in range(1, len(letters) + 1):
        if i == len(letters) or letters[i][0] != letters[start][0]:
            yield Run(letters[start][0], "".join(letter for _, letter in letters[start:i]))
            start = i


def missing(text: str) -> str:
    """The letters that no font has, each once."""
    return "".join(dict.fromkeys(letter for letter in text if not _slice(SERIF, letter)))


def _slice(face: Face, letter: str) -> Slice | None:
    code = ord(letter)
    for file in face.files:
        if code in _letters(file):
            return Slice(file, face.axes)
    if face.files != SERIF.files and code in _letters_of(SERIF):  # Source Sans is here with fewer letters
        return _slice(SERIF, letter)
    hanzi = _hanzi().get(code)
    if hanzi is None or code not in _letters(hanzi):
        return None
    return Slice(hanzi, (("wght", HANZI_WEIGHT),))


@cache
def _letters(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@cache
def _letters_of(face: Face) -> frozenset[int]:
    return frozenset[int]().union(*map(_letters, face.files))


@cache
def _hanzi() -> dict[int, Path]:
    """Character -> the file that has it."""
    found: dict[int, Path] = {}
    for rule in RANGE.finditer((STATIC / "hanzi.css").read_text(encoding="utf-8")):
        for part in rule["ranges"].split(","):
            low, _, high = part.strip().removeprefix("U+").partition("-")
            found |= dict.fromkeys(range(int(low, 16), int(high or low, 16) + 1), STATIC / rule["file"])
    return found


@lru_cache(maxsize=KEPT_CUTS)
def cut(piece: Slice, letters: str) -> bytes:
    """A TrueType file with just these letters."""
    options = Options()
    options.drop_tables += NOT_NEEDED
    options.layout_features = []
    options.notdef_outline = True
    with TTFont(piece.file) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=letters + "x")  # a font with a space alone would have no table of letters
        subsetter.subset(font)
        instantiateVariableFont(font, dict(piece.axes), inplace=True)
        font.flavor = None
        file = BytesIO()
        font.save(file)
    return file.getvalue()
