"""`china-literacy regrade`: judge submitted answers by a corrected key."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from accounts import audit
from commands.options import course_option, db_option, settings_with
from commands.records import records
from course.course import Course
from course.loader import load
from course.problems import did_you_mean
from course.quizzes import Quiz
from course.regrade import MODES, Mode
from progress import regrade as regrades
from progress.database import Database
from progress.regrade import Crossing, Effect, Effects, RegradeRefused

COLUMNS = ("question", "mode", "attempts", "better", "worse", "same", "unchanged", "do not fit")


@click.command()
@click.argument("quiz_id", metavar="QUIZ")
@click.option(
    "--question",
    "question_ids",
    multiple=True,
    metavar="ID",
    help="A question to regrade; may be given several times [default: all whose key has changed].",
)
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default="apply",
    help="apply: by the corrected key. only-if-better: nobody loses. drop: it counts for nobody. "
    "all-correct: everybody has its points. [default: apply]",
)
@click.option("--reason", default="", metavar="TEXT", help="Why, in a sentence that the learners will read.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
@course_option
def regrade(
    quiz_id: str,
    question_ids: tuple[str, ...],
    mode: Mode,
    reason: str,
    dry_run: bool,
    as_json: bool,
    db: str | None,
    course: str | None,
) -> None:
    """Grade the submitted attempts at QUIZ again, and say who gains, who loses and who crosses the pass mark.

    Grades are added, never overwritten, and no completion is taken away: it is put before the trainers.
    """
    settings = settings_with(db=db, course=course)
    if not dry_run and not reason.strip():
        raise click.ClickException(
            "Say why with --reason; the learners read it. To look first, use --dry-run."
        )
    found = _course(settings.course)
    quiz = _quiz(found, quiz_id)
    now = datetime.now(UTC)
    with records(settings.database) as database:
        modes = dict.fromkeys(_questions(database, quiz, question_ids), mode)
        try:
            if dry_run:
                effects = regrades.plan(database, quiz, modes, found.module_of(quiz.id))
            else:
                effects = regrades.apply(
                    database, quiz, modes, found.module_of(quiz.id), reason=reason, by_id=None, now=now
                )
        except RegradeRefused as refusal:
            raise click.ClickException(str(refusal)) from None
        if effects.touched and not dry_run:
            audit.record(
                database, None, "quiz-regraded", None, regrades.summary(quiz.id, effects, reason), now
            )
    click.echo(_as_json(effects, dry_run) if as_json else _as_text(effects, dry_run))


def _course(folder: Path) -> Course:
    loaded = load(folder)
    if loaded.course is None:
        raise click.ClickException(
            "The course has errors, so nothing was regraded; see: china-literacy check"
        )
    return loaded.course


def _quiz(course: Course, quiz_id: str) -> Quiz:
    if quiz_id not in course.quizzes:
        hint = did_you_mean(quiz_id, course.quizzes) or f"; there are: {', '.join(course.quizzes)}"
        raise click.ClickException(f'There is no quiz "{quiz_id}"{hint}')
    return course.quizzes[quiz_id]


def _questions(database: Database, quiz: Quiz, question_ids: Sequence[str]) -> list[str]:
    """The questions that were named, all of which somebody was asked; else those whose key has changed."""
    if not question_ids:
        return [one.question_id for one in regrades.changed(database, quiz)]
    asked = regrades.asked(database, quiz.id)
    for name in question_ids:
        if name not in asked:
            hint = did_you_mean(name, asked) or "; no submitted attempt at this quiz was asked it"
            raise click.ClickException(f'There is nothing to regrade for the question "{name}"{hint}')
    return [*dict.fromkeys(question_ids)]


def _as_text(effects: Effects, dry_run: bool) -> str:
    if not effects.questions:
        return "Nothing to regrade: no question of this quiz judges submitted answers otherwise than they were judged."
    lines = _table(effects.questions)
    if not effects.touched:
        return "\n".join(
            [*lines, "Nothing to regrade: all that can be judged by these questions is judged so already."]
        )
    lines += [
        f"attempts with new grades: {effects.touched}, a higher score: {effects.better}, a lower one: {effects.worse}",
        f"pass gained: {_people(effects.passed)}",
        f"pass lost: {_people(effects.failed)}",
        f"completions at stake: {effects.at_stake}",
    ]
    return "\n".join([*lines, "Nothing was changed: this was a dry run."] if dry_run else lines)


def _table(questions: Sequence[Effect]) -> list[str]:
    """The effects as lines of columns."""
    rows = [COLUMNS, *(tuple(map(str, _counts(effect).values())) for effect in questions)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _counts(effect: Effect) -> dict[str, str | int]:
    values = (
        effect.question_id,
        effect.mode,
        effect.asked,
        effect.better,
        effect.worse,
        effect.same,
        effect.alike + effect.kept,
        effect.unfit,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _people(crossings: Sequence[Crossing]) -> str:
    names = ", ".join(f"{one.name} <{one.email}>" if one.email else one.name for one in crossings)
    return f"{len(crossings)}{f' ({names})' if names else ''}"


def _as_json(effects: Effects, dry_run: bool) -> str:
    report = {
        "dry_run": dry_run,
        "questions": [_counts(effect) for effect in effects.questions],
        "attempts": effects.touched,
        "better": effects.better,
        "worse": effects.worse,
        "passed": [_crossing(one) for one in effects.passed],
        "failed": [_crossing(one) for one in effects.failed],
        "completions_at_stake": effects.at_stake,
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _crossing(one: Crossing) -> dict[str, str | float]:
    return {"name": one.name, "email": one.email, "before": one.before, "after": one.after}
