"""Reminders on the trainers' page: looked at, sent after one more look, and declined on My record."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest

from accounts import people
from app_pages import access
from progress import cohorts
from progress.moments import to_text
from tests.app_pages.school import Make, School, Visit
from tests.mail_server import MailBox, mail_server


@pytest.fixture
def mine(school: School) -> Visit:
    """A trainer whose cohort is Anna, who is late, and Anton, who has a few days; Bela is somebody else's."""
    trainer = school.trainer()
    other = school.person("Other", "trainer")
    for name, owner, days in (("Anna", trainer.person, -3), ("Anton", trainer.person, 5), ("Bela", other, 5)):
        cohort = cohorts.create(school.db, f"Cohort of {name}", owner.id, school.now)
        learner = school.person(name, email=f"{name.lower()}@example.ac.uk")
        with school.db.write() as transaction:
            cohorts.add_member(transaction, cohort, learner.id, "trainer", school.now)
            transaction.run(
                "INSERT INTO assignments (cohort_id, kind, target_id, due_on, assigned_at)"
                " VALUES (:cohort_id, 'module', 'dough', :due_on, :now)",
                cohort_id=cohort.id,
                due_on=(school.now + timedelta(days=days)).date().isoformat(),
                now=to_text(school.now),
            )
    return trainer


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailBox]:
    """A mail server that the settings name."""
    with mail_server() as box:
        monkeypatch.setenv("LITERACY_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("LITERACY_SMTP_PORT", str(box.port))
        monkeypatch.setenv("LITERACY_SMTP_FROM", "training@example.ac.uk")
        monkeypatch.setenv("LITERACY_SMTP_TLS", "off")
        monkeypatch.setenv("LITERACY_BASE_URL", "https://training.example.ac.uk")
        yield box


def test_a_trainer_sees_whom_of_their_own_to_tell_what(mine: Visit) -> None:
    page = mine.open("/reminders")
    assert page.title == "Reminders"
    assert "Dough was due on 20 November 2026" in page.words
    assert "Dough is due by 28 November 2026" in page.words
    assert "2 people." in page.words
    assert "Dear Anna," in page.words
    assert "Bela" not in page.tree


def test_the_choice_says_what_is_told(mine: Visit) -> None:
    page = mine.open("/reminders")
    page.app.checkbox(key="reminders-overdue").set_value(False)
    page.again()
    assert "Anna" not in page.html
    page.app.number_input(key="reminders-due-in").set_value(4)
    page.again()
    assert "Nobody is to be told anything now." in page.words
    assert "Yes" not in " ".join(page.buttons)


def test_letters_are_sent_after_one_more_look_and_once(school: School, box: MailBox, mine: Visit) -> None:
    page = mine.open("/reminders").press("Send the letters")
    assert "2 letters will be sent." in page.words
    assert box.letters == []
    page.press("Yes, send")
    assert sorted(box.to) == ["anna@example.ac.uk", "anton@example.ac.uk"]
    assert "2 letters sent." in page.words
    assert "Nobody is to be told anything now." in page.words
    rows = school.db.rows("SELECT actor_id FROM audit_log WHERE action = 'reminded'")
    assert [row["actor_id"] for row in rows] == [page.person.id] * 2


def test_not_now_sends_nothing(box: MailBox, mine: Visit) -> None:
    page = mine.open("/reminders").press("Send the letters").press("Not now")
    assert "Yes, send" not in page.buttons
    assert box.letters == []


def test_whatever_changes_in_between_takes_the_second_button_away(
    school: School, box: MailBox, mine: Visit
) -> None:
    page = mine.open("/reminders").press("Send the letters")
    school.wait(days=6)
    page.again()
    assert "Yes, send" not in page.buttons


def test_what_was_not_taken_is_said(box: MailBox, mine: Visit) -> None:
    box.refuses = {"anna@example.ac.uk"}
    page = mine.open("/reminders").press("Send the letters").press("Yes, send")
    assert "1 letter sent." in page.words
    assert "anna@example.ac.uk was not told: 550 5.1.1 No such mailbox" in page.words
    assert "Anna" in page.html


def test_without_a_mail_server_letters_are_downloaded_and_noted(
    school: School, mine: Visit, files: list[Make]
) -> None:
    page = mine.open("/reminders")
    assert "Send the letters" not in page.buttons
    assert "This server sends no mail" in page.words
    letters = list(csv.DictReader(StringIO(files[-1]().decode("utf-8-sig"), newline="")))
    assert [letter["Name"] for letter in letters] == ["Anna", "Anton"]
    page.press("I have sent them myself").press("Yes, note them")
    assert "2 letters noted as sent." in page.words
    assert "Nobody is to be told anything now." in page.words


def test_the_file_is_refused_to_who_is_no_trainer_any_more(
    school: School, mine: Visit, files: list[Make]
) -> None:
    mine.open("/reminders")
    people.set_role(school.db, mine.person, "learner", None, school.now)
    with pytest.raises(access.Refused):
        files[-1]()


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_nobody_else_sees_it(school: School, mine: Visit, who: str) -> None:
    page = (school.visitor() if who == "visitor" else school.learner("Nobody")).open("/reminders")
    assert page.title == "This page is for trainers"
    assert "Anna" not in page.tree


def test_a_learner_turns_nudges_off_and_on_again(school: School, mine: Visit) -> None:
    anton = people.by_email(school.db, "anton@example.ac.uk")
    assert anton
    record = school.visit(anton).open("/record")
    box = record.app.checkbox(key="reminders-wanted")
    assert box.value is True
    box.set_value(False)
    record.again()
    assert "Anton" not in mine.open("/reminders").html
    assert record.open("/record").app.checkbox(key="reminders-wanted").value is False
    record.app.checkbox(key="reminders-wanted").set_value(True)
    record.again()
    assert "Anton" in mine.open("/reminders").html
