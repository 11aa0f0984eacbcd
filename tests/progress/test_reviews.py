"""Cards of missed questions and chosen terms: when they come, what changes them, and that they are their owner's."""

from datetime import date, timedelta

import pytest

from course.attempts import Attempt
from course.regrade import Mode
from course.review import Rating
from course.review_day import DAILY, Card
from progress import certificates, regrade, reviews
from progress.reviews import Given, Pile, ReviewRefused
from tests.progress.bakery import NOON, RIGHT, WRONG, Bakery, Learner

TODAY = NOON.date()


def pile(learner: Learner) -> Pile:
    bakery = learner.bakery
    return reviews.pile(bakery.db, bakery.course, learner.id, bakery.now)


def take(learner: Learner, *wrong: str, preview: bool = False) -> Attempt:
    """An attempt with these questions wrong and all others right."""
    attempt = learner.begin(preview=preview)
    for drawn in attempt.questions:
        answers = WRONG if drawn.question_id in wrong else RIGHT
        learner.answer(attempt, drawn.question_id, answers[drawn.question_id])
    return learner.submit(attempt)


def review(learner: Learner, card: Card, rating: Rating = "good", response: object = None) -> date:
    """Rate a card; returns when it is due again."""
    bakery = learner.bakery
    question = reviews.question_of(bakery.db, bakery.course, card)
    given = Given(question, question.normalise(response)) if question else None
    log = reviews.review(bakery.db, bakery.course, learner.id, card, rating, bakery.now, given)
    return log.after.due_on


@pytest.fixture
def ben(bakery: Bakery) -> Learner:
    """Somebody whose quiz asks every question, as often as he likes."""
    bakery.ask_everything()
    return bakery.learner("Ben")


def test_what_was_missed_is_asked_from_the_next_day_and_what_was_right_never(ben: Learner) -> None:
    take(ben, "cold-keeps", "french-word")
    first = pile(ben)
    assert sorted(card.item_id for card in first.cards) == ["cold-keeps", "french-word"]
    assert first.due == []
    ben.bakery.wait(days=1)
    assert sorted(card.item_id for card in pile(ben).due) == ["cold-keeps", "french-word"]


def test_what_was_left_out_or_only_partly_right_was_missed(ben: Learner) -> None:
    attempt = ben.begin()
    for drawn in attempt.questions:
        if drawn.question_id != "cold-keeps":
            partly = {"what-to-weigh": ["flour"]}
            ben.answer(attempt, drawn.question_id, partly.get(drawn.question_id, RIGHT[drawn.question_id]))
    ben.submit(attempt)
    assert sorted(card.item_id for card in pile(ben).cards) == ["cold-keeps", "what-to-weigh"]


def test_open_attempts_previews_and_diagnostics_make_no_cards(ben: Learner) -> None:
    take(ben, "cold-keeps", preview=True)
    attempt = ben.begin()
    ben.answer(attempt, "cold-keeps", "warm")
    assert pile(ben).cards == ()
    ben.submit(attempt)
    ben.bakery.edit("quizzes/dough.yaml", "role: module\nmodule: dough\n", "role: diagnostic\n")
    ben.bakery.edit("modules/dough/module.yaml", "quiz: dough\n", "")
    assert pile(ben).cards == ()


def test_looking_again_notes_a_miss_once(ben: Learner) -> None:
    take(ben, "cold-keeps")
    for _ in range(3):
        pile(ben)
    assert ben.bakery.count("review_events") == 1


def test_a_question_missed_again_is_one_card_that_is_asked_sooner(ben: Learner) -> None:
    take(ben, "cold-keeps")
    ben.bakery.wait(days=1)
    (card,) = pile(ben).due
    assert review(ben, card, "easy", "cold") > ben.bakery.now.date() + timedelta(days=1)
    ben.bakery.wait(hours=1)
    take(ben, "cold-keeps")
    (again,) = pile(ben).cards
    assert again.memory.due_on == ben.bakery.now.date() + timedelta(days=1)
    assert (again.id, again.sequence) == (card.id, 3)


def test_a_review_is_on_the_disk_with_the_answer_and_the_words_that_were_asked(ben: Learner) -> None:
    take(ben, "cold-keeps")
    ben.bakery.wait(days=1)
    (card,) = pile(ben).due
    due = review(ben, card, "good", "cold")
    (stored,) = reviews.pile(ben.bakery.reopened(), ben.bakery.course, ben.id, ben.bakery.now).cards
    assert stored.memory.due_on == due
    row = ben.bakery.db.row("SELECT * FROM review_events WHERE kind = 'reviewed'")
    assert row
    assert (row["response"], row["version"], row["rating"]) == ('"cold"', card.version, "good")
    assert pile(ben).due == []
    assert pile(ben).done == 1


