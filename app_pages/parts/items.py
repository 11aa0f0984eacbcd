"""The questions of a quiz in figures: the table, those that look broken, and the misconceptions that were met."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from app_pages.parts import figures_of_items as figures
from app_pages.parts.words import bar, count, tag
from course.course import Course
from course.item_analysis import Suspicion
from course.item_analysis.suspicions import Reason
from course.markdown import inline
from course.places import Place
from course.quizzes import Quiz
from course.regrade import Mode
from progress.beliefs_met import BeliefMet
from progress.statistics import MINIMUM, QuestionFigures

MOST_BELIEFS = 10

REGRADED: dict[Mode, str] = {
    "apply": "Regraded",
    "only-if-better": "Regraded, where better",
    "drop": "Dropped",
    "all-correct": "Points for everybody",
}
REASONS: dict[Reason, str] = {
    "distractor-beats-key": "Check the key",
    "everybody-wrong": "Nobody right",
    "negative-discrimination": "Against the rest",
    "everybody-right": "Everybody right",
}
"""What looks broken, the most urgent first."""


def address(view: dict[str, str], item: str | None = None) -> str:
    """Where one question, or all of them, can be seen in the same view."""
    chosen = {**view, "i": item} if item else view
    return "questions?" + escape(urlencode({name: value for name, value in chosen.items() if value}))


def tags(quiz: Quiz, entry: QuestionFigures) -> list[str]:
    """What tells this line from others of the same question."""
    earlier = [] if is_current(quiz, entry) else ["Earlier wording"]
    return [*earlier, REGRADED[entry.regraded]] if entry.regraded else earlier


def is_current(quiz: Quiz, entry: QuestionFigures) -> bool:
    """Whether this is how the quiz asks the question now."""
    name = entry.question_id
    return quiz.has(name) and quiz.question(name).version() == entry.version


def place(course: Course, quiz: Quiz, entry: QuestionFigures) -> Place | None:
    """Where the question stands in the author's files, if it still stands there in these words."""
    return course.places.question(quiz.id, entry.question_id) if is_current(quiz, entry) else None


def table(quiz: Quiz, entries: Sequence[QuestionFigures], view: dict[str, str]) -> str:
    """One line for each question, hardest first; each leads to the question itself."""
    heads = "".join(
        f'<th scope="col"{"" if name == "Facility" else " class=r"}>{name}</th>'
        for name in figures.ITEM_MEANINGS
    )
    rows = "".join(_row(quiz, entry, view) for entry in entries)
    return (
        '<div class="scroll" role="region" aria-label="Questions" tabindex="0"><table class="tbl items">'
        f'<caption class="vh">Figures of each question</caption><thead><tr><th scope="col">Question</th>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _row(quiz: Quiz, entry: QuestionFigures, view: dict[str, str]) -> str:
    marks = [tag(name) for name in tags(quiz, entry)]
    marks += [tag(REASONS[one.reason], _kind(one)) for one in entry.suspicions]
    words = f'<span class="meta words">{inline(entry.question.stem)}</span>{" ".join(marks)}'
    item, answers = entry.item, entry.answers
    if item is None or answers is None or item.facility is None:
        name = f'<th scope="row">{escape(entry.question_id)}{words}</th>'
        return f'<tr>{name}<td class="r" colspan="7">fewer than {MINIMUM} people</td></tr>'
    link = f'<a href="{address(view, entry.id)}">{escape(entry.question_id)}</a>'
    wrong = answers.sure_and_wrong
    cells = (
        figures.correlation(item.discrimination_index, item),
        figures.correlation(item.discriminative_efficiency, item),
        figures.correlation(item.effective_weight, item),
        figures.NONE if wrong is None else figures.share(wrong, item.n),
        figures.duration(answers.seconds),
    )
    return (
        f'<tr><th scope="row">{link}{words}</th><td class="r">{item.n}</td>'
        f'<td class="nb">{bar(item.facility / 100)} {item.facility:.0f} %'
        f'<span class="meta">{figures.interval(item)}</span></td>'
        + "".join(f'<td class="r nb">{cell}</td>' for cell in cells)
        + "</tr>"
    )


def _kind(suspicion: Suspicion) -> str:
    return "warn" if suspicion.reason == "everybody-right" else "bad"


def broken(course: Course, quiz: Quiz, entries: Sequence[QuestionFigures], view: dict[str, str]) -> str:
    """The questions that look broken, with the reason and the place to look; empty for none."""
    found = sorted(
        ((one, entry) for entry in entries for one in entry.suspicions),
        key=lambda pair: [*REASONS].index(pair[0].reason),
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="{address(view, entry.id)}">{escape(entry.question_id)}</a></th>'
        f"<td>{tag(REASONS[one.reason], _kind(one))}</td><td>{told(course, quiz, entry, one)}</td></tr>"
        for one, entry in found
    )
    if not rows:
        return ""
    return (
        '<h2 class="section-rule">Look at these questions</h2><div class="scroll" role="region"'
        ' aria-label="Questions to look at" tabindex="0"><table class="tbl doubts">'
        '<caption class="vh">Questions that look broken</caption><thead><tr><th scope="col">Question</th>'
        '<th scope="col">Why</th><th scope="col">What was seen, and where to look</th></tr></thead>'
        f'<tbody>{rows}</tbody></table></div><p class="meta">None of this proves a fault. Read the question, its key '
        "and its options, then decide.</p>"
    )


def told(course: Course, quiz: Quiz, entry: QuestionFigures, suspicion: Suspicion) -> str:
    """A suspicion as a sentence, and where the question stands."""
    sentence = suspicion.told[:1].upper() + suspicion.told[1:]
    where = place(course, quiz, entry)
    at = f' <code class="place">{escape(str(where))}</code>' if where else " It is an earlier wording."
    return f"{escape(sentence)}.{at}"


def beliefs(course: Course, met: Sequence[BeliefMet]) -> str:
    """The misconceptions met most, over all quizzes."""
    known = [one for one in met if one.id in course.misconceptions][:MOST_BELIEFS]
    if not known:
        return ""
    rows = "".join(_belief(course, one) for one in known)
    return (
        '<h2 class="section-rule">Misconceptions met most</h2>'
        '<div class="scroll" role="region" aria-label="Misconceptions met most" tabindex="0"><table class="tbl">'
        '<caption class="vh">Misconceptions met most, over all quizzes</caption><thead><tr>'
        '<th scope="col">Belief</th><th scope="col">Met</th><th scope="col" class="r">Answers</th>'
        f'<th scope="col">Quizzes</th></tr></thead><tbody>{rows}</tbody></table></div>'
        '<p class="meta">Over all quizzes: the share of answers, in first attempts, to questions that can reveal the '
        "belief, that did.</p>"
    )


def _belief(course: Course, one: BeliefMet) -> str:
    belief = course.misconceptions[one.id]
    quizzes = [course.quizzes[name].title for name in one.quiz_ids if name in course.quizzes]
    return (
        f'<tr><th scope="row">{inline(belief.belief)}<span class="meta">{inline(belief.correction)}</span></th>'
        f'<td class="nb">{bar(one.met / one.asked)} {figures.share(one.met, one.asked)}</td>'
        f'<td class="r">{one.asked}</td><td>{escape(", ".join(quizzes)) or count(0, "quiz")}</td></tr>'
    )
