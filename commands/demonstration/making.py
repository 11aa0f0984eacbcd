"""Makes the records of a demonstration: a trainer, cohorts with what they are to do, and everybody's weeks."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from accounts import demonstration, people
from accounts.demonstration import Demonstration
from accounts.person import Person
from commands.demonstration.lives import Life, World
from course import simulation
from course.course import Course
from progress import assignments, cohorts
from progress.cohorts import Cohort
from progress.database import Database
from progress.targets import Kind

PAST = timedelta(weeks=10)  # that a demonstration shows
JOINING = 0.6  # of that time, in which people join
TRAINER = "trainer@demonstration.invalid"
TRAINERS_NAME = "Demonstration Trainer"

# Cohort -> its share of the learners, and in how many weeks from now its modules are due, first and last.
COHORTS: dict[str, tuple[float, tuple[float, float] | None]] = {
    "Autumn intake": (0.45, (-3, 1.5)),
    "Doctoral school": (0.3, (0.5, 4)),
    "Visiting researchers": (0.15, None),
}
PILOT, IN_PILOT = "Pilot group", 4  # too few for any figure, so that it shows how figures are withheld

Told = Callable[[timedelta], None]
"""Is told how much of the time has been lived since it was last told."""


def make(db: Database, course: Course, made: Demonstration, now: datetime, told: Told) -> Person:
    """Fill new records with a demonstration that ends now; returns its trainer.

    The same seed gives the same people, the same answers and the same choices, at other times of day.
    """
    begins = now - PAST
    demonstration.begin(db, made, begins - timedelta(minutes=2))
    trainer = people.add(
        db, email=TRAINER, name=TRAINERS_NAME, role="trainer", now=begins - timedelta(minutes=1)
    )
    groups = _cohorts(db, course, trainer, begins, now)
    pilot = cohorts.create(db, PILOT, trainer.id, begins)
    questions = [question for quiz in course.quizzes.values() for question in quiz.questions]
    behaviours = {question.id: simulation.behaviour(question, made.seed) for question in questions}
    world = World(db, course, behaviours, now)
    lives = [_life(world, made, number, groups, pilot, begins) for number in range(made.learners)]
    _live(lives, begins, now, told)
    demonstration.ready(db, now)
    return trainer


def _cohorts(
    db: Database, course: Course, trainer: Person, begins: datetime, now: datetime
) -> list[tuple[float, Cohort | None]]:
    """The cohorts with their share of the learners, and None for those who are in none."""
    groups: list[tuple[float, Cohort | None]] = []
    for name, (share, weeks) in COHORTS.items():
        cohort = cohorts.create(db, name, trainer.id, begins)
        _assign(db, course, cohort, weeks, begins, now)
        groups.append((share, cohort))
    return [*groups, (1 - sum(share for share, _ in groups), None)]


def _assign(
    db: Database,
    course: Course,
    cohort: Cohort,
    weeks: tuple[float, float] | None,
    begins: datetime,
    now: datetime,
) -> None:
    """Give a cohort every module in turn, due between two points in time, and the final test with the last one."""
    targets: list[tuple[Kind, str]] = [("module", module.id) for module in course.modules]
    targets += [("quiz", quiz.id) for quiz in course.quizzes_for("final")]
    with db.write() as transaction:
        for place, (kind, target) in enumerate(targets):
            due_on = None
            if weeks:
                first, last = weeks
                share = place / max(1, len(targets) - 1)
                due_on = (now + timedelta(weeks=first + (last - first) * share)).date()
            assignments.assign(transaction, cohort, kind, target, due_on, begins)


def _life(
    world: World,
    made: Demonstration,
    number: int,
    groups: list[tuple[float, Cohort | None]],
    pilot: Cohort,
    begins: datetime,
) -> Life:
    dice = Random(f"{made.seed}/{number}")  # noqa: S311 - nothing here is secret
    learner = simulation.learner(dice, world.course.misconceptions, made.seed)
    name = simulation.name(dice, number + 1)
    cohort = simulation.pick(dice, groups)
    if number < IN_PILOT:
        cohort = pilot
    joins = begins + dice.random() * JOINING * PAST
    return Life(world, learner, name, cohort, joins, dice)


def _live(lives: list[Life], begins: datetime, ends: datetime, told: Told) -> None:
    """Let everybody act in the order of time, until the time is over."""
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, life in enumerate(lives):
        acts = life.acts()
        waiting.append((next(acts), number, acts))
    heapq.heapify(waiting)
    clock = begins
    while waiting and waiting[0][0] < ends:
        moment, number, acts = waiting[0]
        told(moment - clock)
        clock = moment
        following = next(acts, None)
        if following is None:
            heapq.heappop(waiting)
        else:
            heapq.heapreplace(waiting, (following, number, acts))
    told(ends - clock)
