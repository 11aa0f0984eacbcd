"""What people do with their own account, what administrators do for them, and the privacy notice."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from accounts import audit, passwords, people, sessions, sign_in
from app_pages import access, services
from progress.holdings import HOLDINGS
from tests.app_pages.school import Make, School, Visit

PASSWORD = "a few words in a row"


@pytest.fixture
def ada(school: School) -> Visit:
    """Somebody who has done something, with a password."""
    person = school.person("Ada Baker")
    school.read(person, "flour")
    school.take(person)
    passwords.set_password(school.db, person.id, PASSWORD, school.now)
    return school.visit(person).open("/record")


@pytest.fixture
def boss(school: School) -> Visit:
    return school.visit(school.person("Tove Oven", "admin"))


def fill(page: Visit, label: str, text: str) -> None:
    next(one for one in page.app.text_input if one.label == label).set_value(text)


# ---- my record


def test_everything_held_is_told_in_words_with_how_much(ada: Visit) -> None:
    told = {holding.title: holding.told for holding in HOLDINGS}
    for title in ("Account", "Sections read", "Quiz attempts", "Answers", "Marks", "Sign-ins", "Audit log"):
        assert told[title] in ada.words
    assert told["Certificates"] not in ada.words
    assert "certificates" in ada.words.partition("Nothing is held under:")[2].partition(".")[0]


def test_the_file_holds_it_and_is_made_for_its_owner_alone(
    school: School, ada: Visit, files: list[Make]
) -> None:
    ada.again()
    with ZipFile(BytesIO(files[-1]())) as archive:
        tables = json.loads(archive.read("everything.json"))["tables"]
    assert [row["name"] for row in tables["people"]["rows"]] == ["Ada Baker"]
    assert len(tables["attempts"]["rows"]) == 1
    ada.sign_out()
    with pytest.raises(access.Refused):
        files[-1]()


def test_a_name_is_changed_and_said(school: School, ada: Visit) -> None:
    fill(ada, "Your name", "Ada <b>Miller</b>")
    ada.press("Save the name")
    assert "Your name is changed." in ada.words
    assert "<b>Miller" not in ada.html
    assert ada.person.name == "Ada <b>Miller</b>"


def test_a_name_that_is_none_is_refused(ada: Visit) -> None:
    fill(ada, "Your name", "  ")
    ada.press("Save the name")
    assert "Enter your name." in ada.words
    assert ada.person.name == "Ada Baker"


def test_a_password_is_changed_by_whoever_knows_it(school: School, ada: Visit) -> None:
    email = ada.person.email
    for current, new, again, said in (
        ("wrong", "another few words", "another few words", "This is not your current password."),
        (PASSWORD, "another few words", "another few", "typed in two ways"),
        (PASSWORD, "short", "short", "at least 10"),
    ):
        fill(ada, "Current password", current)
        fill(ada, "New password", new)
        fill(ada, "New password again", again)
        ada.press("Change the password")
        assert said in ada.words
    assert sign_in.sign_in(school.db, email, PASSWORD, school.now)
    fill(ada, "Current password", PASSWORD)
    fill(ada, "New password", "another few words")
    fill(ada, "New password again", "another few words")
    ada.press("Change the password")
    assert "Your password is changed, and you are signed out everywhere." in ada.words
    assert ada.title == "Sign in first"
    assert sign_in.sign_in(school.db, email, "another few words", school.now)


def test_erasing_is_asked_twice_and_can_be_left(school: School, ada: Visit) -> None:
    person = ada.person
    assert "Nobody can bring it back" not in ada.words
    ada.press("Erase my account")
    assert "Nobody can bring it back" in ada.words
    assert "certificates: their codes are not known any more" in ada.words
    ada.press("Erase for good")
    assert "This is not the address of the account. Nothing was erased." in ada.words
    ada.press("Keep the account")
    assert "Nobody can bring it back" not in ada.words
    assert people.find(school.db, person.id) == person


def test_whoever_types_their_address_is_erased_and_told(school: School, ada: Visit) -> None:
    person = ada.person
    ada.press("Erase my account")
    fill(ada, "Type your email address to go on", f" {person.email.upper()} ")
    ada.press("Erase for good")
    assert "Your account is erased." in ada.words
    assert ada.title == "Sign in first"
    assert people.find(school.db, person.id) is None
    assert sessions.person_of(school.db, ada.cookie, school.now) is None
    (entry,) = [one for one in audit.recent(school.db, 50) if one.action == "person-erased"]
    assert (entry.actor_id, entry.subject_id) == (person.id, person.id)


def test_the_last_trainer_is_told_why_not(school: School) -> None:
    trainer = school.trainer()
    passwords.set_password(school.db, trainer.person.id, PASSWORD, school.now)
    trainer.cookie = sessions.start(school.db, people.list_all(school.db)[0], school.now)
    trainer.open("/record").press("Erase my account")
    fill(trainer, "Type your email address to go on", "rhian@example.ac.uk")
    trainer.press("Erase for good")
    assert "Nobody else looks after the course." in trainer.words
    assert people.by_email(school.db, "rhian@example.ac.uk")


def test_nobody_can_erase_the_trainer_of_a_demonstration(
    school: School, ada: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Erase my account …" in ada.buttons
    monkeypatch.setattr(services, "demo", ada.cookie)
    ada.open("/record")
    assert "Everything held on you" in ada.words
    assert not {"Erase my account …", "Save the name", "Change the password"} & set(ada.buttons)


# ---- people, for administrators


@pytest.mark.parametrize("role", [None, "learner", "trainer"])
def test_only_administrators_see_people(school: School, ada: Visit, role: people.Role | None) -> None:
    page = school.visit(school.person("Ben", role)) if role else school.visitor()
    page.open("/people")
    assert page.title == "This page is for administrators"
    assert "Ada Baker" not in page.tree


def test_only_administrators_have_the_way_there(school: School, boss: Visit) -> None:
    assert "People" in boss.open("/completion").words
    assert "People" not in [
        link.label for link in school.trainer().open("/completion")._elements("page_link")
    ]


def choose(page: Visit, person: people.Person) -> Visit:
    page.open("/people")
    page.app.selectbox(key="people-chosen").set_value(person.id)
    return page.again()


def test_somebody_is_found_by_name_or_address(school: School, ada: Visit, boss: Visit) -> None:
    boss.open("/people")
    assert "Ada Baker" in boss.words
    assert "Tove Oven" in boss.html.partition("Accounts, by name")[2]
    boss.app.text_input(key="people-search").set_value("BAKER1@")
    boss.again()
    assert "Ada Baker" in boss.words
    assert "1 to 1 of 1 account." in boss.words
    boss.app.text_input(key="people-search").set_value("nobody of this name")
    assert "Nobody matches." in boss.again().words


def test_a_role_is_changed_and_logged(school: School, ada: Visit, boss: Visit) -> None:
    person = ada.person
    choose(boss, person)
    next(one for one in boss.app.selectbox if one.label == "Role").set_value("trainer")
    boss.press("Change the role")
    assert "Ada Baker is trainer now." in boss.words
    found = people.find(school.db, person.id)
    assert found
    assert found.role == "trainer"
    (entry,) = [one for one in audit.recent(school.db, 50) if one.action == "role-changed"]
    assert (entry.actor_id, entry.subject_id) == (boss.person.id, person.id)


def test_an_account_is_closed_and_reopened(school: School, ada: Visit, boss: Visit) -> None:
    person = ada.person
    choose(boss, person).press("Close the account")
    assert "The account of Ada Baker is closed." in boss.words
    assert sessions.person_of(school.db, ada.cookie, school.now) is None
    boss.press("Reopen the account")
    found = people.find(school.db, person.id)
    assert found
    assert found.active


def test_an_administrator_takes_away_and_erases_what_somebody_asks_for(
    school: School, ada: Visit, boss: Visit, files: list[Make]
) -> None:
    person = ada.person
    choose(boss, person)
    with ZipFile(BytesIO(files[-1]())) as archive:
        assert "Ada Baker" in archive.read("tables/people.csv").decode()
    boss.press("Erase this account")
    fill(boss, "Type the email address to go on", person.email)
    boss.press("Erase for good")
    assert "The account is erased." in boss.words
    assert "Ada Baker" not in boss.words
    assert people.find(school.db, person.id) is None
    acts = {one.action: one.actor_id for one in audit.recent(school.db, 50) if one.subject_id == person.id}
    assert acts["person-exported"] == acts["person-erased"] == boss.person.id


def test_a_file_is_refused_to_whoever_is_no_administrator_any_more(
    school: School, ada: Visit, boss: Visit, files: list[Make]
) -> None:
    other = school.person("Other", "admin")
    choose(boss, ada.person)
    boss_now = boss.person
    people.set_role(school.db, boss_now, "trainer", other, school.now)
    with pytest.raises(access.Refused):
        files[-1]()


def test_administrators_do_nothing_to_themselves_here(boss: Visit) -> None:
    choose(boss, boss.person)
    assert "This is you." in boss.words
    assert not [name for name in boss.buttons if name.startswith(("Close", "Erase", "Change"))]


def test_names_are_text_on_the_page(school: School, boss: Visit) -> None:
    person = school.person("<i>Eve</i> **x**")
    choose(boss, person)
    assert "<i>Eve" not in boss.html


# ---- the notice


def test_the_notice_tells_every_kind_of_thing_and_how_long_it_is_kept(school: School) -> None:
    page = school.visitor().open("/privacy")
    for holding in HOLDINGS:
        assert holding.title in page.words
        assert holding.told in page.words
    assert "nobody uses for 1095 days may be erased" in page.words
    assert "leave open for 365 days may be submitted" in page.words


def test_the_notice_tells_what_the_operator_has_set(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITERACY_KEEP_UNUSED", "0")
    monkeypatch.setenv("LITERACY_KEEP_OPEN", "1")
    page = school.visitor().open("/privacy")
    assert "kept until you or your institution erase it" in page.words
    assert "leave open for 1 day may be submitted" in page.words
