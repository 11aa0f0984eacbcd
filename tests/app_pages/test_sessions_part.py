"""On My record: where one is signed in, and signing out elsewhere."""

from accounts import sessions
from tests.app_pages.school import School


def test_whoever_is_signed_in_once_is_told_so(school: School) -> None:
    page = school.learner().open("/record")
    assert "In this browser only." in page.words
    assert not [name for name in page.buttons if name.startswith("Sign out")]


def test_another_browser_is_signed_out_and_this_one_is_not(school: School) -> None:
    ada = school.learner()
    lost = sessions.start(school.db, ada.person, school.now)
    kept = sessions.start(school.db, ada.person, school.now)
    page = ada.open("/record")
    assert "in 2 others" in page.words
    [lost_id] = [one.id for one in sessions.of_person(school.db, ada.person.id, lost, school.now) if one.here]
    page.press_key(f"sign-out-{lost_id}")
    assert "Signed out there." in page.words
    assert sessions.person_of(school.db, lost, school.now) is None
    assert sessions.person_of(school.db, kept, school.now) == ada.person
    assert sessions.person_of(school.db, ada.cookie, school.now) == ada.person


def test_all_other_browsers_are_signed_out_at_once(school: School) -> None:
    ada = school.learner()
    others = [sessions.start(school.db, ada.person, school.now) for _ in range(2)]
    page = ada.open("/record").press("Sign out everywhere else")
    assert "Signed out in 2 browsers." in page.words
    assert "In this browser only." in page.words
    assert [sessions.person_of(school.db, one, school.now) for one in others] == [None, None]


def test_a_page_that_stood_open_after_signing_out_ends_nothing(school: School) -> None:
    ada = school.learner()
    person = ada.person
    other = sessions.start(school.db, person, school.now)
    third = sessions.start(school.db, person, school.now)
    page = ada.open("/record")
    ada.sign_out()
    page.press("Sign out everywhere else")
    assert page.title == "Sign in first"
    assert sessions.person_of(school.db, other, school.now) == person
    assert sessions.person_of(school.db, third, school.now) == person
