from datetime import UTC, datetime, timedelta, timezone

import pytest

from progress.moments import from_text, maybe, to_text

LOCAL = timezone(timedelta(hours=8))


def test_a_moment_comes_back_as_it_was() -> None:
    moment = datetime(2026, 11, 23, 14, 32, 7, 123, tzinfo=UTC)
    assert to_text(moment) == "2026-11-23T14:32:07.000123Z"
    assert from_text(to_text(moment)) == moment


def test_every_zone_becomes_utc() -> None:
    assert to_text(datetime(2026, 3, 1, 7, 0, tzinfo=LOCAL)) == "2026-02-28T23:00:00.000000Z"


def test_text_order_is_time_order_also_without_microseconds() -> None:
    moments = [
        datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=m) for m in (0, 1, 999_999, 1_000_000)
    ]
    assert sorted(map(to_text, moments)) == list(map(to_text, moments))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its time zone"):
        to_text(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def test_no_moment_stays_none() -> None:
    assert maybe(None) is None
    assert maybe("2026-02-28T23:00:00.000000Z") == datetime(2026, 3, 1, 7, 0, tzinfo=LOCAL)