def test_a_second_click_or_another_window_notes_nothing(ben: Learner) -> None:
    take(ben, "cold-keeps")
    ben.bakery.wait(days=1)
    (card,) = pile(ben).due
    review(ben, card, "good", "cold")
    with pytest.raises(ReviewRefused, match="reviewed meanwhile"):
        review(ben, card, "again", "cold")
    assert ben.bakery.count("review_events") == 2


def test_a_wrong_answer_cannot_be_rated_as_known(ben: Learner) -> None:
    take(ben, "cold-keeps")
    (card,) = pile(ben).cards
    with pytest.raises(ValueError, match="not right"):
        review(ben, card, "good", "warm")
    assert review(ben, card, "again", "warm") == TODAY + timedelta(days=1)


def test_cards_are_nobody_elses(ben: Learner, ada: Learner) -> None:
    take(ben, "cold-keeps")
    (card,) = pile(ben).cards
    assert pile(ada).cards == ()
    with pytest.raises(ReviewRefused, match="not there"):
        review(ada, card, "good", "cold")
    with pytest.raises(ReviewRefused, match="not there"):
        reviews.leave_out(ben.bakery.db, ada.id, [card.id], NOON)
    reviews.forget(ben.bakery.db, ada.id, NOON)
    assert pile(ben).cards == (card,)


def test_no_more_than_fifteen_are_asked_a_day(ada: Learner) -> None:
    course = ada.bakery.course
    terms = {
        f"word-{i:02}": course.terms["levain"].model_copy(update={"id": f"word-{i:02}"}) for i in range(20)
    }
    course = type(course)(**{**vars(course), "terms": terms})
    db, now = ada.bakery.db, ada.bakery.now
    reviews.choose(db, course, ada.id, terms, now)
    for left in range(DAILY, 0, -1):
        due = reviews.pile(db, course, ada.id, now).due
        assert len(due) == left
        reviews.review(db, course, ada.id, due[0], "good", now)
    assert reviews.pile(db, course, ada.id, now).due == []
    assert len(reviews.pile(db, course, ada.id, now + timedelta(days=1)).due) == 5


# ---- terms


def test_a_chosen_term_is_asked_at_once_and_its_other_face_on_the_next_day(ada: Learner) -> None:
    b = ada.bakery
    reviews.choose(b.db, b.course, ada.id, ["noodle", "levain"], b.now)
    first = pile(ada).due
    assert [(card.item_id, card.face) for card in first] == [("levain", "meaning"), ("noodle", "meaning")]
    for card in first:
        review(ada, card)
    assert pile(ada).due == []
    b.wait(days=1)
    assert [card.face for card in pile(ada).due] == ["word"]


def test_choosing_a_term_again_changes_nothing_and_one_that_is_not_there_is_refused(ada: Learner) -> None:
    b = ada.bakery
    for _ in range(2):
        reviews.choose(b.db, b.course, ada.id, ["noodle"], b.now)
    assert b.count("review_events") == 2
    with pytest.raises(KeyError):
        reviews.choose(b.db, b.course, ada.id, ["levain", "baguette"], b.now)
    assert b.count("review_cards") == 2


def test_what_is_left_out_is_asked_no_more_until_it_is_chosen_or_missed_again(ben: Learner) -> None:
    b = ben.bakery
    reviews.choose(b.db, b.course, ben.id, ["levain"], b.now)
    take(ben, "cold-keeps")
    b.wait(days=1)
    reviews.leave_out(b.db, ben.id, [card.id for card in pile(ben).cards], b.now)
    assert pile(ben).due == []
    assert pile(ben).kept == []
    reviews.choose(b.db, b.course, ben.id, ["levain"], b.now)
    assert [card.item_id for card in pile(ben).kept] == ["levain"]
    take(ben, "cold-keeps")
    assert sorted(card.item_id for card in pile(ben).kept) == ["cold-keeps", "levain"]


def test_leaving_out_twice_is_noted_once_and_can_be_taken_back(ada: Learner) -> None:
    b = ada.bakery
    reviews.choose(b.db, b.course, ada.id, ["levain"], b.now)
    (card,) = pile(ada).cards
    for _ in range(2):
        reviews.leave_out(b.db, ada.id, [card.id], b.now)
    assert b.count("review_events") == 2
    reviews.take_up(b.db, ada.id, [card.id], b.now)
    assert pile(ada).kept[0].memory == card.memory


# ---- pause and forget


