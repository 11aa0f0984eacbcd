"""Cohorts: made, found, joined, and seen by those whose they are."""

import pytest

from progress import cohorts
from progress.cohorts import ALPHABET, CohortProblem
from tests.progress.bakery import Bakery


def test_a_cohort_is_made_with_a_code_of_its_own_and_belongs_to_its_trainer(bakery: Bakery) -> None:
    rhian, other = bakery.learner("Rhian", "trainer"), bakery.learner("Other", "trainer")
    made = cohorts.create(bakery.db, "  Spring\t2027 ", rhian.id, bakery.now)
    assert (made.name, made.members, made.archived_at) == ("Spring 2027", 0, None)
    assert len(made.code) == 8
    assert set(made.code) <= set(ALPHABET)
    assert cohorts.of_trainer(bakery.db, rhian.id) == [made]
    assert cohorts.of_trainer(bakery.db, other.id) == []
    assert cohorts.all_cohorts(bakery.db) == [made]


@pytest.mark.parametrize(("name", "told"), [(" ", "of one line"), ("x" * 101, "longer than 100")])
def test_a_name_that_is_none_is_refused(bakery: Bakery, name: str, told: str) -> None:
    with pytest.raises(CohortProblem, match=told):
        cohorts.create(bakery.db, name, None, bakery.now)
    assert bakery.count("cohorts") == 0


def test_a_code_is_found_however_it_is_typed(bakery: Bakery) -> None:
    made = cohorts.create(bakery.db, "Spring", None, bakery.now)
    typed = f" {made.code[:4].lower()}-{made.code[4:].lower()} "
    assert cohorts.by_code(bakery.db, typed) == made
    with pytest.raises(CohortProblem, match="There is no such cohort"):
        cohorts.by_code(bakery.db, "OOOOOOOO")


def test_somebody_joins_once(bakery: Bakery) -> None:
    ada = bakery.learner("Ada")
    made = cohorts.create(bakery.db, "Spring", None, bakery.now)
    with bakery.db.write() as transaction:
        assert cohorts.add_member(transaction, made, ada.id, "code", bakery.now)
        assert not cohorts.add_member(transaction, made, ada.id, "file", bakery.now)
    assert cohorts.find(bakery.db, made.id).members == 1
    assert [one.name for one in cohorts.of_member(bakery.db, ada.id)] == ["Spring"]
