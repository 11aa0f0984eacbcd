"""What item analysis costs at the size of a country: reading a quiz's figures, and counting one more submission.

Run with `python -m benchmarks.item_tallies`; see benchmarks/README.md for what the figures mean.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

import click

from accounts import people
from course.attempts import Attempt
from course.draw import draw
from course.item_analysis.times import STEPS
from course.loader import load
from course.questions import Question
from course.quizzes import Quiz
from progress import answers, attempts, statistics, tally_rows
from progress.database import Database
from progress.moments import to_text
from progress.tally_cells import Answered, Line, Mark, Score, Total
from progress.tally_rows import Count, Role
from settings import ROOT

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROLES = (Role(1, 1, 1), Role(1, 0, 0), Role(0, 1, 1), Role(0, 1, 0))
SHARES = ("0", "1", "1/2", "1/3", "2/3", "1/4", "3/4")


def fresh(path: Path) -> Database:
    """A database with the words of every question."""
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    db = Database(path)
    db.prepare()
    return db


# ---- reading


def count_learners(db: Database, quiz: Quiz, number: int, seed: int = 1) -> int:
    """Write the tallies of so many invented attempts, and no attempt; returns how many cells they fill."""
    chance = random.Random(seed)
    lines = {one.id: _line(quiz, one) for one in quiz.drawable}
    names = {name: line.id for name, line in lines.items()}
    drawn = [draw(quiz.drawable, quiz.draw, str(i)) for i in range(2_000)]
    count: Count = Counter()
    for i in range(number):
        role = ROLES[0] if i % 4 else ROLES[1 + i // 4 % 3]
        _one(count, quiz, [quiz.question(one) for one in drawn[i % len(drawn)]], names, role, chance)
    with db.write() as transaction:
        for question in quiz.drawable:
            transaction.run(
                "INSERT INTO question_versions VALUES (:version, :id, :content, :now)",
                version=question.version(),
                id=question.id,
                content=question.to_json(),
                now=to_text(NOW),
            )
        transaction.run(
            "INSERT INTO tallied_editions VALUES (:quiz_id, :edition, :now)",
            quiz_id=quiz.id,
            edition=quiz.edition(),
            now=to_text(NOW),
        )
        tally_rows.add(transaction, count, lines.values())
    return len(count)


def _line(quiz: Quiz, question: Question) -> Line:
    version = question.version()
    return Line(quiz.id, quiz.edition(), question.id, version, version, "", question.points)


def _one(
    count: Count,
    quiz: Quiz,
    asked: Sequence[Question],
    names: dict[str, str],
    role: Role,
    chance: random.Random,
) -> None:
    """One attempt: right more often than not, and sometimes in part."""
    able = chance.gauss(0.7, 0.2)
    shares = [_share(question, able, chance) for question in asked]
    twelfths = sum(_twelfths(share) * one.points for share, one in zip(shares, asked, strict=True))
    total, out_of = _text(twelfths), str(sum(one.points for one in asked))
    score = 100 * twelfths / 12 / int(out_of)
    count[Total(quiz.id, quiz.edition(), total, out_of), role] += 1
    count[Score(quiz.id, quiz.edition(), score, int(score >= quiz.pass_mark)), role] += 1
    for question, share in zip(asked, shares, strict=True):
        line = names[question.id]
        outcome = {"0": "wrong", "1": "right"}.get(share, "partly")
        count[Mark(line, share, total, out_of), role] += 1
        count[Answered(line, "outcome", "", outcome, 0), role] += 1
        count[Answered(line, "seconds", "", str(chance.choice(STEPS[:20])), 0), role] += 1
        if offers := question.offers():
            offer = chance.choice(offers)
            count[Answered(line, "option", *offer.pick, 0), role] += 1


def _share(question: Question, able: float, chance: random.Random) -> str:
    if chance.random() < able:
        return "1"
    return chance.choice(SHARES) if question.parts else "0"


def _twelfths(share: str) -> int:
    part, _, whole = share.partition("/")
    return 12 * int(part) // int(whole or 1)


def _text(twelfths: int) -> str:
    return str(Fraction(twelfths, 12))


def analysis(path: Path, quiz_id: str, rounds: int = 5) -> tuple[float, float]:
    """Seconds for the figures of a quiz: the first time a process asks, and from then on."""
    times = []
    db = Database(path)
    for _ in range(rounds + 1):
        start = time.perf_counter()
        statistics.of_quiz(db, quiz_id)
        times.append(time.perf_counter() - start)
    db.close()
    return times[0], median(times[1:])


# ---- submitting


def fill(db: Database, quiz: Quiz, number: int) -> int:
    """Store so many submitted attempts, each of another person, as copies of five real ones; returns their answers."""
    template = [_taken(db, quiz, f"template-{i}", random.Random(i)) for i in range(5)]
    copies = max(0, number // 5 - 1)
    with db.write() as transaction:
        for attempt in template:
            for statement in COPIES:
                transaction.run(statement, id=attempt.id, copies=copies)
        for table in tally_rows.TABLES.values():
            transaction.run(f"UPDATE {table} SET learners = learners * (1 + :copies)", copies=copies)
    return int(db.rows("SELECT COUNT(*) AS n FROM answers")[0]["n"])


NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :copies)"
COPIES = (
    f"""
    INSERT INTO people (id, email, name, search_text, role, created_at)
    {NUMBERS} SELECT people.id || '-' || n, n || people.email, name, search_text, role, created_at
    FROM people, numbers WHERE people.id = (SELECT person_id FROM attempts WHERE id = :id) AND :copies > 0
    """,
    f"""
    INSERT INTO attempts (id, person_id, quiz_id, number, preview, edition, seed, pass_mark, started_at, deadline_at,
        state, submitted_at, grading, points, score, passed, certainty, closed_by)
    {NUMBERS} SELECT id || '-' || n, person_id || '-' || n, quiz_id, number, preview, edition, seed, pass_mark,
        started_at, deadline_at, state, submitted_at, grading, points, score, passed, certainty, closed_by
    FROM attempts, numbers WHERE id = :id AND :copies > 0
    """,
    f"""
    INSERT INTO attempt_questions (attempt_id, position, question_id, version, option_order, points)
    {NUMBERS} SELECT attempt_id || '-' || n, position, question_id, version, option_order, points
    FROM attempt_questions, numbers WHERE attempt_id = :id AND :copies > 0
    """,
    f"""
    INSERT INTO answers (event_id, attempt_id, question_id, sequence, response, raw_response, saved_at, certainty)
    {NUMBERS} SELECT event_id || '-' || n, attempt_id || '-' || n, question_id, sequence, response, raw_response,
        saved_at, certainty
    FROM answers, numbers WHERE attempt_id = :id AND :copies > 0
    """,
    f"""
    INSERT INTO grades (attempt_id, question_id, grading, version, sequence, score, fully_right, omitted, points,
        response, graded_at, reason, certainty, hints)
    {NUMBERS} SELECT attempt_id || '-' || n, question_id, grading, version, sequence, score, fully_right, omitted,
        points, response, graded_at, reason, certainty, hints
    FROM grades, numbers WHERE attempt_id = :id AND :copies > 0
    """,
)


@dataclass(frozen=True)
class Cost:
    """What a submission takes, in seconds: by the clock in the middle and at most, and of CPU on average.

    Every fifth one folds five people in. CPU is what can be compared on a machine that does other things too.
    """

    median: float
    longest: float
    cpu: float


def submissions(db: Database, quiz: Quiz, number: int = 300) -> Cost:
    """What submitting costs: every third attempt is somebody's second."""
    chance, times, names = random.Random(7), [], [uuid4().hex[:8] for _ in range(number)]
    cpu = 0.0
    for i in range(number):
        name = names[i // 3 * 2] if i % 3 == 2 else names[i]
        now = NOW + timedelta(hours=i)
        attempt = _answered(db, quiz, name, chance, now)
        start, used = time.perf_counter(), time.process_time()
        attempts.submit(db, attempt.id, attempt.person_id, None, now + timedelta(minutes=9))
        times.append(time.perf_counter() - start)
        cpu += time.process_time() - used
    return Cost(median(times), max(times), cpu / number)


def _taken(db: Database, quiz: Quiz, name: str, chance: random.Random) -> Attempt:
    attempt = _answered(db, quiz, name, chance, NOW)
    return attempts.submit(db, attempt.id, attempt.person_id, None, NOW + timedelta(minutes=9))


def _answered(db: Database, quiz: Quiz, name: str, chance: random.Random, now: datetime) -> Attempt:
    """An open attempt with an answer to every question that is a choice; the others have a word or a number."""
    email = f"{name}@example.ac.uk"
    person = people.by_email(db, email) or people.add(db, email=email, name=name, role="learner", now=NOW)
    attempt = attempts.start_or_resume(db, quiz, person.id, now)
    for i, (question_id, question) in enumerate(attempts.questions_of(db, attempt).items()):
        event, at = f"{attempt.id}-{i}", now + timedelta(seconds=20 * i)
        answers.save(db, attempt.id, person.id, question_id, _some_answer(question, chance), 0, event, at)
    return attempt


def _some_answer(question: Question, chance: random.Random) -> object:
    offers = question.offers()
    if question.kind == "order":
        return chance.sample(question.option_ids(), len(question.option_ids()))
    if question.parts:
        by_part = {part: [one.choice for one in offers if one.part == part] for part in question.parts}
        return {part: chance.choice(choices) for part, choices in by_part.items()}
    if question.kind == "multiple":
        return [chance.choice(offers).choice]
    return chance.choice(offers).choice if offers else "7"


# ---- the command


@click.command()
@click.option("--quiz", "quiz_id", default="export-controls", show_default=True)
@click.option("--attempts", "number", default=1_200_000, show_default=True, help="Attempts in the tallies.")
@click.option(
    "--answers", default=1_200_000, show_default=True, help="Answers stored when a submission is timed."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(quiz_id: str, number: int, answers: int, as_json: bool) -> None:
    """Time the figures of a quiz with many attempts, and a submission among few and among many answers."""
    course = load(ROOT).course
    assert course
    quiz = course.quiz(quiz_id).model_copy(update={"attempts": None, "cool_off_minutes": 0})
    with TemporaryDirectory() as folder:
        db = fresh(Path(folder) / "tallies.db")
        cells = count_learners(db, quiz, number)
        db.close()
        cold, warm = analysis(db.path, quiz_id)
        costs = []
        for wanted in (answers // 100, answers):
            db = fresh(Path(folder) / "attempts.db")
            stored = fill(db, quiz, wanted // quiz.length)
            costs.append((stored, submissions(db, quiz)))
            db.close()
    (few, small), (many, large) = costs
    figures = {
        f"figures of {number:,} attempts ({cells:,} cells), first time, s": cold,
        "the same, from then on, s": warm,
        f"a submission among {few:,} answers: median, longest, CPU on average, ms": _in_ms(small),
        f"a submission among {many:,} answers: median, longest, CPU on average, ms": _in_ms(large),
        "ratio of the CPU (goal: under 1.5)": large.cpu / small.cpu,
    }
    if as_json:
        click.echo(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        shown = ", ".join(f"{one:.1f}" for one in value) if isinstance(value, tuple) else f"{value:.2f}"
        click.echo(f"{name}: {shown}")


def _in_ms(cost: Cost) -> tuple[float, float, float]:
    return 1000 * cost.median, 1000 * cost.longest, 1000 * cost.cpu


if __name__ == "__main__":
    main()
