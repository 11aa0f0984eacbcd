"""Small pieces of HTML with one look each. Everything that comes from a person or a file is escaped here."""

import re
from collections.abc import Sequence
from html import escape
from math import floor

import streamlit as st

from app_pages.parts.top import start_at_top
from course.glossary import Term
from course.markdown import marked_hanzi
from course.pinyin import NEUTRAL, Syllable

TONES = {
    1: "first, high and level",
    2: "second, rising",
    3: "third, dipping",
    4: "fourth, falling",
    NEUTRAL: "neutral",
}


def heading(text: str, eyebrow: str = "", say: str = "", on_paper: str = "") -> None:
    """The page's one h1, with a small line above it. A person's or author's words are text here, never Markdown.

    `say` is told to readers of sound when it changes while the heading stays. `on_paper` is HTML that only a sheet of
    paper has above it.
    """
    above = f'<p class="eyebrow">{escape(eyebrow)}</p>' if eyebrow else ""
    start_at_top(f"{eyebrow}|{text}", say)
    st.html(f'{on_paper}<div class="heading">{above}<h1>{marked_hanzi(text)}</h1></div>')


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 question`, `2 questions`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def percent(score: float) -> str:
    """`66 %`, never rounded up: what is just below the pass mark must not look like it."""
    return f"{floor(score)} %"


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def first_sentence(text: str) -> str:
    """The text up to its first full stop, for where there is room for no more."""
    end = re.search(r"(?<=[^\s.]{3})[.;](?=\s)", text)
    return text[: end.start()] + "." if end else text


def tag(text: str, kind: str = "") -> str:
    """A small pill; kinds: good, warn, bad, note, case, pine."""
    return f'<span class="tag {kind}">{escape(text)}</span>'


def steps(done: int, total: int, now: int | None = None) -> str:
    """A bar of `total` segments, `done` of them filled; `now` (from 0) half. The words stand beside it, never here."""
    marks = ["on" if i < done else "now" if i == now else "" for i in range(total)]
    return (
        '<div class="steps" aria-hidden="true">'
        + "".join(f'<span class="{m}"></span>' for m in marks)
        + "</div>"
    )


def bar(share: float) -> str:
    """A small bar, 0 to 1, for a table cell; the figure stands beside it."""
    return f'<span class="mini" aria-hidden="true"><span style="width:{100 * share:.0f}%"></span></span>'


def tile(term: Term | None, *, big: bool = False) -> str:
    """The first two characters of a module's word as its ornament; empty without hanzi."""
    if not term or not term.hanzi:
        return ""
    characters = "".join(f"<span>{syllable.hanzi}</span>" for syllable in term.syllables[:2])
    return f'<span class="tile {"big" if big else ""}" lang="zh-Hans" aria-hidden="true">{characters}</span>'


def spoken(hanzi: str, pinyin: str, syllables: Sequence[Syllable]) -> str:
    """A reading in one sentence for readers of sound; without `pinyin` it tells the tones alone."""
    tones = "; ".join(TONES[syllable.tone] for syllable in syllables)
    word = "Tone" if len(syllables) == 1 else "Tones"
    spelled = f', <span lang="zh-Latn-pinyin">{escape(pinyin)}</span>' if pinyin else ""
    return f'<p class="vh"><span lang="zh-Hans">{escape(hanzi)}</span>{spelled}. {word}: {tones}.</p>'


def contours(hanzi: str, pinyin: str, syllables: Sequence[Syllable]) -> str:
    """Character, pinyin and tone contour, one column per syllable, with the same in one spoken sentence."""
    columns = "".join(_column(syllable) for syllable in syllables)
    return f'{spoken(hanzi, pinyin, syllables)}<div class="syls" aria-hidden="true">{columns}</div>'


def syllables(term: Term) -> str:
    """The contours of a term; empty without hanzi."""
    return contours(term.hanzi, term.pinyin or "", term.syllables) if term.hanzi else ""


def _column(syllable: Syllable) -> str:
    contour = syllable.tone % NEUTRAL
    return (
        f'<span class="syl"><span class="c" lang="zh-Hans">{syllable.hanzi}</span>'
        f'<span class="p" lang="zh-Latn-pinyin">{escape(syllable.marked)}</span>'
        f'<i class="tone t{contour}"></i></span>'
    )


# An author's inline Markdown: code and escaped signs, which stay as they are, and signs of Streamlit's own.
SIGNS = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\\[!-/:-@\[-`{-~]|[$:\[~]")
MARKDOWN = re.compile(r"[\\`*_~$:\[<&]")


def widget_text(text: str) -> str:
    """An author's text for a widget's label, where `$`, `:` and `[` would be read as Streamlit's own."""
    return SIGNS.sub(lambda sign: sign[0] if len(sign[0]) > 1 else f"\\{sign[0]}", text)


def plain_label(text: str) -> str:
    """A title for a button or a link: text in which nothing is Markdown."""
    return MARKDOWN.sub(lambda sign: f"\\{sign[0]}", text)
