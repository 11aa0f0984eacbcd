"""A final test for the course about bread, and learners who pass it."""

from collections.abc import Collection

from course.attempts import Attempt
from progress import answers, attempts
from tests.progress.bakery import Bakery, Learner

FINAL = """
id: final
title: The last loaf
role: final
pass_mark: 50
questions:
  - id: last-weigh
    type: single
    outcome: D1
    stem: How does Luc measure his flour?
    options:
      - {id: scale, text: On a scale, correct: true, feedback: So it is.}
      - {id: cup, text: In a cup, feedback: A cup can be packed.}
    section: dough/flour
  - id: last-heat
    type: single
    outcome: O1
    stem: How does Ana know that the oven is hot?
    options:
      - {id: gauge, text: By its gauge, correct: true, feedback: So it is.}
      - {id: hand, text: By her hand, feedback: That burns.}
    section: oven/heat
"""
RIGHT = {"last-weigh": "scale", "last-heat": "gauge"}
WRONG = {"last-weigh": "cup", "last-heat": "hand"}


def with_final(bakery: Bakery, months: int | None = 12) -> None:
    """Give the course a final test and, unless None, let certificates count for so many months."""
    (bakery.folder / "quizzes" / "final.yaml").write_text(FINAL.lstrip(), encoding="utf-8")
    if months:
        bakery.edit("modules/course.yaml", "title: Bread", f"title: Bread\nvalid_months: {months}")


def take_final(learner: Learner, right: Collection[str] = tuple(RIGHT), *, preview: bool = False) -> Attempt:
    """Take the final test: the questions in `right` right, the others wrong."""
    b = learner.bakery
    attempt = attempts.start_or_resume(b.db, b.course.quiz("final"), learner.id, b.now, preview=preview)
    for drawn in attempt.questions:
        given = (RIGHT if drawn.question_id in right else WRONG)[drawn.question_id]
        event = f"{attempt.id}-{drawn.question_id}"
        answers.save(b.db, attempt.id, learner.id, drawn.question_id, given, 0, event, b.now)
    return attempts.submit(b.db, attempt.id, learner.id, None, b.now)


def finish_modules(learner: Learner) -> None:
    """Complete every module of the course."""
    for module in learner.bakery.course.modules:
        learner.read(*(section.id for section in module.sections), module_id=module.id)
    learner.take(99)
