"""The time that figures are about: from one day to another, both included, in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from progress.moments import to_text

TERMS = (1, 5, 9)  # the months on whose first day a term begins
MONTH = 30  # days


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first`, None for the beginning, to `last`, both included."""

    first: date | None
    last: date

    @property
    def since(self) -> str:
        """The moment, as text, from which on something lies in the period."""
        return to_text(_midnight(self.first)) if self.first else ""

    @property
    def before(self) -> str:
        """The moment, as text, before which it must lie."""
        return to_text(_midnight(self.last + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def last_days(today: date) -> Period:
    """The thirty days up to today."""
    return Period(today - timedelta(days=MONTH - 1), today)


def this_term(today: date) -> Period:
    """From the first of September, January or May, whichever was last, to today."""
    month = max(begin for begin in TERMS if begin <= today.month)
    return Period(today.replace(month=month, day=1), today)


def ever(today: date) -> Period:
    """Everything up to today."""
    return Period(None, today)
