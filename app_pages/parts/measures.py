"""Figures as trainers see them: numbers in a row, bars, columns, each with its table and its meaning behind a click.

Everything here is HTML, so that it is read by everybody and costs nothing to draw.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from progress.groups import MINIMUM

FEW = f"fewer than {MINIMUM}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in a row: what it is called, the number, a line below it, and what it means in a sentence."""

    name: str
    value: str
    note: str
    meaning: str


def figures(shown: Sequence[Figure]) -> str:
    """The figures in one row."""
    facts = "".join(
        f'<div><dt>{escape(one.name)}</dt><dd class="v">{escape(one.value)}</dd>'
        f'<dd class="meta">{escape(one.note)}</dd></div>'
        for one in shown
    )
    return f'<dl class="kpis">{facts}</dl>'


def meanings(shown: Iterable[tuple[str, str]]) -> str:
    """What things mean, behind a click: name and sentence."""
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(meaning)}</dd>" for name, meaning in shown)
    return (
        f'<details class="meta meanings"><summary>What these numbers mean</summary><dl>{told}</dl></details>'
    )


def behind(title: str, table: str) -> str:
    """A table behind a click."""
    return f'<details class="meta"><summary>{escape(title)}</summary>{table}</details>'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of numbers. `rows` are cells of text, the first of which names the row."""
    first, *others = (escape(head) for head in heads)
    columns = "".join(f'<th scope="col" class="r">{head}</th>' for head in others)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f'<td class="r nb">{escape(cell)}</td>' for cell in cells)
        + "</tr>"
        for name, *cells in rows
    )
    return framed(caption, f'<th scope="col">{first}</th>{columns}', body)


def framed(caption: str, heads: str, rows: str) -> str:
    """A table of these heads and rows, which are HTML, that scrolls by itself where it is too wide."""
    said = escape(caption)
    return (
        f'<div class="scroll" role="region" aria-label="{said}" tabindex="0"><table class="tbl">'
        f'<caption class="vh">{said}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def bars(rows: Iterable[tuple[str, int]]) -> str:
    """Numbers of people as bars, one below the other, each as a share of the largest."""
    shown = list(rows)
    most = max((number for _, number in shown), default=0)
    return "".join(
        f'<div class="hbar"><p>{escape(name)}</p><span class="track" aria-hidden="true">'
        f'<span style="width:{100 * number / most if most else 0:.0f}%"></span></span>'
        f"<p>{people(number)}{_share(number, most)}</p></div>"
        for name, number in shown
    )


def people(number: int | None) -> str:
    """A number that was counted in steps; what is below the first step says so."""
    return str(number) if number else FEW


def _share(number: int, most: int) -> str:
    return f' <span class="meta">({100 * number / most:.0f} %)</span>' if number else ""


def columns(name: str, numbers: Sequence[int | None], first: str, last: str) -> str:
    """Numbers over time as columns; `first` and `last` name the ends. Columns that may not be shown are left out."""
    most = max((number or 0 for number in numbers), default=0)
    drawn = "".join(
        f'<span style="height:{100 * (n or 0) / most if most else 0:.0f}%"></span>' for n in numbers
    )
    return (
        f'<div class="columns"><p><strong>{escape(name)}</strong>'
        f' <span class="meta">at most {people(most)} a week</span></p>'
        f'<div class="drawn" aria-hidden="true">{drawn}</div>'
        f'<p class="meta ends"><span>{escape(first)}</span><span>{escape(last)}</span></p></div>'
    )
