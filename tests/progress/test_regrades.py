"""Regrades: what they would do is told first, grades are only added, and no completion is taken away."""

from collections.abc import Mapping

import pytest

from course.regrade import Mode
from progress import at_stake, attempts, completion, regrade, regraded
from progress.changed_keys import changed_keys
from progress.regrade import Effects, RegradeRefused
from tests.progress.bakery import RIGHT, WRONG, Bakery, Learner

FILE = "quizzes/dough.yaml"
CUP = "{id: cup, text: The cup, misconception: cups-are-exact, feedback: A cup can be packed or loose.}"
SCALE = "{id: scale, text: The scale, correct: true, feedback: Grams do not settle.}"
REASON = "The cup was right after all."


@pytest.fixture
def whole(bakery: Bakery) -> Bakery:
    """The quiz asks all of its five questions, as often as one likes; 60 per cent pass."""
    bakery.ask_everything()
    return bakery


def mend_the_key(bakery: Bakery) -> None:
    """From now on the cup is right and the scale is wrong."""
    bakery.edit(FILE, CUP, "{id: cup, text: The cup, correct: true}")
    bakery.edit(FILE, SCALE, "{id: scale, text: The scale}")


def took(learner: Learner, *wrong: str) -> str:
    """A submitted attempt with these questions wrong; its id."""
    attempt = learner.begin()
    for drawn in attempt.questions:
        given = (WRONG if drawn.question_id in wrong else RIGHT)[drawn.question_id]
        learner.answer(attempt, drawn.question_id, given)
    return learner.submit(attempt).id


def regraded_by(bakery: Bakery, modes: Mapping[str, Mode]) -> Effects:
    return regrade.apply(
        bakery.db, bakery.quiz, modes, bakery.module(), reason=REASON, by_id=None, now=bakery.now
    )


def planned(bakery: Bakery, modes: Mapping[str, Mode]) -> Effects:
    return regrade.plan(bakery.db, bakery.quiz, modes, bakery.module())


def score(bakery: Bakery, learner: Learner, attempt_id: str) -> float | None:
    attempt = attempts.find(bakery.db, attempt_id, learner.id)
    assert attempt
    return attempt.score


# ---- which questions want one


def test_a_changed_key_is_found_and_what_it_was_and_is_told(whole: Bakery) -> None:
    took(whole.learner("Ben"))
    took(whole.learner("Cho"), "weigh-first")
    mend_the_key(whole)
    (found,) = regrade.changed(whole.db, whole.quiz)
    assert (found.question_id, found.attempts, found.fitting) == ("weigh-first", 2, 2)
    assert (found.before.key_text(), found.key.key_text()) == ("The scale", "The cup")


def test_edited_words_change_no_key(whole: Bakery, ada: Learner) -> None:
    took(ada)
    whole.edit(FILE, "Only weight stays the same.", "Weight stays the same.")
    whole.edit(FILE, "Which gives the same dough each time?", "Which is exact?")
    assert regrade.changed(whole.db, whole.quiz) == []


def test_an_attempt_that_is_open_or_a_preview_wants_no_regrade(whole: Bakery, ada: Learner) -> None:
    whole.learner("Ben").begin()
    ada.take(5, preview=True)
    mend_the_key(whole)
    assert regrade.changed(whole.db, whole.quiz) == []


@pytest.mark.parametrize("people", [1, 5, 7])
def test_a_changed_key_is_found_without_a_look_at_the_answers(whole: Bakery, people: int) -> None:
    for _ in range(people):
        took(whole.learner())
    assert changed_keys(whole.db, whole.quiz) == []
    whole.edit(FILE, "Only weight stays the same.", "Weight stays the same.")
    assert changed_keys(whole.db, whole.quiz) == []
    mend_the_key(whole)
    assert changed_keys(whole.db, whole.quiz) == ["weigh-first"]
    regraded_by(whole, {"weigh-first": "apply"})
    assert changed_keys(whole.db, whole.quiz) == []


