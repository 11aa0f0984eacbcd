import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest

from course.attempts import GRACE, Attempt
from progress import answers, attempts, completion
from progress.answers import AnswerRefused
from progress.attempts import AttemptRefused
from progress.database import Database
from tests.progress.bakery import RIGHT, WRONG, Bakery, Learner

ROOT = Path(__file__).parents[2]


def held(bakery: Bakery, attempt: Attempt) -> object:
    """Everything that the learner would see of an attempt, from the database."""
    found = attempts.find(bakery.db, attempt.id, attempt.person_id)
    assert found is not None
    return found, attempts.questions_of(bakery.db, found), answers.of_attempt(bakery.db, found)


# ---- 1: what an attempt freezes


def test_invariant_1_a_started_attempt_is_found_as_it_was_begun(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin(seed="seven")
    assert attempts.find(bakery.db, attempt.id, ada.id) == attempt
    assert (attempt.edition, attempt.seed, attempt.pass_mark) == (bakery.quiz.edition(), "seven", 60)
    assert len(attempt.questions) == 4


def test_invariant_1_a_reload_a_second_device_and_a_restart_change_nothing(
    bakery: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    ada.answer(attempt, attempt.questions[0].question_id, RIGHT[attempt.questions[0].question_id])
    before = held(bakery, attempt)
    assert ada.begin() == attempt
    bakery.db = bakery.reopened()
    assert ada.begin() == attempt
    assert held(bakery, attempt) == before


def test_invariant_1_an_edited_quiz_changes_nothing_of_an_open_attempt(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin(seed="seven")
    before = held(bakery, attempt)
    file = "quizzes/dough.yaml"
    bakery.edit(file, "pass_mark: 60", "pass_mark: 90")
    bakery.edit(file, "draw: 4", "draw: 2")
    bakery.edit(
        file,
        "- {id: eye, text: His eye",
        "- {id: ladle, text: A ladle, feedback: No.}\n      - {id: eye, text: His eye",
    )
    bakery.edit(file, "text: The scale, correct: true", "text: The balance, correct: true")
    bakery.edit(file, "id: cold-keeps", "id: where-it-waits")
    assert bakery.quiz.edition() != attempt.edition
    assert ada.begin() == attempt
    assert held(bakery, attempt) == before


def test_invariant_1_a_question_that_changed_its_type_is_graded_as_it_was_asked(
    bakery: Bakery, ada: Learner
) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    for question_id, response in RIGHT.items():
        ada.answer(attempt, question_id, response)
    bakery.edit("quizzes/dough.yaml", "answer: true", "answer: false")
    bakery.edit("quizzes/dough.yaml", "accept: [levain]", "accept: [chef]")
    bakery.edit(
        "quizzes/dough.yaml",
        "type: single\n    outcome: D2\n    stem: Ana bakes",
        "type: multiple\n    outcome: D2\n    stem: Ana bakes",
    )
    done = ada.submit(attempt)
    assert (done.score, done.passed, done.pass_mark) == (100.0, True, 60)


def test_invariant_1_the_order_of_options_is_kept_by_id(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    orders = {drawn.question_id: drawn.option_order for drawn in attempt.questions}
    assert sorted(orders["weigh-first"]) == ["cup", "eye", "scale"]
    assert orders["feed-on-the-day"] == ("true", "false")
    assert orders["french-word"] == ()


def test_invariant_1_after_the_deadline_no_answer_is_taken_and_those_given_count(
    bakery: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    first, second = (drawn.question_id for drawn in attempt.questions[:2])
    ada.answer(attempt, first, RIGHT[first])
    with bakery.db.write() as transaction:
        transaction.run("UPDATE attempts SET deadline_at = '2026-11-23T12:30:00.000000Z'")
    bakery.wait(minutes=30, seconds=GRACE.total_seconds())
    assert ada.answer(attempt, first, RIGHT[first]).status == "saved"
    bakery.wait(seconds=1)
    assert ada.answer(attempt, second, RIGHT[second]).status == "closed"
    assert ada.submit(attempt).score == 25.0


def test_an_attempt_begins_with_the_questions_drawn_from_its_seed(bakery: Bakery, ada: Learner) -> None:
    seven = ada.begin(seed="seven")
    assert bakery.learner().begin(seed="seven").questions == seven.questions
    orders = {bakery.learner().begin(seed=f"seed-{i}").questions for i in range(8)}
    assert len(orders) > 1


# ---- 2: saved means on the disk


def test_invariant_2_a_saved_answer_is_in_the_file_for_everybody(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    saved = ada.answer(attempt, question_id, RIGHT[question_id])
    assert (saved.status, saved.sequence, saved.saved_at) == ("saved", 1, bakery.now)
    stored = answers.of_attempt(bakery.reopened(), attempt)[question_id]
    assert (stored.response, stored.sequence) == (RIGHT[question_id], 1)


SAVE_AND_DIE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from progress import answers
from progress.database import Database
path, attempt, person, question, answer = sys.argv[1:]
db = Database(Path(path))
answers.save(db, attempt, person, question, answer, 0, "event", datetime.now(UTC))
if answer == "cold":
    os.kill(os.getpid(), signal.SIGKILL)
with db.write() as transaction:
    transaction.run("UPDATE attempts SET seed = 'lost'")
    transaction.run("DELETE FROM answers")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("answer", ["cold", "warm"])
def test_invariant_2_a_server_that_is_killed_keeps_what_it_saved_and_nothing_half_done(
    bakery: Bakery, ada: Learner, answer: str
) -> None:
    bakery.ask_everything()
    attempt = ada.begin(seed="seven")
    command = [
        sys.executable,
        "-c",
        SAVE_AND_DIE,
        str(bakery.db.path),
        attempt.id,
        ada.id,
        "cold-keeps",
        answer,
    ]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    stored = answers.of_attempt(bakery.db, attempt)["cold-keeps"]
    assert (stored.response, stored.sequence) == (answer, 1)
    assert ada.begin().seed == "seven"


def test_invariant_2_every_write_waits_for_the_disk(bakery: Bakery) -> None:
    with bakery.db.write() as transaction:
        assert transaction.row("PRAGMA synchronous") == {"synchronous": 2}
        assert transaction.row("PRAGMA journal_mode") == {"journal_mode": "wal"}


# ---- 3: two tabs, double clicks, retries, the back button


def test_invariant_3_an_answer_sent_twice_is_stored_once(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    first = ada.answer(attempt, question_id, RIGHT[question_id], event_id="click")
    bakery.wait(seconds=2)
    again = ada.answer(attempt, question_id, RIGHT[question_id], seen=0, event_id="click")
    assert again.status == "repeated"
    assert (again.sequence, again.saved_at, again.stored_response) == (1, first.saved_at, RIGHT[question_id])
    assert bakery.count("answers") == 1


def test_invariant_3_a_late_retry_does_not_take_back_a_later_answer(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    ada.answer(attempt, question_id, WRONG[question_id], event_id="first")
    ada.answer(attempt, question_id, RIGHT[question_id], event_id="second")
    retried = ada.answer(attempt, question_id, WRONG[question_id], seen=0, event_id="first")
    assert (retried.status, retried.sequence) == ("repeated", 2)
    assert retried.stored_response == RIGHT[question_id]


def test_invariant_3_a_second_tab_cannot_overwrite_an_answer_it_has_not_seen(
    bakery: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    ada.answer(attempt, question_id, RIGHT[question_id], seen=0)
    stale = ada.answer(attempt, question_id, WRONG[question_id], seen=0)
    assert (stale.status, stale.sequence, stale.stored_response) == ("stale", 1, RIGHT[question_id])
    assert ada.answer(attempt, question_id, WRONG[question_id], seen=1).status == "saved"


def test_invariant_3_a_sequence_from_the_future_is_stale_too(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    stale = ada.answer(attempt, question_id, RIGHT[question_id], seen=7)
    assert (stale.status, stale.sequence, stale.saved_at, stale.stored_response) == ("stale", 0, None, None)


def test_invariant_3_many_tabs_at_once_store_one_answer_for_each_turn(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    ready = Barrier(8)

    def click(i: int) -> str:
        ready.wait()
        return ada.answer(attempt, "cold-keeps", ("cold", "warm")[i % 2], seen=0).status

    with ThreadPoolExecutor(8) as tabs:
        outcomes = sorted(tabs.map(click, range(8)))
    assert outcomes == ["saved"] + ["stale"] * 7
    assert bakery.count("answers") == 1


def test_invariant_3_two_tabs_that_start_at_once_get_one_attempt(bakery: Bakery, ada: Learner) -> None:
    quiz, ready = bakery.quiz, Barrier(6)

    def start(_: int) -> Attempt:
        ready.wait()
        return attempts.start_or_resume(bakery.db, quiz, ada.id, bakery.now)

    with ThreadPoolExecutor(6) as tabs:
        begun = set(tabs.map(start, range(6)))
    assert len(begun) == 1
    assert bakery.count("attempts") == 1


def test_invariant_3_two_threads_that_submit_count_it_once(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    for drawn in attempt.questions:
        ada.answer(attempt, drawn.question_id, RIGHT[drawn.question_id])
    module, ready = bakery.module(), Barrier(4)

    def submit(minute: int) -> Attempt:
        ready.wait()
        later = bakery.now + timedelta(minutes=minute)
        return attempts.submit(bakery.db, attempt.id, ada.id, module, later)

    with ThreadPoolExecutor(4) as tabs:
        results = set(tabs.map(submit, range(4)))
    assert len(results) == 1
    assert bakery.count("grades") == 4


def test_invariant_3_submitting_again_later_returns_the_first_result(bakery: Bakery, ada: Learner) -> None:
    first = ada.take(3)
    bakery.wait(days=1)
    assert ada.submit(first) == first


def test_invariant_3_going_back_after_submitting_changes_no_answer(bakery: Bakery, ada: Learner) -> None:
    done = ada.take(0)
    question_id = done.questions[0].question_id
    closed = ada.answer(done, question_id, RIGHT[question_id])
    assert (closed.status, closed.sequence, closed.stored_response) == ("closed", 1, WRONG[question_id])
    answers.set_flag(bakery.db, done.id, ada.id, question_id, True, bakery.now)
    assert not answers.of_attempt(bakery.db, done)[question_id].flagged


def test_invariant_3_a_retry_after_submitting_is_told_that_it_was_stored(
    bakery: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    ada.answer(attempt, question_id, RIGHT[question_id], event_id="click")
    ada.submit(attempt)
    assert ada.answer(attempt, question_id, RIGHT[question_id], seen=0, event_id="click").status == "repeated"


def test_invariant_3_the_number_of_one_click_cannot_stand_for_another_answer(
    bakery: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    first, second = (drawn.question_id for drawn in attempt.questions[:2])
    ada.answer(attempt, first, RIGHT[first], event_id="click")
    with pytest.raises(AnswerRefused, match="under the number of another one"):
        ada.answer(attempt, second, RIGHT[second], event_id="click")
    assert answers.of_attempt(bakery.db, attempt)[second].sequence == 0


def test_invariant_3_every_answer_stays_in_the_history(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    for response in ("warm", None, "cold"):
        ada.answer(attempt, "cold-keeps", response)
    rows = bakery.db.rows("SELECT sequence, response FROM answers ORDER BY sequence")
    assert [(row["sequence"], json.loads(row["response"])) for row in rows] == [
        (1, "warm"),
        (2, None),
        (3, "cold"),
    ]


def test_a_clock_that_goes_back_loses_no_answer(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    ada.answer(attempt, question_id, WRONG[question_id])
    bakery.wait(hours=-1)
    ada.answer(attempt, question_id, RIGHT[question_id])
    assert answers.of_attempt(bakery.db, attempt)[question_id].response == RIGHT[question_id]


# ---- 4: the words that the learner saw


def test_invariant_4_a_question_is_stored_once_for_all_who_saw_the_same_words(bakery: Bakery) -> None:
    bakery.ask_everything()
    for _ in range(3):
        bakery.learner().begin()
    assert bakery.count("question_versions") == 5
    bakery.edit("quizzes/dough.yaml", "stem: What does Luc weigh?", "stem: What does Luc put on the scale?")
    bakery.learner().begin()
    assert bakery.count("question_versions") == 6


def test_invariant_4_an_old_attempt_is_explained_in_its_own_words(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    done = ada.take(5)
    bakery.edit("quizzes/dough.yaml", "Only weight stays the same.", "The cup lies.")
    bakery.edit("quizzes/dough.yaml", "Grams do not settle.", "A gram is a gram.")
    question = attempts.questions_of(bakery.db, done)["weigh-first"]
    assert question.explanation == "Only weight stays the same."
    assert question.option("scale").feedback == "Grams do not settle."


def test_invariant_4_an_attempt_at_a_question_that_is_gone_is_still_there(
    bakery: Bakery, ada: Learner
) -> None:
    bakery.ask_everything()
    done = ada.take(5)
    bakery.edit("quizzes/dough.yaml", "id: french-word", "id: dutch-word")
    assert "french-word" in attempts.questions_of(bakery.db, done)
    assert {graded.question_id for graded in attempts.result(bakery.db, done)} == set(RIGHT)


# ---- 5: grading is apart


def test_invariant_5_grades_are_rows_of_their_own_with_what_was_graded(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    ada.answer(attempt, "cold-keeps", "warm")
    ada.answer(attempt, "cold-keeps", "cold")
    ada.answer(attempt, "what-to-weigh", ["water"])
    before = bakery.db.rows("SELECT * FROM answers ORDER BY event_id")
    done = ada.submit(attempt)
    assert bakery.db.rows("SELECT * FROM answers ORDER BY event_id") == before
    rows = {row["question_id"]: row for row in bakery.db.rows("SELECT * FROM grades")}
    versions = {drawn.question_id: drawn.version for drawn in done.questions}
    assert {one: row["version"] for one, row in rows.items()} == versions
    cold = rows["cold-keeps"]
    assert (cold["grading"], cold["sequence"], cold["score"], cold["response"]) == (1, 2, 1.0, "In the cold")
    assert (rows["what-to-weigh"]["score"], rows["what-to-weigh"]["fully_right"]) == (0.5, 0)


def test_invariant_5_the_same_answers_always_earn_the_same(bakery: Bakery) -> None:
    bakery.ask_everything()
    scores = set()
    for _ in range(3):
        learner = bakery.learner()
        attempt = learner.begin()
        for question_id in ("cold-keeps", "french-word"):
            learner.answer(attempt, question_id, RIGHT[question_id])
        scores.add((learner.submit(attempt).score, attempt.pass_mark))
    assert scores == {(40.0, 60)}


def test_the_result_is_told_in_the_order_of_the_questions(bakery: Bakery, ada: Learner) -> None:
    done = ada.take(2)
    graded = attempts.result(bakery.db, done)
    assert [one.question_id for one in graded] == [drawn.question_id for drawn in done.questions]
    assert [one.right for one in graded] == [True, True, False, False]
    assert done.score == 100 * sum(one.score * one.points for one in graded) / sum(
        one.points for one in graded
    )


def test_an_open_attempt_has_no_result(bakery: Bakery, ada: Learner) -> None:
    assert attempts.result(bakery.db, ada.begin()) == []


# ---- 6: left out, and previews


def test_invariant_6_a_question_left_out_has_a_row_that_says_so(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    ada.answer(attempt, "cold-keeps", "cold")
    ada.answer(attempt, "french-word", "levain")
    ada.answer(attempt, "french-word", None)
    done = ada.submit(attempt)
    rows = bakery.db.rows("SELECT question_id, omitted, score, sequence FROM grades")
    omitted = {row["question_id"]: (row["omitted"], row["sequence"]) for row in rows}
    assert omitted == {
        "cold-keeps": (0, 1),
        "french-word": (1, 2),
        "weigh-first": (1, 0),
        "what-to-weigh": (1, 0),
        "feed-on-the-day": (1, 0),
    }
    assert done.score == 20.0


def test_invariant_6_a_preview_counts_nowhere(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour", "starter")
    preview = ada.take(4, preview=True)
    assert (preview.preview, preview.passed) == (True, True)
    assert attempts.attempts_of(bakery.db, ada.id) == []
    assert completion.of_person(bakery.db, ada.id) == []
    real = ada.begin()
    assert (real.number, real.preview) == (1, False)


def test_invariant_6_a_preview_and_an_attempt_can_be_open_side_by_side(bakery: Bakery, ada: Learner) -> None:
    preview, real = ada.begin(preview=True), ada.begin()
    assert preview.id != real.id
    assert ada.begin(preview=True) == preview
    assert ada.begin() == real


# ---- starting


def test_a_used_up_quiz_refuses_a_fourth_attempt(bakery: Bakery, ada: Learner) -> None:
    for _ in range(3):
        ada.take(1)
        bakery.wait(minutes=30)
    with pytest.raises(AttemptRefused, match="all 3 attempts") as refused:
        ada.begin()
    assert refused.value.refusal.opens_at is None
    assert [attempt.number for attempt in attempts.attempts_of(bakery.db, ada.id, "dough")] == [1, 2, 3]


def test_a_new_attempt_waits_for_the_cool_off_and_says_how_long(bakery: Bakery, ada: Learner) -> None:
    ada.take(1)
    bakery.wait(minutes=29)
    with pytest.raises(AttemptRefused, match="from 23 November 2026, 12:30 UTC"):
        ada.begin()
    bakery.wait(minutes=1)
    assert ada.begin().number == 2


def test_an_attempt_of_somebody_who_is_not_there_is_not_begun(bakery: Bakery) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        attempts.start_or_resume(bakery.db, bakery.quiz, "nobody", bakery.now)
    assert bakery.count("attempts") == bakery.count("question_versions") == 0


# ---- whose attempt it is


def test_another_persons_attempt_is_not_found(bakery: Bakery, ada: Learner) -> None:
    attempt, eve = ada.begin(), bakery.learner("Eve")
    question_id = attempt.questions[0].question_id
    assert attempts.find(bakery.db, attempt.id, eve.id) is None
    with pytest.raises(AnswerRefused, match="not yours"):
        eve.answer(attempt, question_id, RIGHT[question_id])
    with pytest.raises(AttemptRefused, match="not yours"):
        answers.set_flag(bakery.db, attempt.id, eve.id, question_id, True, bakery.now)
    with pytest.raises(AttemptRefused, match="not yours"):
        eve.submit(attempt)
    assert ada.begin() == attempt
    assert bakery.count("answers") == bakery.count("flags") == bakery.count("grades") == 0


@pytest.mark.parametrize("attempt_id", ["", "none", "' OR 1=1 --", "王"])
def test_an_attempt_that_is_not_there_is_not_found(bakery: Bakery, ada: Learner, attempt_id: str) -> None:
    ada.begin()
    assert attempts.find(bakery.db, attempt_id, ada.id) is None


def test_a_question_that_was_not_drawn_takes_no_answer(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    (missing,) = set(RIGHT) - {drawn.question_id for drawn in attempt.questions}
    with pytest.raises(AnswerRefused):
        ada.answer(attempt, missing, RIGHT[missing], seen=0)


# ---- what is no answer


@pytest.mark.parametrize(
    ("question_id", "response"),
    [
        ("cold-keeps", "freezer"),
        ("cold-keeps", ["cold"]),
        ("cold-keeps", 1),
        ("cold-keeps", {"cold": True}),
        ("what-to-weigh", "flour"),
        ("what-to-weigh", [["flour"]]),
        ("what-to-weigh", ["flour", "salt"]),
        ("feed-on-the-day", "maybe"),
        ("french-word", 7),
        ("french-word", "\ud800"),
        ("french-word", float("nan")),
        ("french-word", object()),
        ("french-word", "a\x00b"),
    ],
)
def test_what_is_no_answer_to_the_question_is_refused_with_a_sentence(
    bakery: Bakery, ada: Learner, question_id: str, response: object
) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    with pytest.raises(AnswerRefused, match=r"cannot be stored.*\.$"):
        ada.answer(attempt, question_id, response)
    assert bakery.count("answers") == 0


@pytest.mark.parametrize("response", ["x" * 1_000_000, ["flour"] * 200_000, "王" * 10_000])
def test_an_answer_of_a_megabyte_is_refused_before_it_is_looked_at(
    bakery: Bakery, ada: Learner, response: object
) -> None:
    attempt = ada.begin()
    with pytest.raises(AnswerRefused, match="longer than 10,000 characters. Shorten it."):
        ada.answer(attempt, attempt.questions[0].question_id, response)
    assert bakery.count("answers") == 0


@pytest.mark.parametrize("typed", ["发酵种", "  levain\u0301 ", "خميرة", "'; DROP TABLE answers; --"])
def test_a_typed_answer_is_kept_as_it_was_given_beside_what_is_graded(
    bakery: Bakery, ada: Learner, typed: str
) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    ada.answer(attempt, "french-word", typed)
    assert answers.of_attempt(bakery.db, attempt)["french-word"].response == typed.strip()
    row = bakery.db.rows("SELECT response, raw_response FROM answers")[0]
    assert json.loads(row["raw_response"] or row["response"]) == typed


def test_ticking_in_another_order_is_the_same_answer(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    attempt = ada.begin()
    ada.answer(attempt, "what-to-weigh", ["water", "flour"])
    assert answers.of_attempt(bakery.db, attempt)["what-to-weigh"].response == ["flour", "water"]


# ---- flags


def test_a_flag_stays_until_it_is_taken_away(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    question_id = attempt.questions[0].question_id
    for flagged in (True, True, False, False, True):
        answers.set_flag(bakery.db, attempt.id, ada.id, question_id, flagged, bakery.now)
        answer = answers.of_attempt(bakery.db, attempt)[question_id]
        assert (answer.flagged, answer.sequence, answer.response) == (flagged, 0, None)


def test_answers_name_every_question_in_its_order(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    drawn = [one.question_id for one in attempt.questions]
    assert list(answers.of_attempt(bakery.db, attempt)) == drawn
    assert list(attempts.questions_of(bakery.db, attempt)) == drawn


# ---- all or nothing


def test_a_submission_that_fails_half_way_leaves_the_attempt_open(
    bakery: Bakery, ada: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = ada.begin()

    def pull_the_plug(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(attempts, "_close", pull_the_plug)
        with pytest.raises(KeyboardInterrupt):
            ada.submit(attempt)
    assert bakery.count("grades") == 0
    assert ada.begin() == attempt
    assert ada.submit(attempt).state == "submitted"


def test_answering_from_many_threads_loses_nothing(bakery: Bakery) -> None:
    bakery.ask_everything()
    learners = [bakery.learner() for _ in range(6)]
    running = [(learner, learner.begin()) for learner in learners]
    db, now = Database(bakery.db.path), bakery.now

    def work(i: int) -> None:
        learner, attempt = running[i]
        for turn in range(20):
            saved = answers.save(
                db, attempt.id, learner.id, "cold-keeps", ("cold", "warm")[turn % 2], turn, uuid4().hex, now
            )
            assert saved.status == "saved"

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))
    assert bakery.count("answers") == 120
