"""An item analysis as a table for people to read: aligned, with what counts and what is unstable said below it."""

from collections.abc import Iterator, Sequence

from course.item_analysis import FEW, MINIMUM, Analysis, ItemFigures, Suspicion, WholeFigures, standing
from course.item_analysis.figures import UNSTABLE_ITEM_FIGURES, UNSTABLE_WHOLE_FIGURES
from course.printable import columns, padded, printable

ITEM = {
    "facility": "facility",
    "interval": "95 % interval",
    "standard_deviation": "spread",
    "effective_weight": "weight",
    "discrimination_index": "discrimination",
    "discriminative_efficiency": "efficiency",
}
"""Figure of a question -> the head of its column."""
WHOLE = {
    "mean": "mean",
    "median": "median",
    "standard_deviation": "standard deviation",
    "skewness": "skewness",
    "kurtosis": "kurtosis",
    "cic": "internal consistency (CIC), %",
    "error_ratio": "error ratio, %",
    "standard_error": "standard error",
}
"""Figure of the quiz -> what it is called."""
NOTHING = "– "
COUNTS = (
    "What counts: each line once. An empty cell was not asked and counts nowhere; 0 is an answer that earned nothing, "
    "or none."
)


def table(analysis: Analysis, found: Sequence[Suspicion], *, lines: int) -> str:
    """The table. The sheet had `lines` of learners, some of whom may have been asked nothing."""
    parts = [
        [_title(analysis.whole)],
        _aligned([("question", "asked", *ITEM.values()), *map(_item, analysis.items)]),
        _aligned([_figure(analysis.whole, name) for name in WHOLE]),
        [COUNTS, *_notes(analysis, lines)],
        ["Look at:", *(f"  {printable(one.id)}: {one.told}" for one in found)] if found else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _title(whole: WholeFigures) -> str:
    title = f"{_count(whole.n, 'learner')}, {_count(whole.questions, 'question')}"
    if whole.max_marks is None:
        return title
    if whole.unit == "marks":
        return f"{title}, {whole.max_marks:.6g} marks. Figures of questions in per cent, totals in marks."
    return (
        f"{title}, of unequal marks. All figures in per cent; a total is one of what its learner could earn."
    )


def _item(item: ItemFigures) -> tuple[str, ...]:
    shown = standing(item.n) != "too-few"
    figures = (_number(getattr(item, name), 1, _sign(name, item.n)) for name in ITEM)
    return printable(item.id), str(item.n), *(figure if shown else NOTHING for figure in figures)


def _figure(whole: WholeFigures, name: str) -> tuple[str, str]:
    digits = 1 if name in ("cic", "error_ratio") else 2
    shown = standing(whole.n) != "too-few"
    return WHOLE[name], _number(getattr(whole, name), digits, _sign(name, whole.n)) if shown else NOTHING


def _sign(name: str, learners: int) -> str:
    """What follows a figure: a sign where it is unstable."""
    unstable = name in UNSTABLE_ITEM_FIGURES or name in UNSTABLE_WHOLE_FIGURES
    return "~" if unstable and standing(learners) == "unstable" else " "


def _number(figure: float | tuple[float, float] | None, digits: int, sign: str) -> str:
    if figure is None:
        return NOTHING
    ends = figure if isinstance(figure, tuple) else (figure,)
    return " to ".join(f"{end:.{digits}f}" for end in ends) + sign


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The rows as columns: the first to the left, figures to the right."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    cells = (
        [padded(cell, width, right=i > 0) for i, (cell, width) in enumerate(zip(row, widths, strict=True))]
        for row in rows
    )
    return ["  ".join(line).rstrip() for line in cells]


def _notes(analysis: Analysis, lines: int) -> Iterator[str]:
    whole = analysis.whole
    if lines > whole.n:
        yield f"{_count(lines - whole.n, 'line')} with nothing that could earn a mark counted nowhere."
    if not whole.same_questions:
        yield "Not all learners were asked the same questions, so that questions have no weight in a common total."
    standings = {standing(whole.n), *(standing(item.n) for item in analysis.items)}
    if "too-few" in standings:
        yield f"Figures of fewer than {MINIMUM} learners are not shown."
    if "unstable" in standings:
        yield f"~ rests on fewer than {FEW} learners, and may change much with the next few."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