# ---- a look before


def test_a_plan_says_who_gains_and_loses_and_changes_nothing(whole: Bakery, ada: Learner) -> None:
    ben = whole.learner("Ben")
    first, second = took(ada, "weigh-first"), took(ben)
    mend_the_key(whole)
    before = [whole.count(table) for table in ("grades", "regrades", "completions_at_stake")]
    effects = planned(whole, {"weigh-first": "apply"})
    assert (effects.touched, effects.better, effects.worse) == (2, 1, 1)
    assert [score(whole, ada, first), score(whole, ben, second)] == [80, 100]
    assert [whole.count(table) for table in ("grades", "regrades", "completions_at_stake")] == before


def test_what_was_planned_is_what_is_done(whole: Bakery, ada: Learner) -> None:
    took(ada, "weigh-first", "french-word", "cold-keeps")
    took(whole.learner("Ben"), "french-word", "cold-keeps")
    mend_the_key(whole)
    modes: dict[str, Mode] = {"weigh-first": "apply"}
    effects = planned(whole, modes)
    assert [one.name for one in effects.passed] == ["Ada"]
    assert [(one.name, one.before, one.after) for one in effects.failed] == [("Ben", 60, 40)]
    assert regraded_by(whole, modes) == effects


# ---- the four modes


@pytest.mark.parametrize(
    ("mode", "who_was_wrong", "who_was_right"),
    [("apply", 100, 80), ("only-if-better", 100, 100), ("drop", 100, 100), ("all-correct", 100, 100)],
)
def test_each_mode_gives_the_scores_it_says(
    whole: Bakery, ada: Learner, mode: Mode, who_was_wrong: float, who_was_right: float
) -> None:
    ben = whole.learner("Ben")
    cup, scale = took(ada, "weigh-first"), took(ben)
    mend_the_key(whole)
    regraded_by(whole, {"weigh-first": mode})
    assert score(whole, ada, cup) == who_was_wrong
    assert score(whole, ben, scale) == who_was_right


def test_a_question_that_is_gone_can_be_dropped_but_not_graded_by_its_key(
    whole: Bakery, ada: Learner
) -> None:
    took(ada, "cold-keeps")
    start = (whole.folder / FILE).read_text(encoding="utf-8").index("  - id: cold-keeps")
    text = (whole.folder / FILE).read_text(encoding="utf-8")
    rest = text[text.index("accepted:") :]
    (whole.folder / FILE).write_text(text[:start] + rest, encoding="utf-8")
    with pytest.raises(RegradeRefused, match='no question "cold-keeps" any more'):
        planned(whole, {"cold-keeps": "apply"})
    assert planned(whole, {"cold-keeps": "drop"}).better == 1


def test_an_answer_that_does_not_fit_the_new_key_keeps_its_grade(whole: Bakery, ada: Learner) -> None:
    attempt = took(ada, "weigh-first")
    whole.edit(FILE, CUP, "{id: mug, text: The mug, correct: true}")
    whole.edit(FILE, SCALE, "{id: scale, text: The scale}")
    effects = regraded_by(whole, {"weigh-first": "apply"})
    assert (effects.touched, effects.questions[0].unfit) == (0, 1)
    assert score(whole, ada, attempt) == 80


# ---- what must hold


def test_invariant_5_grades_are_added_and_none_is_overwritten(whole: Bakery, ada: Learner) -> None:
    took(ada, "weigh-first")
    mend_the_key(whole)
    before = whole.db.rows("SELECT * FROM grades ORDER BY grading, question_id")
    regraded_by(whole, {"weigh-first": "apply"})
    after = whole.db.rows("SELECT * FROM grades ORDER BY grading, question_id")
    assert after[: len(before)] == before
    assert len(after) > len(before)


