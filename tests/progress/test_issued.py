"""Finding certificates, and noticing when a regrade has taken away what one rests on."""

import pytest

from progress import certificates, issued, regrade
from progress.certificates import shown
from progress.issued import Found
from tests.progress.bakery import Bakery, Learner
from tests.progress.final_test import finish_modules, take_final, with_final


@pytest.fixture
def holder(bakery: Bakery) -> Learner:
    """Somebody whose certificate rests on half of the final test."""
    bakery.ask_everything()
    with_final(bakery)
    holder = bakery.learner("Zoë Müller")
    finish_modules(holder)
    take_final(holder, right=["last-weigh"])
    certificates.issue(bakery.db, bakery.course, holder.id, "", bakery.now)
    return holder


def find(bakery: Bakery, search: str = "", limit: int = 25, offset: int = 0) -> Found:
    return issued.find(bakery.db, search=search, cohort_ids=None, limit=limit, offset=offset)


def test_it_is_found_by_name_address_and_code(bakery: Bakery, holder: Learner) -> None:
    code = find(bakery).rows[0].certificate.code
    for search in ("zoe", "MULLER", holder.person.email, code, shown(code).lower()):
        assert find(bakery, search).total == 1
    for search in ("nobody", code[:6], "%", "_"):
        assert find(bakery, search).total == 0


def test_the_newest_stand_first_and_come_in_pages(bakery: Bakery, holder: Learner) -> None:
    bakery.wait(days=1)
    other = bakery.learner("Other")
    finish_modules(other)
    take_final(other)
    certificates.issue(bakery.db, bakery.course, other.id, "", bakery.now)
    assert [one.holder for one in find(bakery).rows] == ["Other", "Zoë Müller"]
    second = find(bakery, limit=1, offset=1)
    assert ([one.holder for one in second.rows], second.total) == (["Zoë Müller"], 2)


def test_no_cohort_finds_nobody(bakery: Bakery, holder: Learner) -> None:
    assert issued.find(bakery.db, search="", cohort_ids=[], limit=25).total == 0


def lose_the_pass(bakery: Bakery) -> None:
    """Mend the key of the final test so that whoever weighed by scale was wrong."""
    bakery.edit("quizzes/final.yaml", "text: On a scale, correct: true", "text: On a scale")
    bakery.edit("quizzes/final.yaml", "text: In a cup", "text: In a cup, correct: true")
    quiz = bakery.course.quiz("final")
    regrade.apply(
        bakery.db, quiz, {"last-weigh": "apply"}, None, reason="Wrong key.", by_id=None, now=bakery.now
    )


def test_a_regrade_takes_nothing_away_but_is_noticed(bakery: Bakery, holder: Learner) -> None:
    assert not find(bakery).rows[0].under_review
    lose_the_pass(bakery)
    (one,) = find(bakery).rows
    assert one.under_review
    assert one.certificate.status(bakery.now.date()) == "valid"


def test_another_pass_ends_the_review(bakery: Bakery, holder: Learner) -> None:
    lose_the_pass(bakery)
    bakery.wait(minutes=5)
    take_final(holder, right=["last-weigh"])  # answers as before, which is wrong now
    assert find(bakery).rows[0].under_review
    bakery.edit("quizzes/final.yaml", "pass_mark: 50", "pass_mark: 0")
    bakery.wait(minutes=5)
    take_final(holder)
    assert not find(bakery).rows[0].under_review
