"""One question in figures: its words, what was chosen, the misconceptions it met, its hints."""

from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby

from app_pages.parts import figures_of_items as figures
from app_pages.parts.items import place, tags, told
from app_pages.parts.words import tag
from course.course import Course
from course.item_analysis import ItemFigures
from course.markdown import inline
from course.questions import LEFT_OPEN, Offer
from course.quizzes import Quiz
from progress.statistics import MINIMUM, Answers, QuestionFigures

OUTCOMES = {"right": "Right", "partly": "Partly right", "wrong": "Wrong", "omitted": "Left out"}


def head(course: Course, quiz: Quiz, entry: QuestionFigures) -> str:
    """Its words, what tells it from other lines, what looks broken, and where it stands."""
    where = place(course, quiz, entry)
    marks = "".join(f" {tag(name)}" for name in tags(quiz, entry))
    at = f" · <code>{escape(str(where))}</code>" if where else ""
    doubts = "".join(
        f'<div class="callout warn" role="note"><p>{told(course, quiz, entry, one)}</p></div>'
        for one in entry.suspicions
    )
    return (
        f'<p class="meta">{escape(entry.question_id)}{at}{marks}</p>'
        f'<h2 class="stem">{inline(entry.question.stem)}</h2>{doubts}'
    )


def facts(item: ItemFigures, answers: Answers) -> str:
    """Its figures in a list, as the table of questions has them."""
    wrong = answers.sure_and_wrong
    rows = (
        ("Answers", str(item.n)),
        ("Facility", f"{item.facility or 0:.0f} % ({figures.interval(item)})"),
        ("Discrimination", figures.correlation(item.discrimination_index, item)),
        ("Efficiency", figures.correlation(item.discriminative_efficiency, item)),
        ("Weight", figures.correlation(item.effective_weight, item)),
        ("Sure, wrong", figures.NONE if wrong is None else figures.share(wrong, item.n)),
        ("Time", figures.duration(answers.seconds)),
    )
    cells = "".join(
        f'<tr><th scope="row">{name}</th><td class="r nb">{value}</td></tr>' for name, value in rows
    )
    return f'<table class="tbl"><caption class="vh">Figures of this question</caption><tbody>{cells}</tbody></table>'


def choices(entry: QuestionFigures, item: ItemFigures, answers: Answers) -> str:
    """What was chosen, as bars: of the whole question, or part by part; of what was typed, whether it was right."""
    offers = entry.question.offers()
    parts = [(name, [*own]) for name, own in groupby(offers, key=lambda one: one.part)]
    tables = "".join(_part(own, item, answers) for _, own in parts)
    outcomes = [(words, answers.outcomes.get(name, 0), name == "right") for name, words in OUTCOMES.items()]
    shown = [row for row in outcomes if row[1]]
    return (
        '<h3 class="section-rule">What was chosen</h3>' * bool(tables)
        + tables
        + '<h3 class="section-rule">How it came out</h3>'
        + _bars("Outcomes", ((escape(words), n, right, "") for words, n, right in shown), item.n)
    )


def _part(offers: list[Offer], item: ItemFigures, answers: Answers) -> str:
    first = offers[0]
    rows = [
        (
            inline(one.words),
            answers.picks.get(one.pick, 0),
            one.right,
            _sure(answers, one.pick),
        )
        for one in offers
    ]
    if open_here := answers.picks.get((first.part, LEFT_OPEN), 0):
        rows.append(("Left open", open_here, False, ""))
    title = f'<p class="meta"><strong>{inline(first.part_words)}</strong></p>' if first.part else ""
    return title + _bars(f"What was chosen {first.part}".strip(), rows, item.n)


def _sure(answers: Answers, pick: tuple[str, str]) -> str:
    """How many of those who chose it were sure, where enough did and were asked."""
    chose = answers.picks.get(pick, 0)
    if answers.sure_and_wrong is None or chose < MINIMUM:
        return ""
    return f"{figures.share(answers.sure.get(pick, 0), chose)} of them sure"


def _bars(name: str, rows: Iterable[tuple[str, int, bool, str]], n: int) -> str:
    cells = "".join(
        f'<tr><th scope="row">{words}{" " + tag("✓ Key", "good") if right else ""}'
        f'<span class="meta">{sure}</span></th>'
        f'<td class="wide"><span class="track" aria-hidden="true"><span style="width:{100 * number / n:.0f}%"></span>'
        f'</span></td><td class="r nb">{figures.share(number, n)}</td></tr>'
        for words, number, right, sure in rows
    )
    return (
        f'<table class="tbl bands shares"><caption class="vh">{escape(name)}</caption><thead class="vh"><tr>'
        '<th scope="col">Choice</th><th scope="col">Bar</th><th scope="col">Share</th></tr></thead>'
        f"<tbody>{cells}</tbody></table>"
    )


def beliefs(course: Course, answers: Answers, n: int) -> str:
    """The misconceptions that answers revealed."""
    met = sorted(answers.beliefs.items(), key=lambda one: (-one[1], one[0]))
    rows = "".join(
        f"<li><p><strong>{inline(course.misconceptions[name].belief)}</strong> {figures.share(number, n)}</p>"
        f'<p class="meta">{inline(course.misconceptions[name].correction)}</p></li>'
        for name, number in met
        if name in course.misconceptions
    )
    return f'<h3 class="section-rule">Misconceptions met</h3><ul class="plain">{rows}</ul>' if rows else ""


def hints(entry: QuestionFigures, answers: Answers, n: int) -> str:
    """Each step of its hints, and how many learners saw it."""
    rows = "".join(
        f"<li>{inline(hint.text)} <span class=meta>{figures.share(_saw(answers.hints, i), n)} saw it</span></li>"
        for i, hint in enumerate(entry.question.hints, start=1)
    )
    return f'<h3 class="section-rule">Hints</h3><ol>{rows}</ol>' if rows else ""


def _saw(shown: Mapping[int, int], step: int) -> int:
    return sum(number for steps, number in shown.items() if steps >= step)


def explanation(entry: QuestionFigures) -> str:
    """What learners are told after answering."""
    words = entry.question.explanation
    return f'<h3 class="section-rule">Its explanation</h3><p>{inline(words)}</p>' if words else ""


def links(quiz: Quiz, entry: QuestionFigures) -> str:
    """To the section it rests on, and to a regrade."""
    section = entry.question.section
    module_id, _, section_id = (section or "").partition("/")
    to_section = (
        f'<a href="module?m={escape(module_id)}&amp;s={escape(section_id)}">Open the section</a> · '
        if section
        else ""
    )
    return f'<p>{to_section}<a href="regrade?q={escape(quiz.id)}">Regrade</a></p>'
