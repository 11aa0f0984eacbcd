"""Reminders sent and noted: each person once, with an entry in the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import audit, mail
from accounts.letters import letter, told
from accounts.mail import LetterRefused, MailProblem, MailServer
from course.course import Course
from progress.database import Database
from progress.reminders import Channel, Reminder, claim, release


@dataclass(frozen=True, slots=True)
class Refusal:
    """A letter that the mail server did not take, and why, in its words."""

    email: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sending. `problem` says why it ended before its time; then the rest is still to be told."""

    sent: int
    refused: tuple[Refusal, ...] = ()
    problem: str | None = None


def send(
    db: Database,
    reminders: Sequence[Reminder],
    course: Course,
    server: MailServer,
    address: str,
    by_id: str | None,
    now: datetime,
) -> Outcome:
    """Send every reminder that nobody has sent meanwhile. `by_id` is who sends, None for the operator."""
    sent, refused = 0, list[Refusal]()
    try:
        with mail.connected(server) as post:
            for reminder in reminders:
                mine = _claim(db, reminder, "mail", by_id, now)
                if mine is None:
                    continue
                written = letter(mine, course, address)
                try:
                    post.send(written.to, written.subject, written.text)
                except LetterRefused as refusal:
                    _give_back(db, mine, by_id, now)
                    refused.append(Refusal(mine.email, str(refusal)))
                except BaseException:
                    _give_back(db, mine, by_id, now)
                    raise
                else:
                    sent += 1
    except MailProblem as problem:
        return Outcome(sent, tuple(refused), str(problem))
    return Outcome(sent, tuple(refused))


def hand_over(db: Database, reminders: Sequence[Reminder], by_id: str | None, now: datetime) -> int:
    """Note that a file with these reminders was sent by other means; returns to how many people."""
    return sum(_claim(db, reminder, "file", by_id, now) is not None for reminder in reminders)


def _claim(
    db: Database, reminder: Reminder, channel: Channel, by_id: str | None, now: datetime
) -> Reminder | None:
    with db.write() as transaction:
        mine = claim(transaction, reminder, channel, by_id, now)
        if mine:
            detail = "; ".join(f"{thing.kind} {thing.target_id} {told(thing)}" for thing in mine.things)
            audit.write(transaction, by_id, "reminded", mine.person_id, f"by {channel}: {detail}", now)
    return mine


def _give_back(db: Database, reminder: Reminder, by_id: str | None, now: datetime) -> None:
    with db.write() as transaction:
        release(transaction, reminder)
        audit.write(transaction, by_id, "reminder-failed", reminder.person_id, "", now)
