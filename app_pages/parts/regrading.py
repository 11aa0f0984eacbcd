"""What a regrade does, as trainers see it: in numbers, and by name only where a pass changes."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from app_pages.parts.dates import day
from app_pages.parts.words import count, percent, tag
from course.course import Course
from course.keys import worded
from course.markdown import inline
from course.questions import Question
from course.regrade import Mode
from progress.at_stake import AtStake
from progress.regrade import Changed, Crossing, Effect, Effects
from progress.regraded import Regrade
from progress.statistics import MINIMUM

Seen = Callable[[str], bool]
"""Whether a trainer sees the person with an id by name."""

MODES: Mapping[Mode, str] = {
    "apply": "Grade by the corrected key",
    "only-if-better": "Only where it is better",
    "drop": "Drop the question",
    "all-correct": "Points for everybody",
}
"""What each mode is called."""


def changed_question(changed: Changed) -> str:
    """A question as it was asked, with what counted as right and what counts now, in its own words where that fits."""
    asked, now = changed.asked, worded(changed.asked, changed.key)
    before = worded(asked, changed.before) or changed.before
    facts = [
        ("Counted as right", before.key_text()),
        ("Counts as right now", (now or changed.key).key_text()),
        *([("Asked now as", changed.key.stem)] if changed.key.stem != asked.stem else []),
    ]
    unfit = changed.attempts - changed.fitting
    note = f' <span class="why">{_unfit(unfit, changed.attempts)}</span>' if unfit else ""
    return (
        f'<h3 class="stem">{inline(asked.stem)}</h3>{_facts(facts)}'
        f'<p class="meta">{escape(changed.question_id)} · {count(changed.attempts, "attempt")}{note}</p>'
    )


def standing_question(question_id: str, question: Question) -> str:
    """A question whose key stands, as it was last asked: what counts as right, and what else there was to choose."""
    wrong = "; ".join(option.text for option in question.choices if not option.correct)
    facts = [("Counts as right", question.key_text()), *([("Also on offer", wrong)] if wrong else [])]
    return f'<h3 class="stem">{inline(question.stem)}</h3>{_facts(facts)}<p class="meta">{escape(question_id)}</p>'


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    told = "".join(f'<p class="said">{tag(name)} <span>{inline(text)}</span></p>' for name, text in facts)
    return f'<div class="answer">{told}</div>'


def _unfit(unfit: int, attempts: int) -> str:
    if unfit == attempts:
        return "No answer fits the question as it is now: what is right was not on offer, or means something else."
    return f"{count(unfit, 'answer')} no longer fit and keep their grade."


def effects_table(effects: Effects, seen: Seen) -> str:
    """What happens to each question, to scores, and to whom at the pass mark; by name only whom the trainer sees."""
    heads = ("Attempts", "Higher", "Lower", "The same", "Do not fit")
    columns = "".join(f'<th scope="col" class="r">{name}</th>' for name in heads)
    table = (
        '<div class="scroll" role="region" aria-label="What the regrade does" tabindex="0"><table class="tbl">'
        '<caption class="vh">What the regrade does, in attempts</caption>'
        f'<thead><tr><th scope="col">Question</th>{columns}</tr></thead>'
        f"<tbody>{''.join(map(_effect, effects.questions))}</tbody></table></div>"
    )
    if not effects.touched:
        return table + '<p class="meta">Nothing to do: every answer that fits is judged so already.</p>'
    return table + _scores(effects) + _crossings("Would pass", effects.passed, seen) + _losing(effects, seen)


def _effect(effect: Effect) -> str:
    name = f'<th scope="row">{escape(effect.question_id)}<span class="meta">{MODES[effect.mode]}</span></th>'
    if _is_hidden(effect):
        return f'<tr>{name}<td class="r nb">fewer than {MINIMUM} people</td><td></td><td></td><td></td><td></td></tr>'
    same = effect.same + effect.alike + effect.kept
    numbers = (effect.asked, effect.better, effect.worse, same, effect.unfit)
    cells = "".join(f'<td class="r">{number}</td>' for number in numbers)
    return f"<tr>{name}{cells}</tr>"


def _is_hidden(effect: Effect) -> bool:
    """Whether so few people were asked that numbers would tell what they answered."""
    return len(effect.people) < MINIMUM


def _scores(effects: Effects) -> str:
    told = f'<p class="meta">{how_many(effects)} would be judged anew'
    if any(map(_is_hidden, effects.questions)):
        return f"{told}.</p>"
    return f"{told}: {effects.better} would score higher, {effects.worse} lower.</p>"


def how_many(effects: Effects) -> str:
    """How many attempts are touched, unless so few people were asked that the number would tell what they answered."""
    return "Some attempts" if any(map(_is_hidden, effects.questions)) else count(effects.touched, "attempt")


def _losing(effects: Effects, seen: Seen) -> str:
    at_stake = f", {effects.at_stake} with a completion that would be at stake" if effects.at_stake else ""
    return _crossings("Would no longer pass", effects.failed, seen, at_stake)


def _crossings(title: str, crossings: Sequence[Crossing], seen: Seen, more: str = "") -> str:
    if not crossings:
        return f'<p class="meta">{title}: nobody</p>'
    people = "".join(
        f"<li><bdi>{escape(one.name)}</bdi> ({escape(one.email)}), {percent(one.before)} → {percent(one.after)}</li>"
        for one in crossings
        if seen(one.person_id)
    )
    others = sum(not seen(one.person_id) for one in crossings)
    if others:
        people += f"<li>{count(others, 'attempt')} of people who are not in your cohorts</li>"
    return f'<p class="meta">{title}: {count(len(crossings), "attempt")}{more}</p><ul class="prose">{people}</ul>'


def history_table(done: Sequence[Regrade]) -> str:
    """The regrades of a quiz, as they were done."""
    rows = "".join(
        f'<tr><th scope="row">{escape(one.question_id)}<span class="meta">{MODES[one.mode]}</span></th>'
        f'<td class="nb">{day(one.at)}</td><td><bdi>{escape(one.by or "at the command line")}</bdi></td>'
        f'<td>{escape(one.reason)}</td><td class="r">{one.attempts}</td></tr>'
        for one in done
    )
    return (
        '<div class="scroll" role="region" aria-label="Regraded before" tabindex="0"><table class="tbl">'
        '<caption class="vh">Regrades of this quiz</caption><thead><tr><th scope="col">Question</th>'
        '<th scope="col">Day</th><th scope="col">By</th><th scope="col">Reason</th>'
        f'<th scope="col" class="r">Attempts</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def at_stake(course: Course, stake: AtStake) -> str:
    """One completion whose pass is lost."""
    known = next((module.title for module in course.modules if module.id == stake.module_id), stake.module_id)
    return (
        f"<p><strong><bdi>{escape(stake.name)}</bdi></strong> ({escape(stake.email)}): {escape(known)}, "
        f'{percent(stake.score)} since {day(stake.flagged_at)}. <span class="meta">{escape(stake.reason)}</span></p>'
    )
