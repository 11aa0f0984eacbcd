"""Work that would hold up every other visitor if it ran in the event loop."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

Result = TypeVar("Result")

# A crowd that signs in at once waits here, not in the threads that everybody else's files and pages need.
HASHES_AT_ONCE = CapacityLimiter(4)


async def hashing(work: Callable[[], Result]) -> Result:
    """Run work that hashes a password."""
    return await to_thread.run_sync(work, limiter=HASHES_AT_ONCE)


async def reading(work: Callable[[], Result]) -> Result:
    """Run work that only asks the database or the disk."""
    return await to_thread.run_sync(work)
