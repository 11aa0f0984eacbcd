"""How long writing takes, from asking for a turn to being on the disk, counted since the start."""

from bisect import bisect_left
from threading import Lock

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class WriteTimes:
    """A histogram; threads may share it. `counts` has one number for each bound and one for what took longer."""

    def __init__(self) -> None:
        self.counts = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0
        self.refused = 0
        self._lock = Lock()

    def finish(self, seconds: float) -> None:
        """A write is on the disk after so many seconds."""
        with self._lock:
            self.counts[bisect_left(BOUNDS, seconds)] += 1
            self.seconds += seconds

    def refuse(self) -> None:
        """A write could not be done: the file was locked, full, damaged or out of reach."""
        with self._lock:
            self.refused += 1
