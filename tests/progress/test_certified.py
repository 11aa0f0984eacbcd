"""What people can show for themselves, under codes that stay."""

from datetime import date

import pytest

from accounts import people
from progress import at_stake, certified
from progress.certificates import shown
from progress.certified import Certified
from tests.progress.bakery import Bakery, Learner
from tests.progress.finals import add_final, cohort_of, complete, take_final


def found(bakery: Bakery, cohort_ids: list[str] | None = None) -> list[Certified]:
    return [*certified.with_codes(bakery.db, bakery.course, bakery.now, cohort_ids)]


def test_a_completed_module_is_there_with_edition_day_and_score(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    (one,) = found(bakery)
    assert (one.name, one.email, one.kind, one.target_id, one.title) == (
        "Ada",
        "learner1@example.ac.uk",
        "module",
        "dough",
        "Dough",
    )
    assert (one.edition, one.completed_at, one.score, one.until) == ("1", bakery.now, 100, None)
    assert one.status(date(2099, 1, 1)) == "valid"


def test_a_code_is_made_once_and_stays(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    assert [one.code for one in certified.certified(bakery.db, bakery.course)] == [None]
    first = found(bakery)
    bakery.wait(days=400)
    assert found(bakery) == first
    code = first[0].code
    assert code is not None
    assert len(code) == 12
    assert [row["code"] for row in bakery.db.rows("SELECT code FROM completion_codes")] == [code]


def test_two_codes_that_are_the_same_by_chance_become_two(
    bakery: Bakery, ada: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(ada)
    ada.read("heat", module_id="oven")
    letters = iter("A" * 12 + "A" * 12 + "B" * 12)
    monkeypatch.setattr("secrets.choice", lambda _: next(letters))
    assert sorted(one.code or "" for one in found(bakery)) == ["A" * 12, "B" * 12]


def test_the_latest_pass_of_a_final_test_counts_and_has_a_code_of_its_own(
    bakery: Bakery, ada: Learner
) -> None:
    add_final(bakery)
    take_final(bakery, ada, "cup")
    assert found(bakery) == []
    take_final(bakery, ada)
    (first,) = found(bakery)
    assert (first.kind, first.title, first.score) == ("final", "The last loaf", 100)
    assert first.edition == bakery.course.quiz("last-loaf").edition()[:8]
    bakery.wait(days=30)
    take_final(bakery, ada)
    bakery.wait(days=1)
    take_final(bakery, ada, "cup")
    (second,) = found(bakery)
    assert second.completed_at > first.completed_at
    assert second.code != first.code


def test_previews_earn_nothing(bakery: Bakery) -> None:
    add_final(bakery)
    take_final(bakery, bakery.learner("Rhian", "trainer"), preview=True)
    assert found(bakery) == []


def test_a_completion_counts_for_as_many_months_as_the_course_says(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    bakery.edit("modules/course.yaml", "title: Bread", "title: Bread\nvalid_months: 12")
    (one,) = found(bakery)
    assert one.until == date(2027, 11, 23)
    assert one.status(date(2027, 11, 23)) == "valid"
    assert one.status(date(2027, 11, 24)) == "expired"


def test_a_completion_at_stake_is_under_review_until_somebody_decides(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    with bakery.db.write() as transaction:
        attempt = bakery.db.row("SELECT id FROM attempts")
        assert attempt
        transaction.run(
            "INSERT INTO regrades VALUES ('g1', 'dough', 'q', 'drop', NULL, 'Wrong.', NULL, '2026', 1)"
        )
        transaction.run(
            "INSERT INTO completions_at_stake VALUES (:person, 'dough', 1, :attempt, 'g1', '2026', NULL)",
            person=ada.id,
            attempt=attempt["id"],
        )
    assert found(bakery)[0].status(bakery.now.date()) == "under review"
    with bakery.db.write() as transaction:
        at_stake.resolve(transaction, ada.id, "dough", bakery.now)
    assert found(bakery)[0].status(bakery.now.date()) == "valid"


def test_a_module_that_left_the_course_is_named_by_its_id(bakery: Bakery, ada: Learner) -> None:
    ada.read("heat", module_id="oven")
    bakery.edit("modules/course.yaml", "modules: [dough, oven]", "modules: [dough]")
    assert [one.title for one in certified.certified(bakery.db, bakery.course)] == ["oven"]


def test_a_cohort_shows_its_members_and_closed_accounts_show_nothing(bakery: Bakery, ada: Learner) -> None:
    ben, eve = bakery.learner("Ben"), bakery.learner("Eve")
    for learner in (ada, ben, eve):
        complete(learner)
    people.set_active(bakery.db, eve.person, False, None, bakery.now)
    spring = cohort_of(bakery, ben, eve)
    assert [one.name for one in found(bakery)] == ["Ada", "Ben"]
    assert [one.name for one in found(bakery, [spring.id])] == ["Ben"]
    assert found(bakery, []) == []


def test_people_are_read_in_batches_and_none_twice(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certified, "BATCH", 2)
    for i in range(5):
        learner = bakery.learner("The Same Name")
        if i != 2:
            complete(learner)
            learner.read("heat", module_id="oven")
    assert len(found(bakery)) == 8
    assert len({one.code for one in found(bakery)}) == 8


def test_a_code_finds_what_it_stands_for_however_it_is_typed(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    (one,) = found(bakery)
    assert one.code
    assert certified.by_code(bakery.db, bakery.course, f" {shown(one.code).lower()} ") == one
    assert certified.by_code(bakery.db, bakery.course, "ABCD-EFGH-JKMN") is None


def test_the_code_of_an_earlier_pass_still_finds_that_pass(bakery: Bakery, ada: Learner) -> None:
    add_final(bakery)
    take_final(bakery, ada)
    (first,) = found(bakery)
    bakery.wait(days=2)
    take_final(bakery, ada)
    (second,) = found(bakery)
    assert first.code
    assert second.code != first.code
    assert certified.by_code(bakery.db, bakery.course, first.code) == first
