"""Figures of questions and quizzes as trainers read them, and what each of them means."""

from collections.abc import Callable, Mapping

from course.item_analysis import FEW, ItemFigures, WholeFigures, standing

NONE = "–"
UNSTABLE = '<span aria-hidden="true"> ~</span><span class="vh"> (unstable)</span>'

# What each column of the table of questions means: name -> sentences, in the order of the columns.
ITEM_MEANINGS: Mapping[str, str] = {
    "Answers": "How many learners were asked the question in the attempts that count. Leaving it out counts too.",
    "Facility": "How easy it was: the mean share of its points that was earned; left out earns none. Near 0, look at "
    "the key. Near 100 it tells nobody apart, which is right for what everybody must know. Below it stands the 95 % "
    "interval (Wilson): how far off the figure may be because only these learners were asked.",
    "Discrimination": "Whether those who did well elsewhere did well here: the correlation of the points with those of "
    "all other questions, from −100 to 100. Above 20 it asks what the others ask. Below 0, those who know more get it "
    "wrong: look at the key first.",
    "Efficiency": "The discrimination, in per cent of the best that so easy or so hard a question could have had.",
    "Weight": "How much of the differences between learners’ totals comes from this question. All weights are 100 "
    "together. Where learners were asked different questions there is none.",
    "Sure, wrong": "The share of learners who said they were sure of an answer that was not right. A belief to talk "
    "about, or a question that misleads.",
    "Time": "The median time, from the moments at which answers were saved. What took more than five minutes at a "
    "stretch counts as five: nobody was there.",
}

# And each figure of the quiz: name -> sentences, and its value.
WholeFigure = tuple[str, str, Callable[[WholeFigures], float | None]]
WHOLE_FIGURES: tuple[WholeFigure, ...] = (
    ("Mean", "What was earned on average.", lambda whole: whole.mean),
    (
        "Median",
        "What the learner in the middle earned. A mean below it: a few did much worse than the rest.",
        lambda whole: whole.median,
    ),
    ("Standard deviation", "How far learners lie apart.", lambda whole: whole.standard_deviation),
    (
        "Internal consistency (CIC), %",
        "How far the questions measure one thing. In exams above 75 is called satisfactory; a course about many things "
        "cannot have a high one, and need not.",
        lambda whole: whole.cic,
    ),
    ("Error ratio, %", "How much of the spread is chance.", lambda whole: whole.error_ratio),
    (
        "Standard error",
        "How far a learner’s total may lie from what they can do: two of three lie within one.",
        lambda whole: whole.standard_error,
    ),
    (
        "Skewness",
        "Below 0: a tail of low totals, as in most courses that teach well.",
        lambda whole: whole.skewness,
    ),
    (
        "Kurtosis",
        "Above 0: more learners very near the mean, and very far from it, than in a bell curve.",
        lambda whole: whole.kurtosis,
    ),
)
FIRM = ("Mean", "Median", "Standard deviation")
"""Figures that few learners leave uncertain, but do not overturn."""

UNSTABLE_NOTE = f"~ rests on fewer than {FEW} learners, and may change much with the next few."


def whole_table(whole: WholeFigures) -> str:
    """The figures of the quiz, each with what it tells."""
    unit = f"marks of {whole.max_marks:g}" if whole.unit == "marks" and whole.max_marks else "per cent"
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td class="r nb">{_value(name, value(whole), whole.n)}</td>'
        f"<td>{meaning}</td></tr>"
        for name, meaning, value in WHOLE_FIGURES
    )
    note = f" {UNSTABLE_NOTE}" if standing(whole.n) == "unstable" else ""
    return (
        '<div class="scroll" role="region" aria-label="The quiz as a whole" tabindex="0"><table class="tbl">'
        '<caption class="vh">The quiz as a whole</caption><thead><tr><th scope="col">Figure</th>'
        f'<th scope="col" class="r">Value</th><th scope="col">What it tells</th></tr></thead><tbody>{rows}</tbody>'
        f'</table></div><p class="meta">Of {whole.n} attempts. Totals are in {unit}; how sure learners were changes '
        f"none of these figures.{note}</p>"
    )


def _value(name: str, value: float | None, n: int) -> str:
    if value is None:
        return NONE
    decimals = 0 if name.endswith("%") else 2
    return signed(value, decimals) + ("" if name in FIRM else shaky(n))


def signed(value: float, decimals: int = 0) -> str:
    """A number with a real minus sign, and never minus nothing."""
    text = f"{value:.{decimals}f}"
    return text.replace("-", "−") if float(text) else text.replace("-", "")


def shaky(n: int) -> str:
    """The sign of a figure that rests on few learners, with its word for readers of sound; empty for many."""
    return UNSTABLE if standing(n) == "unstable" else ""


def correlation(value: float | None, item: ItemFigures) -> str:
    """A figure about differences between learners, marked where few of them stand behind it."""
    return NONE if value is None else signed(value) + shaky(item.n)


def interval(item: ItemFigures) -> str:
    """`66 to 81 %`."""
    if item.interval is None:
        return NONE
    low, high = item.interval
    return f"{low:.0f} to {high:.0f} %"


def share(part: int, whole: int) -> str:
    """`12 %`; of nobody, nothing."""
    return f"{100 * part / whole:.0f} %" if whole else NONE


def duration(seconds: float | None) -> str:
    """`35 s`, `2 min 10 s`."""
    if seconds is None:
        return NONE
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def meanings() -> str:
    """What every column of the table of questions means."""
    told = "".join(f"<dt><strong>{name}</strong></dt><dd>{text}</dd>" for name, text in ITEM_MEANINGS.items())
    return f'<div class="prose meanings"><dl>{told}</dl><p>{UNSTABLE_NOTE}</p></div>'
