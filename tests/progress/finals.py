"""A final test for the course about bread, and somebody who takes it."""

from course.attempts import Attempt
from progress import answers, attempts, cohorts
from progress.cohorts import Cohort
from tests.progress.bakery import Bakery, Learner

FINAL = """
id: last-loaf
title: The last loaf
role: final
questions:
  - id: final-weigh
    type: single
    outcome: D1
    stem: How does Luc measure his flour?
    options:
      - {id: scale, text: On a scale, correct: true, feedback: So it is.}
      - {id: cup, text: In a cup, feedback: A cup can be packed.}
    section: dough/flour
"""


def add_final(bakery: Bakery) -> None:
    """Give the course a final test with one question."""
    (bakery.folder / "quizzes" / "last-loaf.yaml").write_text(FINAL, encoding="utf-8")


def take_final(bakery: Bakery, learner: Learner, option: str = "scale", *, preview: bool = False) -> Attempt:
    """A whole attempt at the final test."""
    quiz = bakery.course.quiz("last-loaf")
    attempt = attempts.start_or_resume(bakery.db, quiz, learner.id, bakery.now, preview=preview)
    event = f"{attempt.id}-final"
    answers.save(bakery.db, attempt.id, learner.id, "final-weigh", option, 0, event, bakery.now)
    return attempts.submit(bakery.db, attempt.id, learner.id, None, bakery.now)


def complete(learner: Learner, right: int = 4) -> None:
    """Read the module about dough, and pass its quiz."""
    learner.read("flour", "starter")
    learner.take(right)


def cohort_of(bakery: Bakery, *members: Learner, name: str = "Spring", trainer: str | None = None) -> Cohort:
    """A cohort with these members."""
    made = cohorts.create(bakery.db, name, trainer, bakery.now)
    with bakery.db.write() as transaction:
        for member in members:
            cohorts.add_member(transaction, made, member.id, "trainer", bakery.now)
    return made
