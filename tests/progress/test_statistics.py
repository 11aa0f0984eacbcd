from dataclasses import replace

import pytest

from course.interval import wilson
from course.item_analysis import analyse, tallied
from progress import recount, regrade, statistics
from progress.beliefs_met import beliefs_met
from progress.statistics import MINIMUM, Counting, QuestionFigures
from tests.progress.bakery import RIGHT, WRONG, Bakery, Learner


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
    assert (figures.people, figures.attempts, figures.suppressed) == (0, 0, True)


def test_figures_of_fewer_than_five_people_are_not_given(everything: Bakery) -> None:
    learners = [everything.learner() for _ in range(MINIMUM - 1)]
    for learner in learners * 2:
        learner.take(5)
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.people, figures.attempts, figures.suppressed) == (0, 0, True)
    assert (figures.pass_rate, figures.mean_score, figures.bands, figures.questions) == (None, None, (), ())


def test_figures_of_five_people_are_given(everything: Bakery) -> None:
    for right in (5, 5, 5, 0, 0):
        everything.learner().take(right)
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.people, figures.attempts, figures.suppressed) == (5, 5, False)
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
    assert (figures.people, figures.attempts) == (5, 5)
    assert figures.bands == (5, 0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("counting", "mean", "attempts"),
    [("first", 40, 5), ("last", 20, 5), ("best", 80, 5), ("all", 140 / 3, 15)],
)
def test_each_counting_takes_the_attempts_that_it_names(
    everything: Bakery, counting: Counting, mean: float, attempts: int
) -> None:
    learners = [everything.learner() for _ in range(5)]
    for right in (2, 4, 1):
        for learner in learners:
            learner.take(right)
    figures = statistics.of_quiz(everything.db, "dough", counting)
    assert (figures.people, figures.attempts) == (5, attempts)
    assert figures.mean_score == pytest.approx(mean)
    assert figures.whole
    assert figures.whole.mean == pytest.approx(mean / 20)


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
    assert (figures.people, figures.attempts, figures.pass_rate) == (5, 5, 1.0)


@pytest.mark.parametrize(
    ("score", "band"), [(0, 0), (9.99, 0), (10, 1), (79.9, 7), (80, 8), (90, 9), (100, 9)]
)
def test_a_score_falls_into_its_band(everything: Bakery, score: float, band: int) -> None:
    for _ in range(5):
        everything.learner().take(5)
    with everything.db.write() as transaction:
        transaction.run("UPDATE attempts SET score = :score", score=score)
    recount.repair(everything.db)
    assert statistics.of_quiz(everything.db, "dough").bands == tuple(5 * (i == band) for i in range(10))


def test_facility_is_the_mean_score_and_counts_what_was_left_out(everything: Bakery) -> None:
    given = [RIGHT["what-to-weigh"], ["flour"], WRONG["what-to-weigh"], None, None]
    for response in given:
        learner = everything.learner()
        attempt = learner.begin()
        learner.answer(attempt, "what-to-weigh", response)
        learner.submit(attempt)
    entry = question(everything, "what-to-weigh")
    assert entry.item
    assert entry.answers
    assert (entry.item.n, entry.answers.omitted) == (5, 2)
    assert entry.item.facility == pytest.approx(100 * 1.5 / 5)
    assert entry.item.interval == pytest.approx([100 * end for end in wilson(1.5 / 5, 5)])
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


def give(learner: Learner, drawn: str, right: bool) -> None:
    """An attempt that was asked one question only."""
    attempt = learner.begin()
    with learner.bakery.db.write() as transaction:
        transaction.run(
            "DELETE FROM attempt_questions WHERE attempt_id = :id AND question_id <> :drawn",
            id=attempt.id,
            drawn=drawn,
        )
    learner.answer(attempt, drawn, (RIGHT if right else WRONG)[drawn])
    learner.submit(attempt)


def test_a_question_that_fewer_than_five_people_met_is_not_broken_down(everything: Bakery) -> None:
    for i in range(10):
        give(everything.learner(), "french-word" if i < 4 else "cold-keeps", right=True)
    hidden, shown = question(everything, "french-word"), question(everything, "cold-keeps")
    assert (hidden.item, hidden.answers, hidden.suspicions) == (None, None, ())
    assert shown.item
    assert (shown.item.facility, shown.item.n) == (100, 6)