def test_while_paused_nothing_is_due_and_afterwards_all_that_waited(ada: Learner) -> None:
    b = ada.bakery
    reviews.choose(b.db, b.course, ada.id, ["levain"], b.now)
    reviews.pause(b.db, ada.id, True, b.now)
    assert pile(ada).due == []
    assert pile(ada).paused_at == b.now
    b.wait(days=30)
    reviews.pause(b.db, ada.id, False, b.now)
    assert len(pile(ada).due) == 1


def test_what_is_forgotten_is_gone_and_only_new_misses_come(ben: Learner) -> None:
    b = ben.bakery
    take(ben, "cold-keeps")
    reviews.choose(b.db, b.course, ben.id, ["noodle"], b.now)
    reviews.pause(b.db, ben.id, True, b.now)
    assert len(pile(ben).cards) == 3
    b.wait(minutes=1)
    reviews.forget(b.db, ben.id, b.now)
    assert pile(ben).cards == ()
    assert pile(ben).paused_at
    assert (b.count("review_cards"), b.count("review_events")) == (0, 0)
    b.wait(minutes=1)
    take(ben, "french-word")
    assert [card.item_id for card in pile(ben).cards] == ["french-word"]


# ---- what changes in the course and its grades


def test_what_left_the_course_is_not_asked_and_comes_back_with_it(ben: Learner) -> None:
    b = ben.bakery
    take(ben, "cold-keeps")
    b.wait(days=1)
    b.edit("quizzes/dough.yaml", "id: cold-keeps", "id: cold-stays")
    assert pile(ben).due == []
    b.edit("quizzes/dough.yaml", "id: cold-stays", "id: cold-keeps")
    assert len(pile(ben).due) == 1


def test_other_words_are_asked_as_they_were_missed_and_another_key_as_it_is_now(ben: Learner) -> None:
    b = ben.bakery
    take(ben, "cold-keeps")
    (card,) = pile(ben).cards
    b.edit("quizzes/dough.yaml", "Ana bakes next week. Where", "Ana bakes in a week. Where")
    frozen = reviews.question_of(b.db, b.course, card)
    assert frozen
    assert "next week" in frozen.stem
    b.edit(
        "quizzes/dough.yaml", "{id: cold, text: In the cold, correct: true,", "{id: cold, text: In the cold,"
    )
    b.edit(
        "quizzes/dough.yaml", "{id: warm, text: In the warm,", "{id: warm, text: In the warm, correct: true,"
    )
    current = reviews.question_of(b.db, b.course, card)
    assert current
    assert "in a week" in current.stem
    assert review(ben, card, "good", "warm") > TODAY
    row = b.db.row("SELECT version FROM review_events WHERE kind = 'reviewed'")
    assert row == {"version": current.version()}


@pytest.mark.parametrize("mode", ["all-correct", "drop"])
def test_a_miss_that_a_regrade_takes_back_is_asked_no_more(ben: Learner, mode: Mode) -> None:
    b = ben.bakery
    take(ben, "cold-keeps")
    b.wait(days=1)
    assert len(pile(ben).due) == 1
    modes = {"cold-keeps": mode}
    regrade.apply(b.db, b.quiz, modes, b.module(), reason="Both do.", by_id=None, now=b.now)
    assert pile(ben).cards == ()


def test_a_card_comes_again_before_its_source_is_reviewed_or_the_certificate_ends(ben: Learner) -> None:
    b = ben.bakery
    take(ben, "feed-on-the-day")
    (card,) = pile(ben).cards
    question = reviews.question_of(b.db, b.course, card)

    def latest() -> date | None:
        return reviews.latest_of(b.db, b.course, ben.id, card, question, b.now)

    assert latest() is None  # its source was to be reviewed in the past
    b.edit("modules/sources.yaml", "review_by: 2026-06-01", "review_by: 2026-12-20")
    assert latest() == date(2026, 12, 20)
    with b.db.write() as transaction:
        transaction.run(
            "INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, issued_at,"
            " valid_until) VALUES ('X', 'x', :id, 'Ben', 'Bread', 'B', '{\"modules\": [], \"finals\": []}',"
            " '2026-11-23T12:00:00.000000Z', '2026-12-01')",
            id=ben.id,
        )
    assert latest() == date(2026, 12, 1)
    assert certificates.of_person(b.db, ben.id)[0].until == date(2026, 12, 1)
    with b.db.write() as transaction:
        certificates.revoke(transaction, "X", None, "By mistake.", b.now)
    assert latest() == date(2026, 12, 20)


def test_the_forecast_is_of_the_pile(ben: Learner) -> None:
    take(ben, "cold-keeps", "french-word")
    reviews.choose(ben.bakery.db, ben.bakery.course, ben.id, ["noodle"], NOON)
    assert [day.number for day in pile(ben).days][:4] == [1, 3, 0, 0]
