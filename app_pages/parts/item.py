"""One question in figures: its words, what was chosen, the misconceptions it met, its hints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    at = f' · <code class="place">{escape(str(where))}</code>' if where else ""
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
    parts = [[*own] for _, own in groupby(entry.question.offers(), key=lambda one: one.part)]
    outcomes = [Share(words, n) for name, words in OUTCOMES.items() if (n := answers.outcomes.get(name, 0))]
    return (
        '<h3 class="section-rule">What was chosen</h3>' * bool(parts)
        + "".join(_part(own, item, answers) for own in parts)
        + '<h3 class="section-rule">How it came out</h3>'
        + _bars(outcomes, item.n)
    )


def _part(offers: list[Offer], item: ItemFigures, answers: Answers) -> str:
    first = offers[0]
    rows = [
        Share(inline(one.words), answers.picks.get(one.pick, 0), _sure(answers, one.pick), is_key=one.right)
        for one in offers
    ]
    if open_here := answers.picks.get((first.part, LEFT_OPEN), 0):
        rows.append(Share("Left open", open_here))
    title = f'<p class="part"><strong>{inline(first.part_words)}</strong></p>' if first.part else ""
    return title + _bars(rows, item.n)


def _sure(answers: Answers, pick: tuple[str, str]) -> str:
    """How many of those who chose it were sure, where enough did and were asked."""
    chose = answers.picks.get(pick, 0)
    if answers.sure_and_wrong is None or chose < MINIMUM:
        return ""
    return f"{figures.share(answers.sure.get(pick, 0), chose)} of them sure"


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: its words as HTML, how many learners, and what is said below the words."""

    words: str
    number: int
    more: str = ""
    is_key: bool = False


def _bars(rows: Iterable[Share], n: int) -> str:
    cells = "".join(
        f"<li><p>{one.words}{' ' + tag('✓ Key', 'good') if one.is_key else ''}</p>"
        + (f'<p class="meta">{one.more}</p>' if one.more else "")
        + f'<div class="share"><span class="track" aria-hidden="true"><span style="width:{100 * one.number / n:.0f}%">'
        f"</span></span><span>{figures.share(one.number, n)}</span></div></li>"
        for one in rows
    )
    return f'<ul class="plain shares">{cells}</ul>'


def beliefs(course: Course, answers: Answers, n: int) -> str:
    """The misconceptions that answers revealed."""
    known = course.misconceptions
    met = sorted(answers.beliefs.items(), key=lambda one: (-one[1], one[0]))
    rows = [
        Share(inline(known[name].belief), number, inline(known[name].correction))
        for name, number in met
        if name in known
    ]
    return '<h3 class="section-rule">Misconceptions met</h3>' + _bars(rows, n) if rows else ""


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