def test_wordings_of_a_question_are_never_mixed(everything: Bakery) -> None:
    for _ in range(5):
        everything.learner().take(5)
    everything.edit("quizzes/dough.yaml", "Where does the starter wait?", "Where does it sleep?")
    for _ in range(5):
        everything.learner().take(0)
    figures = statistics.of_quiz(everything.db, "dough")
    wordings = [entry for entry in figures.questions if entry.question_id == "cold-keeps"]
    assert [(one.item.facility, one.item.n) for one in wordings if one.item] == [(0, 5), (100, 5)]
    assert [entry.question.stem.split(". ")[1] for entry in wordings] == [
        "Where does it sleep?",
        "Where does the starter wait?",
    ]


def test_an_unchanged_question_is_one_line_over_all_editions(everything: Bakery) -> None:
    for _ in range(5):
        everything.learner().take(5)
    everything.edit("quizzes/dough.yaml", "Where does the starter wait?", "Where does it sleep?")
    for _ in range(5):
        everything.learner().take(0)
    entry = question(everything, "weigh-first")
    assert entry.item
    assert (entry.item.n, entry.item.facility) == (10, 50)


def test_an_edition_has_figures_of_its_own_which_add_up_to_those_of_all(everything: Bakery) -> None:
    for _ in range(5):
        everything.learner().take(5)
    everything.wait(days=1)
    everything.edit("quizzes/dough.yaml", "Where does the starter wait?", "Where does it sleep?")
    for _ in range(5):
        everything.learner().take(0)
    later, earlier = statistics.editions(everything.db, "dough")
    assert later.edition == everything.quiz.edition()
    figures = [statistics.of_quiz(everything.db, "dough", "first", one.edition) for one in (earlier, later)]
    assert [(one.people, one.mean_score) for one in figures] == [(5, 100), (5, 0)]
    assert statistics.of_quiz(everything.db, "dough").people == 10


def test_four_people_of_an_edition_are_in_no_figure_of_all_editions(everything: Bakery) -> None:
    """All editions less the other one would be these four."""
    for _ in range(5):
        everything.learner().take(5)
    everything.edit("quizzes/dough.yaml", "Where does the starter wait?", "Where does it sleep?")
    for _ in range(4):
        everything.learner().take(0)
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.people, figures.mean_score) == (5, 100)


def test_a_line_of_all_editions_less_one_of_an_edition_never_leaves_few(everything: Bakery) -> None:
    for _ in range(5):
        give(everything.learner(), "cold-keeps", right=True)
    everything.edit("quizzes/dough.yaml", "What does Luc weigh?", "What does he weigh?")
    for i in range(5):
        give(everything.learner(), "cold-keeps" if i < 2 else "french-word", right=False)
    entry = question(everything, "cold-keeps")
    assert entry.item
    assert (entry.item.n, entry.item.facility) == (5, 100)  # without the two of the later edition


def test_the_mean_is_withheld_where_it_would_give_a_hidden_line_away(everything: Bakery) -> None:
    for i in range(10):
        give(everything.learner(), "french-word" if i < 4 else "cold-keeps", right=i % 2 == 0)
    figures = statistics.of_quiz(everything.db, "dough")
    assert (figures.mean_score, figures.bands, figures.whole) == (
        None,
        (),
        None,
    )  # four stand behind one line


def test_the_mean_is_given_where_five_people_stand_behind_the_hidden_lines(everything: Bakery) -> None:
    for i in range(10):
        name = "french-word" if i < 4 else "weigh-first" if i < 5 else "cold-keeps"
        give(everything.learner(), name, right=True)
    assert statistics.of_quiz(everything.db, "dough").mean_score == 100


def test_all_editions_are_withheld_where_one_of_them_is(everything: Bakery) -> None:
    """Otherwise all editions less the others would be the one that is withheld."""
    for i in range(10):
        give(everything.learner(), "french-word" if i < 4 else "cold-keeps", right=True)
    everything.edit("quizzes/dough.yaml", "What does Luc weigh?", "What does he weigh?")
    for i in range(10):
        names = ["french-word", "french-word", "french-word", "weigh-first", "weigh-first", "what-to-weigh"]
        give(everything.learner(), [*names, *["cold-keeps"] * 4][i], right=True)
    assert statistics.of_quiz(everything.db, "dough", edition=everything.quiz.edition()).mean_score == 100
    assert statistics.of_quiz(everything.db, "dough").mean_score is None


