"""What one invented learner does in the weeks of a demonstration.

A life is a generator: it gives the moment of its next act, and acts when it is resumed. So whoever resumes many lives
in the order of time writes their records in the order of time, as they would really have come about.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from accounts import people
from accounts.person import Person
from course import simulation
from course.attempts import Attempt
from course.course import Course
from course.modules import Module
from course.questions import Question
from course.quizzes import Quiz
from course.scenarios import Run, Scenario
from course.simulation import Behaviour, Name, SimulatedLearner
from progress import answers, attempts, cohorts, completion, scenarios
from progress.cohorts import Cohort
from progress.database import Database

Moments = Iterator[datetime]

# What reading and practice add to an ability, on its own scale.
READ, PRACTISED = 1.4, 0.7
REMEMBERED = 1.2  # at the final test, of what modules taught

NEVER_BEGINS = 0.07  # share of learners who only join
STOPS = 0.02  # share who read no further, before each module
TAKES_DIAGNOSTIC, TAKES_FINAL, TAKES_SCENARIO = 0.6, 0.8, 0.5
FORGETS = 0.03  # share of attempts that are never submitted
MOST_TRIES = 4
OPENS_CARD, GOES_BACK = 0.6, 0.15
DAYS_BETWEEN_MODULES = 3.0  # mean
SECONDS_A_QUESTION = 45.0  # median; twice that for one of three is usual
MINUTES_A_SECTION = 3.0


@dataclass(frozen=True)
class World:
    """What all lives share: records, course, how its questions behave, and the time at which they end."""

    db: Database
    course: Course
    behaviours: Mapping[str, Behaviour]
    ends: datetime


class Life:
    """One learner's weeks, from the day they join a cohort, or just the course."""

    def __init__(
        self,
        world: World,
        learner: SimulatedLearner,
        name: Name,
        cohort: Cohort | None,
        begins: datetime,
        dice: Random,
    ) -> None:
        self.world = world
        self.learner = learner
        self.name = name
        self.cohort = cohort
        self.now = begins
        self.dice = dice
        self.person: Person

    def acts(self) -> Moments:
        """The moment of each act; each is done when the next one is asked for."""
        yield self.now
        self._join()
        if self.dice.random() < NEVER_BEGINS:
            return
        course = self.world.course
        for quiz in course.quizzes_for("diagnostic"):
            if self.dice.random() < TAKES_DIAGNOSTIC:
                yield from self._attempt(quiz, self.learner.ability)
        for module in course.modules:
            if self.dice.random() < STOPS:
                return
            yield from self._module(module)
        for quiz in course.quizzes_for("final"):
            if self.dice.random() < TAKES_FINAL:
                yield from self._tries(quiz, self.learner.ability + REMEMBERED)

    def _join(self) -> None:
        self.person = people.add(
            self._db, email=self.name.email, name=self.name.full, role="learner", now=self.now
        )
        if self.cohort:
            with self._db.write() as transaction:
                cohorts.add_member(transaction, self.cohort, self.person.id, "code", self.now)

    def _module(self, module: Module) -> Moments:
        """Read a module, take its scenarios and its quiz, as far as the learner gets."""
        yield from self._wait(days=self.dice.expovariate(1 / DAYS_BETWEEN_MODULES))
        for section in module.sections:
            yield from self._wait(minutes=MINUTES_A_SECTION * self.dice.lognormvariate(0, 0.5))
            completion.read_section(self.world.db, self.person.id, module, section.id, self.now)
        for scenario in self.world.course.scenarios_of(module.id):
            if self.dice.random() < TAKES_SCENARIO:
                yield from self._run(scenario)
        if module.quiz:
            yield from self._tries(self.world.course.quiz(module.quiz), self.learner.ability + READ)

    def _tries(self, quiz: Quiz, ability: float) -> Moments:
        """Attempts at a quiz until it is passed, each after a day or two; not for ever."""
        for number in range(MOST_TRIES):
            yield from self._wait(days=self.dice.uniform(0.3, 2) if number else 0)
            attempt = yield from self._attempt(quiz, ability + PRACTISED * number)
            if attempt is None or attempt.passed:
                return

    def _attempt(self, quiz: Quiz, ability: float) -> Generator[datetime, None, Attempt | None]:
        """One attempt, returned once submitted; None when it may not begin now, or is left lying."""
        yield from self._wait(minutes=self.dice.uniform(1, 30))
        seed = f"{self.dice.getrandbits(128):032x}"
        try:
            attempt = attempts.start_or_resume(self._db, quiz, self.person.id, self.now, new_seed=seed)
        except attempts.AttemptRefused as refused:
            opens_at = refused.refusal.opens_at
            if opens_at is None:
                return None
            yield from self._wait(seconds=(opens_at - self.now).total_seconds() + 60)
            return (yield from self._attempt(quiz, ability))
        questions = attempts.questions_of(self._db, attempt)
        done = len(questions) if self.dice.random() >= FORGETS else self.dice.randrange(len(questions))
        for question in [*questions.values()][:done]:
            yield from self._wait(seconds=self._thought())
            self._answer(attempt, question, ability)
        if done < len(questions):
            return None
        yield from self._wait(seconds=SECONDS_A_QUESTION / 2)
        module = self.world.course.module_of(quiz.id)
        return attempts.submit(self._db, attempt.id, self.person.id, module, self.now)

    def _answer(self, attempt: Attempt, question: Question, ability: float) -> None:
        """Answer a question, after a look at a hint where the learner needs one; too late, nothing is stored."""
        if not attempt.takes_answers(self.now):
            return
        behaviour = self.world.behaviours[question.id]
        given = simulation.respond(question, behaviour, self.learner, ability, self.dice)
        place = (self._db, attempt.id, self.person.id, question.id)
        for number in range(1, given.hints + 1):
            answers.show_hint(*place, number, self.now)
        if given.response is not None:
            certainty = given.certainty if attempt.certainty != "off" else None
            answers.save(*place, given.response, 0, f"{attempt.id}-{question.id}", self.now, certainty)

    def _run(self, scenario: Scenario) -> Moments:
        """A way through a scenario, as far as its ending."""
        yield from self._wait(minutes=self.dice.uniform(1, 60))
        run = scenarios.start_or_resume(self._db, scenario, self.person.id, self.now)
        while not run.here.ending:
            yield from self._wait(seconds=self._thought())
            run = self._decide(run)
        yield from self._wait(seconds=self._thought())
        scenarios.finish(self._db, run.id, self.person.id, run.sequence, self.now)

    def _decide(self, run: Run) -> Run:
        """Open some cards and choose; or, seldom and once, go back to the decision before."""
        place = (self._db, run.id, self.person.id)
        if run.path and run.sequence == len(run.path) and self.dice.random() < GOES_BACK:
            event = f"{run.id}-{run.sequence}"
            return scenarios.go_back(*place, run.path[-1].node_id, run.sequence, event, self.now).run
        node = run.here
        for card in node.evidence:
            if self.dice.random() < OPENS_CARD:
                scenarios.open_card(*place, node.id, card.id, self.now)
        option = simulation.decide(node, self.learner.ability + READ, self.dice)
        event = f"{run.id}-{run.sequence}"
        return scenarios.choose(*place, node.id, option.id, run.sequence, event, self.now).run

    @property
    def _db(self) -> Database:
        return self.world.db

    def _thought(self) -> float:
        """Seconds that the learner thinks before an answer."""
        return SECONDS_A_QUESTION * self.learner.pace * self.dice.lognormvariate(0, 0.6)

    def _wait(self, **time: float) -> Moments:
        self.now += timedelta(**time)
        yield self.now
