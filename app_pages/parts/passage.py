"""The text of a cloze question as HTML, with something in each of its gaps."""

import re
from collections.abc import Callable

from course.markdown import inline, plain
from course.questions import Cloze
from course.questions.cloze import GAP

AROUND = 4  # words on each side of a gap that its name repeats
BLANK = "___"
PARAGRAPHS = re.compile(r"\n\s*\n")
TAG = re.compile(r"(<[^>]*>)")  # what an author wrote into an attribute is no gap


def numbers(question: Cloze) -> dict[str, int]:
    """Gap -> its number in the text, from 1."""
    return {gap: number for number, gap in enumerate(GAP.findall(question.text), start=1)}


def passage(question: Cloze, fill: Callable[[str], str], look: str = "") -> str:
    """The text with HTML in its gaps: `fill` gives it for the id of a gap."""
    paragraphs = "".join(f"<p>{_filled(text, fill)}</p>" for text in PARAGRAPHS.split(question.text.strip()))
    return f'<div class="passage {look}">{paragraphs}</div>'


def _filled(text: str, fill: Callable[[str], str]) -> str:
    pieces = TAG.split(inline(text))
    return "".join(
        piece if i % 2 else GAP.sub(lambda gap: fill(gap[1]), piece) for i, piece in enumerate(pieces)
    )


def surroundings(question: Cloze) -> dict[str, str]:
    """Gap -> the words around it in its paragraph, as plain text: `needs a ___ before it`."""
    around = {}
    for paragraph in PARAGRAPHS.split(question.text):
        cut = GAP.split(plain(paragraph))
        for i in range(1, len(cut), 2):
            before, after = cut[i - 1].split()[-AROUND:], cut[i + 1].split()[:AROUND]
            space = " " if cut[i + 1][:1].isspace() else ""
            around[cut[i]] = " ".join([*before, BLANK]) + space + " ".join(after)
    return around