def test_figures_are_those_of_item_analysis(everything: Bakery) -> None:
    rows = [[1, 1, 1, 1, 0], [1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 1]]
    for row in rows:
        learner = everything.learner()
        attempt = learner.begin()
        for name, right in zip(RIGHT, row, strict=True):
            learner.answer(attempt, name, (RIGHT if right else WRONG)[name])
        learner.submit(attempt)
    figures = statistics.of_quiz(everything.db, "dough")
    expected = analyse(tallied(rows, dict.fromkeys(RIGHT, 1)))
    assert figures.whole == expected.whole
    found = {one.question_id: one.item for one in figures.questions}
    for item in expected.items:
        shown = found[item.id]
        assert shown
        assert replace(shown, id=item.id) == item


def test_choices_beliefs_and_certainty_are_counted(everything: Bakery) -> None:
    everything.edit("quizzes/dough.yaml", "pass_mark: 60", "pass_mark: 60\ncertainty: asked")
    for i, choice in enumerate(["cup", "cup", "cup", "eye", "scale", None]):
        learner = everything.learner()
        attempt = learner.begin()
        learner.answer(attempt, "weigh-first", choice, certainty=3 if i < 2 else 1)
        learner.answer(attempt, "cold-keeps", "cold")
        learner.submit(attempt)
    for _ in range(4):
        everything.learner().take(5)
    answers = question(everything, "weigh-first").answers
    assert answers
    assert answers.picks == {("", "cup"): 3, ("", "eye"): 1, ("", "scale"): 5}
    assert (answers.sure["", "cup"], answers.sure_and_wrong, answers.omitted) == (2, 2, 1)
    assert answers.beliefs == {"cups-are-exact": 3}
    assert answers.outcomes == {"wrong": 4, "right": 5, "omitted": 1}
    (met,) = beliefs_met(everything.db)
    assert (met.id, met.met, met.asked, met.quiz_ids) == ("cups-are-exact", 3, 10, ("dough",))


def test_the_time_of_a_question_is_the_gap_before_its_answers_and_five_minutes_at_most(
    everything: Bakery,
) -> None:
    for _ in range(5):
        learner = everything.learner()
        attempt = learner.begin()
        everything.wait(seconds=20)
        learner.answer(attempt, "weigh-first", "cup")
        everything.wait(hours=2)
        learner.answer(attempt, "cold-keeps", "cold")
        everything.wait(seconds=12)
        learner.answer(attempt, "weigh-first", "scale")
        learner.submit(attempt)
    weighed, kept = question(everything, "weigh-first").answers, question(everything, "cold-keeps").answers
    assert weighed
    assert kept
    assert weighed.seconds == pytest.approx(32, abs=2.5)
    assert kept.seconds == pytest.approx(300, abs=30)


def test_a_question_that_looks_broken_is_named_with_the_reason(everything: Bakery) -> None:
    for _ in range(5):
        learner = everything.learner()
        attempt = learner.begin()
        learner.answer(attempt, "weigh-first", "cup")
        learner.answer(attempt, "cold-keeps", "cold")
        learner.submit(attempt)
    reasons = {
        one.question_id: {suspicion.reason for suspicion in one.suspicions}
        for one in statistics.of_quiz(everything.db, "dough").questions
    }
    assert reasons["weigh-first"] == {"everybody-wrong", "distractor-beats-key"}
    assert reasons["cold-keeps"] == {"everybody-right"}


def test_a_dropped_question_keeps_its_figures_and_weighs_nothing(everything: Bakery) -> None:
    for right in (5, 4, 3, 2, 1):
        everything.learner().take(right)
    regrade.apply(
        everything.db,
        everything.quiz,
        {"weigh-first": "drop"},
        None,
        reason="Unclear.",
        by_id=None,
        now=everything.now,
    )
    figures = statistics.of_quiz(everything.db, "dough")
    items = {one.question_id: one.item for one in figures.questions}
    assert figures.whole
    assert (figures.whole.questions, figures.whole.max_marks) == (4, 4)
    dropped = items.pop("weigh-first")
    assert dropped
    assert (dropped.n, dropped.effective_weight) == (5, None)
    assert dropped.facility is not None
    assert sum(item.effective_weight or 0 for item in items.values() if item) == pytest.approx(100)
    (line,) = (one for one in figures.questions if one.question_id == "weigh-first")
    assert (line.regraded, line.suspicions) == ("drop", ())
