"""The words of a reminder: one friendly letter per person, and the same as a table for mail merge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from course.course import Course
from progress.exports.tables import Column, Table
from progress.reminders import Reason, Reminder, Thing

HEADS: dict[Reason, str] = {
    "overdue": "Overdue:",
    "due": "Due soon:",
    "expiring": "Soon to be renewed:",
}
KINDS = {
    "module": "module",
    "quiz": "quiz",
    "scenario": "scenario",
    "final": "final test",
    "certificate": "your certificate",
}
PAGES = {
    "module": "module?m={id}",
    "quiz": "quiz?q={id}",
    "scenario": "scenario?s={id}",
    "final": "quiz?q={id}",
    "certificate": "certificate",
}
COLUMNS = (
    Column("email", "Email"),
    Column("name", "Name"),
    Column("first_day", "First day"),
    Column("overdue", "Overdue"),
    Column("due", "Due soon"),
    Column("expiring", "To be renewed"),
    Column("subject", "Subject"),
    Column("text", "Text"),
)

TEXT = """\
Dear {name},

this is a reminder from the course “{course}”.

{lists}

Where you stopped, your work waits for you: {address}

If you need more time, or think that this is a mistake, ask {contact}.

{declining}
"""
DUTY = "Reminders of what is overdue come to everybody whom it concerns."
NUDGE = "You can turn off reminders of what is due soon or to be renewed on the page “My record”: {address}/record"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one person."""

    to: str
    subject: str
    text: str


def letter(reminder: Reminder, course: Course, address: str) -> Letter:
    """The letter that tells somebody all of it. `address` is where the course is found, without a slash at its end."""
    lists = "\n\n".join(
        "\n".join([head, *(_line(thing, address) for thing in things)])
        for reason, head in HEADS.items()
        if (things := [thing for thing in reminder.things if thing.reason == reason])
    )
    duty = all(thing.reason == "overdue" for thing in reminder.things)
    text = TEXT.format(
        name=reminder.name,
        course=course.title,
        lists=lists,
        address=address,
        contact=course.file.contact,
        declining=DUTY if duty else NUDGE.format(address=address),
    )
    return Letter(reminder.email, f"{course.title}: {_subject(reminder)}", text)


def _subject(reminder: Reminder) -> str:
    first = min(reminder.things, key=lambda thing: (list(HEADS).index(thing.reason), thing.day))
    more = f" and {len(reminder.things) - 1} more" if len(reminder.things) > 1 else ""
    return f"{first.title} {told(first)}{more}"


def _line(thing: Thing, address: str) -> str:
    page = f"{address}/{PAGES[thing.kind].format(id=quote(thing.target_id))}"
    return f"- {thing.title} ({KINDS[thing.kind]}) {told(thing)}\n  {page}"


def told(thing: Thing) -> str:
    """`is due by 4 December 2026`, `was due on …` or `counts until …`."""
    verbs: dict[Reason, str] = {"overdue": "was due on", "due": "is due by", "expiring": "counts until"}
    return f"{verbs[thing.reason]} {_day(thing.day)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def merge_table(reminders: Sequence[Reminder], course: Course, address: str) -> Table:
    """The letters for mail merge: one line per person, with the whole text and its parts."""
    return Table("Reminders", COLUMNS, [_row(reminder, course, address) for reminder in reminders])


def _row(reminder: Reminder, course: Course, address: str) -> tuple[str | date, ...]:
    written = letter(reminder, course, address)
    parts = [
        "; ".join(f"{thing.title} {told(thing)}" for thing in reminder.things if thing.reason == reason)
        for reason in HEADS
    ]
    first = min(thing.day for thing in reminder.things)
    return (reminder.email, reminder.name, first, *parts, written.subject, written.text)
