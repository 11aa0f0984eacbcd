"""Days and weeks in SQL are those of the calendar."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from progress.database import Database
from progress.days import day_of, monday, second_of, week_of
from progress.moments import to_text
from tests.progress.bakery import Bakery


def computed(db: Database, sql: str, at: str) -> int:
    value: int = db.rows(f"SELECT {sql} AS value FROM (SELECT :at AS at) AS given", at=at)[0]["value"]
    return value


def test_every_day_has_its_ordinal_and_its_week(bakery: Bakery) -> None:
    @given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
    def hold(day: date) -> None:
        assert computed(bakery.db, day_of("at"), day.isoformat()) == day.toordinal()
        week = computed(bakery.db, week_of("at"), f"{day}T23:59:59.999999Z")
        assert date.fromordinal(7 * week + 1) == monday(day)

    hold()


def test_seconds_between_two_moments_are_counted_over_midnights(bakery: Bakery) -> None:
    moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001 - made aware below

    @given(moments, st.integers(0, 10**8))
    def hold(start: datetime, seconds: int) -> None:
        first = start.replace(microsecond=0, tzinfo=UTC)
        ends = [to_text(first), to_text(first + timedelta(seconds=seconds))]
        before, after = (computed(bakery.db, second_of("at"), end) for end in ends)
        assert after - before == seconds

    hold()
