"""What the log keeps of an unforeseen fault: where it happened, under a reference, and nothing that anybody typed."""

import logging
import secrets
import traceback
from collections.abc import Iterator
from threading import Lock

# Exceptions whose words name code, files or tables, and never what a person typed.
IMPERSONAL = (AttributeError, ImportError, NameError, OSError, RuntimeError, TypeError)
IMPERSONAL_MODULES = ("sqlite3", "streamlit.", "progress.database")


class _Tally:
    """How many faults were logged since the start."""

    def __init__(self) -> None:
        self.number = 0
        self._lock = Lock()

    def add(self) -> None:
        with self._lock:
            self.number += 1


logged = _Tally()


def log_fault(log: logging.Logger, fault: BaseException) -> str:
    """Write a fault to the log; returns the reference under which it can be found there."""
    reference = secrets.token_hex(3).upper()
    logged.add()
    log.error("Fault %s\n%s", reference, "".join(trace(fault)))
    return reference


def trace(fault: BaseException | None) -> Iterator[str]:
    """The traceback, causes first, without words that could hold personal data."""
    if fault is None:
        return
    yield from trace(fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__))
    yield from traceback.format_tb(fault.__traceback__)
    words = f": {fault}" if _is_impersonal(fault) else ""
    yield f"{type(fault).__qualname__}{words}\n"


def _is_impersonal(fault: BaseException) -> bool:
    return isinstance(fault, IMPERSONAL) or type(fault).__module__.startswith(IMPERSONAL_MODULES)
