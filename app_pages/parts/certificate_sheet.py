"""A certificate as the page shows and prints it."""

from html import escape

import segno

from app_pages.parts.certificate_words import editions, facts, sentence, strip
from course.course import Course
from course.glossary import Term
from course.pinyin import NEUTRAL
from progress.certificates import Certificate


def sheet(course: Course, found: Certificate, address: str) -> str:
    """The certificate as HTML; `address` is where it can be checked."""
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts(found).items()
    )
    return (
        '<section class="cert" aria-label="Certificate">'
        f'<div class="top">{_words(strip(course))}{_square(address)}</div>'
        '<p class="eyebrow">Certificate of completion</p>'
        f'<p class="who"><bdi>{escape(found.name)}</bdi></p><p class="what">{escape(sentence(found))}</p>'
        f'<p class="meta">{escape(editions(found))}</p><dl>{rows}</dl>'
        f'<p class="on-paper">Check it at {escape(address)}</p></section>'
    )


def _words(words: list[Term]) -> str:
    """The course's words with their tones, an ornament."""
    columns = "".join(f'<div class="syls">{_syllables(word)}</div>' for word in words)
    return f'<div class="strip" aria-hidden="true">{columns}</div>'


def _syllables(word: Term) -> str:
    return "".join(
        f'<span class="syl"><span class="c" lang="zh-Hans">{syllable.hanzi}</span>'
        f'<i class="tone t{syllable.tone % NEUTRAL}"></i></span>'
        for syllable in word.syllables
    )


def _square(address: str) -> str:
    """The square that a phone reads; dark on white in either theme, because phones want it so."""
    picture = segno.make(address, error="m", micro=False).svg_data_uri(border=2, dark="#0d1715", light="#fff")
    return f'<img class="qr" src="{escape(picture)}" alt="QR code that leads to {escape(address)}">'
