"""The rows of one learner of a whole country: all that they read, tried, answered and completed."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.answer_pool import UNIT, Given, Pool, Sheets, level
from course import simulation
from course.course import Course
from course.modules import Module
from course.validity import valid_until
from progress.folding import fold
from progress.moments import to_text

READ, PRACTISED = 1.4, 0.7  # what reading and an earlier attempt add to ability
PASSED_OVER = 0.03  # share of sections that are left unread, with the module that they complete
# How many attempts a learner makes, of the number of modules: by turns, from nobody who begins to who does it all.
EAGER = (0, 1 / 3, 2 / 3, 5 / 6, 1, 1, 7 / 6, 4 / 3, 5 / 3, 2)
Value = str | int | float | None
Rows = defaultdict[str, list[tuple[Value, ...]]]

# Table -> its columns, in the order of the tuples below. Parents come before what refers to them.
COLUMNS = {
    "people": "id, email, name, search_text, role, created_at",
    "cohort_members": "cohort_id, person_id, joined_at, joined_by",
    "section_reads": "person_id, module_id, section_id, edition, read_at, seen_at",
    "attempts": "id, person_id, quiz_id, number, preview, edition, seed, pass_mark, started_at, state, submitted_at,"
    " grading, points, score, passed, certainty, closed_by",
    "attempt_questions": "attempt_id, position, question_id, version, option_order, points",
    "hints_shown": "attempt_id, question_id, number, shown_at",
    "answers": "event_id, attempt_id, question_id, sequence, response, certainty, saved_at",
    "grades": "attempt_id, question_id, grading, version, sequence, score, fully_right, omitted, points, response,"
    " certainty, hints, graded_at, reason",
    "completions": "person_id, module_id, edition, completed_at, attempt_id, score",
    "certificates": "code, id, person_id, name, course_title, issuer, editions, attempt_id, score, issued_at,"
    " valid_until",
}


class Country:
    """What all learners share: course, pools of answers, cohorts, and the year in which they learn."""

    def __init__(self, course: Course, seed: int, cohorts: list[str], ends: datetime) -> None:
        self.course = course
        self.seed = seed
        self.cohorts = cohorts
        self.begins = ends - timedelta(days=365)
        self.sheets = {quiz.id: Sheets(quiz, course, seed) for quiz in course.quizzes.values()}
        self.attempts = 2 * len(course.modules)  # of a learner, at most
        self.beliefs = list(course.misconceptions)
        finals = [[quiz.id, quiz.title, quiz.edition()[:8]] for quiz in course.quizzes_for("final")]
        modules = [[module.id, module.title, str(module.edition)] for module in course.modules]
        self.editions = json.dumps({"modules": modules, "finals": finals}, ensure_ascii=False)

    def rows(self, numbers: Iterable[int]) -> Rows:
        """All rows of the learners with these numbers, from 0."""
        rows: Rows = defaultdict(list)
        for number in numbers:
            _Learner(self, number, rows).live()
        return rows


class _Learner:
    """One learner, whose rows are added to those of others. Ids grow, so that indexes grow at their end."""

    def __init__(self, country: Country, number: int, rows: Rows) -> None:
        self.country = country
        self.number = number
        self.rows = rows
        self.dice = Random(f"{country.seed}/{number}")
        self.ability = self.dice.gauss(0, 1)
        self.id = person_id(number)
        self.now = country.begins + timedelta(days=self.dice.uniform(0, 250))
        self.left = round(EAGER[number % len(EAGER)] * len(country.course.modules))
        self.used = self.done = 0

    def live(self) -> None:
        """Join, and take module after module and the other tests until all attempts are used."""
        self._join()
        course = self.country.course
        for quiz in course.quizzes_for("diagnostic"):
            self._tries(quiz.id, self.ability, most=1)
        for module in course.modules:
            if not self.left:
                return
            self._module(module)
        for quiz in course.quizzes_for("final"):
            passed = self._tries(quiz.id, self.ability + READ, most=self.left)
            if passed and self.done == len(course.modules):
                self._certificate(*passed)
        while self.left:  # whoever needed few attempts for the modules repeats one
            module = self.dice.choice([module for module in course.modules if module.quiz])
            self._tries(module.quiz or "", self.ability + READ + PRACTISED, most=1)

    def _join(self) -> None:
        name, now = simulation.name(self.dice, self.number), to_text(self.now)
        self.name = name.full
        search = fold(f"{name.full} {name.email}")
        self.rows["people"].append((self.id, name.email, name.full, search, "learner", now))
        place = self.number % (len(self.country.cohorts) + 1)
        if place:
            self.rows["cohort_members"].append((self.country.cohorts[place - 1], self.id, now, "code"))
        self.tried: defaultdict[str, int] = defaultdict(int)

    def _module(self, module: Module) -> None:
        self.now += timedelta(days=self.dice.expovariate(0.3))
        read = [section for section in module.sections if self.dice.random() >= PASSED_OVER]
        for section in read:
            self.now += timedelta(minutes=3)
            now = to_text(self.now)
            self.rows["section_reads"].append((self.id, module.id, section.id, module.edition, now, now))
        passed = (
            self._tries(module.quiz, self.ability + READ, most=self.left) if module.quiz else (None, None)
        )
        if passed and len(read) == len(module.sections):
            row = (self.id, module.id, module.edition, to_text(self.now), *passed)
            self.rows["completions"].append(row)
            self.done += 1

    def _certificate(self, attempt_id: str, score: float) -> None:
        course, ends = (
            self.country.course,
            valid_until(self.now.date(), self.country.course.file.valid_months),
        )
        held = (f"N{self.number:011}", f"{self.number:032x}", self.id, self.name, course.title, course.title)
        found = (
            self.country.editions,
            attempt_id,
            score,
            to_text(self.now),
            ends.isoformat() if ends else None,
        )
        self.rows["certificates"].append(held + found)

    def _tries(self, quiz_id: str, ability: float, most: int) -> tuple[str, float] | None:
        """At most so many attempts, until one passes: its id and score."""
        for again in range(min(most, self.left)):
            passed = self._attempt(quiz_id, ability + again * PRACTISED)
            if passed:
                return passed
        return None

    def _attempt(self, quiz_id: str, ability: float) -> tuple[str, float] | None:
        self.now += timedelta(minutes=self.dice.uniform(10, 3000))
        attempt_id = f"{self.number * self.country.attempts + self.used:032x}"
        sheets, started, at = self.country.sheets[quiz_id], to_text(self.now), level(ability)
        pools = sheets.draw(self.dice)
        given = [self.dice.choice(pool.levels[at]) for pool in pools]
        earned = sum(pool.points * one.share for pool, one in zip(pools, given, strict=True))
        possible = sum(pool.points for pool in pools)
        score = earned * 100 / (UNIT * possible) if possible else 0.0
        passed = score >= sheets.quiz.pass_mark
        self._answers(attempt_id, sorted(zip(pools, given, strict=True), key=_by_id))
        self.left -= 1
        self.used += 1
        self.tried[quiz_id] += 1
        rules = (0, sheets.edition, attempt_id, sheets.quiz.pass_mark)
        result = (1, earned / UNIT, score, int(passed), sheets.quiz.certainty, "learner")
        row = (attempt_id, self.id, quiz_id, self.tried[quiz_id], *rules)
        self.rows["attempts"].append((*row, started, "submitted", to_text(self.now), *result))
        return (attempt_id, score) if passed else None

    def _answers(self, attempt_id: str, pairs: list[tuple[Pool, Given]]) -> None:
        """The questions, in the order of their ids, as indexes have them; positions are in another order."""
        positions = self.dice.sample(range(len(pairs)), len(pairs))
        graded = []
        for place, (pool, one) in enumerate(pairs):
            self.now += timedelta(seconds=self.dice.uniform(15, 90))
            now, name = to_text(self.now), pool.question.id
            order = pool.orders[positions[place] % len(pool.orders)]
            asked = (attempt_id, positions[place], name, pool.version, order, pool.points)
            self.rows["attempt_questions"].append(asked)
            if one.hints:
                self.rows["hints_shown"].append((attempt_id, name, 1, now))
            if one.response is not None:
                event = f"{attempt_id}-{place:02}"
                self.rows["answers"].append((event, attempt_id, name, 1, one.response, one.certainty, now))
            grade = (
                1,
                pool.version,
                1 - one.omitted,
                one.score,
                one.right,
                one.omitted,
                pool.points,
                one.text,
            )
            graded.append((attempt_id, name, *grade, one.certainty, one.hints))
        now = to_text(self.now)
        self.rows["grades"] += [(*row, now, "submitted") for row in graded]


def person_id(number: int) -> str:
    """The id of the learner with a number: the ids of later ones are greater."""
    return f"{number:032x}"


def _by_id(pair: tuple[Pool, Given]) -> str:
    return pair[0].question.id


def epoch(seed: int) -> datetime:
    """The end of the year in which everything happens: the same for a seed, so that work can be taken up again."""
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=seed)
