"""Moments in the database: ISO-8601 text in UTC, all of one length, so that text order is time order."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """`2026-11-23T14:32:07.000123Z`. Raises ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone; pass datetime.now(UTC)")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def from_text(text: str) -> datetime:
    """The moment that `to_text` wrote, in UTC."""
    return datetime.fromisoformat(text)


def maybe(text: str | None) -> datetime | None:
    """The moment, or None where the database has none."""
    return from_text(text) if text is not None else None
