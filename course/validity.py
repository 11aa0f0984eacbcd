"""How long a completion counts: so many months from its day, to the same day of the month or the last one before it."""

from calendar import monthrange
from datetime import date


def valid_until(completed: date, months: int | None) -> date | None:
    """The last day on which a completion counts; None where it counts for good.

    A year from 23 November 2026 ends on 23 November 2027; a month from 31 January ends on 28 February.
    """
    if months is None:
        return None
    year, month = divmod(completed.year * 12 + completed.month - 1 + months, 12)
    return date(year, month + 1, min(completed.day, monthrange(year, month + 1)[1]))
