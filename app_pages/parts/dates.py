"""Dates and times in words, in the reader's own time zone."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st


def day(value: date) -> str:
    """`23 November 2026`; a moment is first brought into the reader's time zone."""
    local = value.astimezone(_zone()) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def clock(moment: datetime) -> str:
    """`14:32`, in the reader's time zone."""
    return f"{moment.astimezone(_zone()):%H:%M}"


def moment(when: datetime) -> str:
    """`at 14:32:07`, and the day too when it was not today: for what happens again within a minute."""
    local = when.astimezone(_zone())
    today = local.date() == datetime.now(_zone()).date()
    return f"at {local:%H:%M:%S}" + ("" if today else f" on {day(when)}")


def _zone() -> tzinfo:
    try:
        return ZoneInfo(str(st.context.timezone))
    except (KeyError, ValueError, OSError):
        return UTC  # the browser named no zone, or one this machine does not know
