import pytest

from course.interval import wilson
from progress import statistics
from progress.statistics import MINIMUM, QuestionFigures
from tests.progress.bakery import RIGHT, WRONG, Bakery


@pytest.fixture
def everything(bakery: Bakery) -> Bakery:
    """The quiz asks all five questions, as often as anybody likes."""
    bakery.ask_everything()
    return bakery


def question(bakery: Bakery, question_id: str) -> QuestionFigures:
    (entry,) = (q for q in statistics.of_quiz(bakery.db, "dough").questions if q.question_id == question_id)
    return entry


def test_a_quiz_that_nobody_took_has_no_figures(everything: Bakery) -> None:
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.learners, figures.attempts, figures.suppressed) == (0, 0, True)


def test_figures_of_fewer_than_five_people_are_not_given(everything: Bakery) -> None:
    learners = [everything.learner() for _ in range(MINIMUM - 1)]
    for learner in learners * 2:
        learner.take(5)
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.learners, figures.attempts, figures.suppressed) == (0, 0, True)
    assert (figures.pass_rate, figures.mean_score, figures.bands, figures.questions) == (None, None, (), ())


def test_figures_of_five_people_are_given(everything: Bakery) -> None:
    for right in (5, 5, 5, 0, 0):
        everything.learner().take(right)
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.learners, figures.attempts, figures.suppressed) == (5, 5, False)
    assert figures.pass_rate == pytest.approx(0.6)
    assert figures.mean_score == pytest.approx(60)
    assert figures.bands == (2, 0, 0, 0, 0, 0, 0, 0, 0, 3)


def test_the_first_attempt_of_each_person_counts(everything: Bakery) -> None:
    learners = [everything.learner() for _ in range(5)]
    for learner in learners:
        learner.take(0)
        learner.take(5)
    learners[0].begin()
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.learners, figures.attempts) == (5, 10)
    assert figures.bands == (5, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def test_the_figures_never_change_by_fewer_than_five_people(everything: Bakery) -> None:
    for _ in range(5):
        everything.learner().take(0)
    before = statistics.of_quiz(everything.db, "dough")
    for _ in range(4):
        everything.wait(minutes=1)
        everything.learner().take(5)
        after = statistics.of_quiz(everything.db, "dough")
        assert (after.questions, after.bands, after.mean_score) == (before.questions, before.bands, 0)
    everything.learner().take(5)
    assert statistics.of_quiz(everything.db, "dough").mean_score == pytest.approx(50)


def test_invariant_6_previews_are_not_in_the_figures(everything: Bakery) -> None:
    for _ in range(5):
        everything.learner().take(5)
        everything.learner("Trainer", "trainer").take(0, preview=True)
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.learners, figures.attempts, figures.pass_rate) == (5, 5, 1.0)


@pytest.mark.parametrize(
    ("score", "band"), [(0, 0), (9.99, 0), (10, 1), (79.9, 7), (80, 8), (90, 9), (100, 9)]
)
def test_a_score_falls_into_its_band(everything: Bakery, score: float, band: int) -> None:
    for _ in range(5):
        everything.learner().take(5)
    with everything.db.write() as transaction:
        transaction.run("UPDATE attempts SET score = :score", score=score)
    assert statistics.of_quiz(everything.db, "dough").bands == tuple(5 * (i == band) for i in range(10))


def test_facility_is_the_mean_score_and_counts_what_was_left_out(everything: Bakery) -> None:
    given = [RIGHT["what-to-weigh"], ["flour"], WRONG["what-to-weigh"], None, None]
    for response in given:
        learner = everything.learner()
        attempt = learner.begin()
        learner.answer(attempt, "what-to-weigh", response)
        learner.submit(attempt)
    entry = question(everything, "what-to-weigh")
    assert (entry.answers, entry.omitted) == (5, 2)
    assert entry.facility == pytest.approx(1.5 / 5)
    assert entry.interval == wilson(1.5 / 5, 5)
    assert entry.question.stem == "What does Luc weigh?"


def test_the_hardest_questions_come_first(everything: Bakery) -> None:
    for i in range(5):
        learner = everything.learner()
        attempt = learner.begin()
        learner.answer(attempt, "cold-keeps", "cold")
        learner.answer(attempt, "french-word", "levain" if i < 2 else "yeast")
        learner.submit(attempt)
    order = [entry.question_id for entry in statistics.of_quiz(everything.db, "dough").questions]
    assert order == ["feed-on-the-day", "weigh-first", "what-to-weigh", "french-word", "cold-keeps"]


def test_a_question_that_fewer_than_five_people_met_is_not_broken_down(bakery: Bakery) -> None:
    bakery.ask_everything()
    for _ in range(4):
        bakery.learner().take(5)
    bakery.edit("quizzes/dough.yaml", "id: french-word", "id: dutch-word")
    answers = {**RIGHT, "dutch-word": "levain"}
    learner = bakery.learner()
    attempt = learner.begin()
    for drawn in attempt.questions:
        learner.answer(attempt, drawn.question_id, answers[drawn.question_id])
    learner.submit(attempt)
    for question_id in ("french-word", "dutch-word"):
        entry = question(bakery, question_id)
        assert (entry.answers, entry.omitted, entry.facility, entry.interval) == (None, None, None, None)
    assert question(bakery, "cold-keeps").facility == 1.0


def test_wordings_of_a_question_are_never_mixed(everything: Bakery) -> None:
    for _ in range(5):
        everything.learner().take(5)
    everything.edit("quizzes/dough.yaml", "Where does the starter wait?", "Where does it sleep?")
    for _ in range(5):
        everything.learner().take(0)
    figures = statistics.of_quiz(everything.db, "dough")
    wordings = [entry for entry in figures.questions if entry.question_id == "cold-keeps"]
    assert [(entry.facility, entry.answers) for entry in wordings] == [(0.0, 5), (1.0, 5)]
    assert [entry.question.stem.split(". ")[1] for entry in wordings] == [
        "Where does it sleep?",
        "Where does the starter wait?",
    ]


def test_the_mean_is_withheld_where_it_would_give_a_hidden_line_away(everything: Bakery) -> None:
    for _ in range(4):
        everything.learner().take(5)
    everything.edit("quizzes/dough.yaml", "Where does the starter wait?", "Where does it sleep?")
    everything.learner().take(0)
    figures = statistics.of_quiz(everything.db, "dough")
    hidden = [entry for entry in figures.questions if entry.facility is None]
    assert [entry.question_id for entry in hidden] == ["cold-keeps", "cold-keeps"]
    assert figures.mean_score == pytest.approx(80)  # five people stand behind the two lines together
    for _ in range(5):
        everything.learner().take(0)
    figures = statistics.of_quiz(everything.db, "dough")
    assert [entry.facility for entry in figures.questions if entry.question_id == "cold-keeps"] == [0.0, None]
    assert (figures.mean_score, figures.bands) == (None, ())  # four people stand behind the one hidden line
