"""Days, weeks and seconds as whole numbers in SQL, in arithmetic that every engine does alike.

A day is its proleptic Gregorian ordinal, as `date.toordinal()` has it: 1 is 1 January of year 1, a Monday.
"""

from datetime import date


def day_of(moment: str) -> str:
    """SQL for the day of `moment`, a column with ISO-8601 text: a moment in UTC, or a day.

    The formula is Fliegel and Van Flandern's (Communications of the ACM 11, 1968, 657), with years from March on.
    """
    year, month, number = (
        f"CAST(SUBSTR({moment}, {place}) AS INTEGER)" for place in ("1, 4", "6, 2", "9, 2")
    )
    late = f"((14 - {month}) / 12)"  # 1 in January and February, which belong to the year before
    years = f"({year} + 4800 - {late})"
    months = f"({month} + 12 * {late} - 3)"
    leap = f"{years} / 4 - {years} / 100 + {years} / 400"
    return f"({number} + (153 * {months} + 2) / 5 + 365 * {years} + {leap} - 1753470)"


def week_of(moment: str) -> str:
    """SQL for the week of `moment`: weeks begin on Mondays and count from 0."""
    return f"(({day_of(moment)} - 1) / 7)"


def second_of(moment: str) -> str:
    """SQL for the seconds up to `moment`, a column with ISO-8601 text in UTC; only differences mean anything."""
    hours, minutes, seconds = (
        f"CAST(SUBSTR({moment}, {place}) AS INTEGER)" for place in ("12, 2", "15, 2", "18, 2")
    )
    return f"({day_of(moment)} * 86400 + {hours} * 3600 + {minutes} * 60 + {seconds})"


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())
