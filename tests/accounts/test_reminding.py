"""Letters written, sent and noted: one per person, once, and in the audit log."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from accounts import reminding
from accounts.letters import letter, merge_table
from progress.database import Database
from progress.reminders import Reminder, Thing, Wanted, reminders
from tests.mail_server import MailBox, mail_server
from tests.progress.bakery import BREAD, Bakery
from tests.progress.deadlines import assign
from tests.progress.finals import cohort_of

ADDRESS = "https://training.example.ac.uk"
OVERDUE = Thing("overdue", "module", "dough", "Dough", date(2026, 11, 20))
DUE = Thing("due", "scenario", "late-loaf", "The late loaf", date(2026, 12, 4))


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    """Ada and Ben are to do two things within the week."""
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, copytree(BREAD, tmp_path / "course"))
    spring = cohort_of(bakery, bakery.learner("Ada"), bakery.learner("Ben"))
    assign(bakery, spring, "dough", date(2026, 11, 30))
    assign(bakery, spring, "late-loaf", date(2026, 11, 30), "scenario")
    yield bakery
    db.close()


@pytest.fixture
def box() -> Iterator[MailBox]:
    with mail_server() as box:
        yield box


def waiting(bakery: Bakery) -> list[Reminder]:
    return reminders(bakery.db, bakery.course, Wanted(), bakery.now)


def send(bakery: Bakery, box: MailBox, people: list[Reminder] | None = None) -> reminding.Outcome:
    told = waiting(bakery) if people is None else people
    return reminding.send(bakery.db, told, bakery.course, box.server, ADDRESS, None, bakery.now)


def actions(bakery: Bakery) -> list[str]:
    rows = bakery.db.rows("SELECT action, detail FROM audit_log WHERE action LIKE 'remind%' ORDER BY at, id")
    return sorted(row["action"] for row in rows)


def test_a_letter_says_what_by_when_and_where(bakery: Bakery) -> None:
    written = letter(Reminder("p", "Ada", "ada@example.ac.uk", (OVERDUE, DUE)), bakery.course, ADDRESS)
    assert written.subject == "Bread: Dough was due on 20 November 2026 and 1 more"
    assert written.text == (
        "Dear Ada,\n\n"
        "this is a reminder from the course “Bread”.\n\n"
        "Overdue:\n- Dough (module) was due on 20 November 2026\n"
        "  https://training.example.ac.uk/module?m=dough\n\n"
        "Due soon:\n- The late loaf (scenario) is due by 4 December 2026\n"
        "  https://training.example.ac.uk/scenario?s=late-loaf\n\n"
        "Where you stopped, your work waits for you: https://training.example.ac.uk\n\n"
        "If you need more time, or think that this is a mistake, ask your local baker.\n\n"
        "You can turn off reminders of what is due soon or to be renewed on the page “My record”: "
        "https://training.example.ac.uk/record\n"
    )


def test_a_letter_about_duties_alone_offers_no_way_out(bakery: Bakery) -> None:
    text = letter(Reminder("p", "Ada", "a@b.c", (OVERDUE,)), bakery.course, ADDRESS).text
    assert "come to everybody whom it concerns" in text
    assert "turn off" not in text


def test_a_name_with_braces_is_a_name(bakery: Bakery) -> None:
    assert "Dear {Ada}" in letter(Reminder("p", "{Ada}", "a@b.c", (DUE,)), bakery.course, ADDRESS).text


def test_mail_merge_gets_the_whole_letter_and_its_parts(bakery: Bakery) -> None:
    reminder = Reminder("p", "Ada", "ada@example.ac.uk", (OVERDUE, DUE))
    table = merge_table([reminder], bakery.course, ADDRESS)
    (row,) = table.rows
    cells = dict(zip((column.key for column in table.columns), row, strict=True))
    written = letter(reminder, bakery.course, ADDRESS)
    assert (cells["subject"], cells["text"]) == (written.subject, written.text)
    assert cells["first_day"] == date(2026, 11, 20)
    assert cells["overdue"] == "Dough was due on 20 November 2026"
    assert cells["expiring"] == ""


def test_each_person_gets_one_letter_once(bakery: Bakery, box: MailBox) -> None:
    assert send(bakery, box).sent == 2
    assert box.to == ["learner1@example.ac.uk", "learner2@example.ac.uk"]
    assert "Dough" in box.letters[0].get_content()
    assert "The late loaf" in box.letters[0].get_content()
    assert waiting(bakery) == []
    assert send(bakery, box).sent == 0
    assert len(box.letters) == 2
    assert actions(bakery) == ["reminded", "reminded"]
    entry = bakery.db.row("SELECT detail FROM audit_log WHERE action = 'reminded'")
    assert entry
    assert "module dough is due by 30 November 2026" in entry["detail"]


def test_what_somebody_else_sent_meanwhile_is_not_sent_again(bakery: Bakery, box: MailBox) -> None:
    seen = waiting(bakery)
    send(bakery, box)
    assert send(bakery, box, seen).sent == 0
    assert len(box.letters) == 2


def test_a_refused_letter_is_told_and_waits(bakery: Bakery, box: MailBox) -> None:
    box.refuses = {"learner1@example.ac.uk"}
    outcome = send(bakery, box)
    assert outcome.sent == 1
    assert [(one.email, one.why) for one in outcome.refused] == [
        ("learner1@example.ac.uk", "550 5.1.1 No such mailbox")
    ]
    assert [one.name for one in waiting(bakery)] == ["Ada"]
    assert actions(bakery) == ["reminded", "reminded", "reminder-failed"]


def test_a_server_that_hangs_up_leaves_the_rest_for_later(bakery: Bakery, box: MailBox) -> None:
    box.closes_after = 1
    outcome = send(bakery, box)
    assert outcome.sent == 1
    assert outcome.refused or outcome.problem
    assert [one.name for one in waiting(bakery)] == ["Ben"]
    box.closes_after = None
    assert send(bakery, box).sent == 1


def test_a_server_that_is_not_there_tells_nobody_and_notes_nothing(bakery: Bakery) -> None:
    nobody = MailBox(port=1)
    outcome = send(bakery, nobody)
    assert outcome.sent == 0
    assert outcome.problem
    assert len(waiting(bakery)) == 2
    assert actions(bakery) == []


def test_what_was_sent_by_other_means_is_noted_as_a_file(bakery: Bakery) -> None:
    assert reminding.hand_over(bakery.db, waiting(bakery), None, bakery.now) == 2
    assert waiting(bakery) == []
    assert {row["channel"] for row in bakery.db.rows("SELECT channel FROM reminders_sent")} == {"file"}
