"""A certificate as a PDF to keep, to print and to attach: one A4 sheet, with a code that a phone can read."""

from collections.abc import Sequence
from unicodedata import normalize

import segno

from app_pages.parts import typefaces
from app_pages.parts.certificate_words import editions, facts, sentence
from app_pages.parts.paper import INK, LINE, MUTED, PINE, Paper
from app_pages.parts.typefaces import SANS, SANS_STRONG, SERIF, TITLE
from course.glossary import Term
from course.pinyin import NEUTRAL
from progress.certificates import Certificate

LEFT, RIGHT = 26.0, 271.0
STRIP = 40.0  # where the words of the strip stand
HANZI = 19.0  # points
STEP, GAP = 9.0, 5.0  # from one character, and from one word, to the next
NAME, SMALLEST_NAME = 44.0, 16.0  # points
QR = 30.0
ABOVE = "Certificate of completion"
# A tone's contour on a stave 36 wide and high, as the pages draw it: curves through their first and last point.
CONTOURS: dict[int, list[list[tuple[float, float]]]] = {
    1: [[(4, 3), (18, 3), (32, 3)]],
    2: [[(4, 18), (19, 16), (32, 4)]],
    3: [[(4, 25), (9, 33), (15, 33)], [(15, 33), (23, 33), (32, 11)]],
    4: [[(4, 4), (20, 8), (32, 33)]],
}


def missing(found: Certificate) -> str:
    """The letters of a certificate that no font for paper has; empty when it can be drawn."""
    return typefaces.missing(normalize("NFC", found.name + found.course_title + found.issuer))


def pdf(found: Certificate, words: Sequence[Term], address: str) -> bytes:
    """The sheet. `words` are what its strip shows, `address` is where it can be checked."""
    name = normalize("NFC", found.name)
    shown = facts(found)
    where = address.split("://", 1)[-1]
    texts = {
        TITLE: name,
        SERIF: sentence(found) + "".join(word.hanzi or "" for word in words),
        SANS: "".join(shown) + editions(found) + where + "Check it at",
        SANS_STRONG: ABOVE + "".join(shown.values()),
    }
    title = f"{found.course_title}: {ABOVE.lower()}, {name}"
    with Paper(texts, title=title, author=found.issuer, made=found.issued_at) as paper:
        _strip(paper, words)
        paper.write(LEFT, 76, SANS_STRONG, 12, ABOVE, MUTED)
        paper.write(LEFT, 95, TITLE, _fitting(paper, name), name)
        y = _lines(paper, 110, SERIF, 17, sentence(found), 190)
        _lines(paper, y + 3, SANS, 9, editions(found), RIGHT - LEFT, MUTED)
        paper.line(LEFT, 158, RIGHT, 158, 0.6, INK)
        _facts(paper, shown)
        _check(paper, address, where)
        return paper.file()


def _strip(paper: Paper, words: Sequence[Term]) -> None:
    """The course's words with their tones; what does not fit on the line is left out."""
    x = LEFT
    for word in words:
        if x + STEP * len(word.syllables) > RIGHT - QR - GAP:
            return
        for syllable in word.syllables:
            width = paper.width(SERIF, HANZI, syllable.hanzi)
            paper.write(x + (STEP - 1 - width) / 2, STRIP, SERIF, HANZI, syllable.hanzi, PINE)
            _tone(paper, x, STRIP + 3.5, syllable.tone)
            x += STEP
        x += GAP


def _tone(paper: Paper, x: float, y: float, tone: int) -> None:
    unit = (STEP - 1) / 36
    for i in range(5):
        height = y + (3 + 7.5 * i) * unit
        paper.line(x, height, x + 36 * unit, height, 0.1, LINE)
    for curve in CONTOURS.get(tone, []):
        paper.curve([(x + dx * unit, y + dy * unit) for dx, dy in curve], 0.7, PINE)
    if tone == NEUTRAL:
        paper.dot(x + 18 * unit, y + 18 * unit, 3.5 * unit, PINE)


def _fitting(paper: Paper, name: str) -> float:
    """The size in points at which the name fits on its line."""
    width = paper.width(TITLE, NAME, name)
    return max(SMALLEST_NAME, min(NAME, NAME * (RIGHT - LEFT) / width)) if width else NAME


def _lines(
    paper: Paper,
    y: float,
    face: typefaces.Face,
    size: float,
    text: str,
    width: float,
    colour: tuple[int, int, int] = INK,
) -> float:
    """Write a paragraph; returns where the next line would stand."""
    for line in paper.wrapped(face, size, text, width):
        paper.write(LEFT, y, face, size, line, colour)
        y += size * 0.52
    return y


def _facts(paper: Paper, shown: dict[str, str]) -> None:
    x = LEFT
    for name, value in shown.items():
        width = max(paper.width(SANS, 10.5, name), paper.width(SANS_STRONG, 12.5, value))
        size = 12.5 if width < 90 else 12.5 * 90 / width
        paper.write(x, 167, SANS, 10.5, name, MUTED)
        paper.write(x, 174, SANS_STRONG, size, value)
        x += min(width, 90) + 14


def _check(paper: Paper, address: str, where: str) -> None:
    """The square that a phone reads, and the address in letters."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    unit = QR / len(rows)
    for i, row in enumerate(rows):
        for j, dark in enumerate(row):
            if dark:
                paper.box(RIGHT - QR + j * unit, 29 + i * unit, unit, unit, INK)
    paper.link(RIGHT - QR, 29, QR, QR, address)
    end = paper.write(LEFT, 188, SANS, 9.5, f"Check it at {where}", MUTED)
    paper.link(LEFT, 184, end - LEFT, 6, address)