def test_invariant_5_a_pass_that_is_lost_leaves_the_completion_and_puts_it_at_stake(
    whole: Bakery, ada: Learner
) -> None:
    ada.read("flour", "starter")
    took(ada, "french-word", "cold-keeps")
    mend_the_key(whole)
    assert planned(whole, {"weigh-first": "apply"}).at_stake == 1
    assert regraded_by(whole, {"weigh-first": "apply"}).at_stake == 1
    assert [one.module_id for one in completion.of_person(whole.db, ada.id)] == ["dough"]
    (stake,) = at_stake.unresolved(whole.db)
    assert (stake.name, stake.score, stake.reason) == ("Ada", 40, REASON)


def test_a_stake_ends_when_the_person_passes_again_or_a_trainer_lets_it_stand(
    whole: Bakery, ada: Learner
) -> None:
    ben = whole.learner("Ben")
    for learner in (ada, ben):
        learner.read("flour", "starter")
        took(learner, "french-word", "cold-keeps")
    mend_the_key(whole)
    regraded_by(whole, {"weigh-first": "apply"})
    took(ada, "weigh-first")
    assert [one.name for one in at_stake.unresolved(whole.db)] == ["Ben"]
    with whole.db.write() as transaction:
        at_stake.resolve(transaction, ben.id, "dough", whole.now)
    assert at_stake.unresolved(whole.db) == []


def test_a_pass_that_is_gained_completes_the_module(whole: Bakery, ada: Learner) -> None:
    ada.read("flour", "starter")
    took(ada, "weigh-first", "french-word", "cold-keeps")
    assert completion.of_person(whole.db, ada.id) == []
    mend_the_key(whole)
    regraded_by(whole, {"weigh-first": "apply"})
    assert [(one.module_id, one.score) for one in completion.of_person(whole.db, ada.id)] == [("dough", 60)]


def test_the_same_regrade_a_second_time_does_nothing(whole: Bakery, ada: Learner) -> None:
    took(ada, "weigh-first")
    mend_the_key(whole)
    assert regraded_by(whole, {"weigh-first": "apply"}).touched == 1
    rows = whole.count("grades")
    assert regraded_by(whole, {"weigh-first": "apply"}).touched == 0
    assert (whole.count("grades"), regrade.changed(whole.db, whole.quiz)) == (rows, [])


def test_more_attempts_than_one_batch_are_all_regraded(
    whole: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regrade, "BATCH", 2)
    for number in range(5):
        took(whole.learner(f"Baker {number}"), "weigh-first")
    mend_the_key(whole)
    assert planned(whole, {"weigh-first": "apply"}).touched == 5
    assert regraded_by(whole, {"weigh-first": "apply"}).touched == 5
    assert {row["score"] for row in whole.db.rows("SELECT score FROM attempts")} == {100}


@pytest.mark.parametrize(("reason", "told"), [("  ", "Say why"), ("x" * 501, "longer than 500 characters")])
def test_a_regrade_without_a_readable_reason_is_refused(
    whole: Bakery, ada: Learner, reason: str, told: str
) -> None:
    took(ada)
    with pytest.raises(RegradeRefused, match=told):
        regrade.apply(
            whole.db, whole.quiz, {"weigh-first": "drop"}, None, reason=reason, by_id=None, now=whole.now
        )
    assert whole.count("regrades") == 0


def test_a_learner_reads_why_and_a_trainer_what_was_done(whole: Bakery, ada: Learner) -> None:
    attempt = attempts.find(whole.db, took(ada, "weigh-first"), ada.id)
    mend_the_key(whole)
    regraded_by(whole, {"weigh-first": "apply"})
    assert attempt
    note = regraded.of_attempt(whole.db, attempt)["weigh-first"]
    assert (note.mode, note.reason, note.question.key_text(), note.kept) == (
        "apply",
        REASON,
        "The cup",
        False,
    )
    (done,) = regraded.of_quiz(whole.db, "dough")
    assert (done.question_id, done.attempts, done.by) == ("weigh-first", 1, None)
