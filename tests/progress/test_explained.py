"""Which questions have been explained to somebody."""

from course.attempts import Attempt
from course.regrade import Mode
from progress import explained, regrade
from tests.progress.bakery import RIGHT, Bakery, Learner

FILE = "quizzes/dough.yaml"


def asked(attempt: Attempt) -> set[str]:
    return {drawn.version for drawn in attempt.questions}


def test_nothing_is_explained_while_an_attempt_is_open(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    first = attempt.questions[0].question_id
    ada.answer(attempt, first, RIGHT[first])
    assert explained.versions(bakery.db, ada.id) == frozenset()


def test_a_submitted_attempt_explains_what_it_asked_and_nothing_else(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.take(2)
    every = {question.version() for question in bakery.quiz.questions}
    assert explained.versions(bakery.db, ada.id) == asked(attempt)
    assert asked(attempt) < every
    assert explained.versions(bakery.db, bakery.learner("Ben").id) == frozenset()


def test_a_preview_explains_nothing(bakery: Bakery, ada: Learner) -> None:
    ada.take(2, preview=True)
    assert explained.versions(bakery.db, ada.id) == frozenset()


def regrade_one(bakery: Bakery, question_id: str, mode: Mode) -> None:
    modes: dict[str, Mode] = {question_id: mode}
    regrade.apply(
        bakery.db, bakery.quiz, modes, bakery.module(), reason="It was wrong.", by_id=None, now=bakery.now
    )


def test_after_a_key_was_corrected_the_corrected_version_is_explained(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    before = asked(ada.take(3))
    wrong = bakery.quiz.question("weigh-first").version()
    bakery.edit(FILE, "text: The cup,", "text: The cup, correct: true,")
    bakery.edit(FILE, "text: The scale, correct: true,", "text: The scale,")
    regrade_one(bakery, "weigh-first", "apply")
    corrected = bakery.quiz.question("weigh-first").version()
    assert explained.versions(bakery.db, ada.id) == before - {wrong} | {corrected}


def test_a_question_that_was_given_up_without_a_key_is_not_explained(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    before = asked(ada.take(3))
    given_up = bakery.quiz.question("cold-keeps").version()
    text = (bakery.folder / FILE).read_text(encoding="utf-8")
    gone = text[text.index("  - id: cold-keeps") : text.index("accepted:")]
    bakery.edit(FILE, gone, "")
    regrade_one(bakery, "cold-keeps", "drop")
    assert explained.versions(bakery.db, ada.id) == before - {given_up}
