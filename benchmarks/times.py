"""How long reruns took."""

from dataclasses import dataclass, field
from statistics import quantiles


@dataclass
class Times:
    """How long each rerun took, in seconds, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Milliseconds within which half of the reruns were done."""
        return self._percentile(50)

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 % of the reruns were done."""
        return self._percentile(95)

    def _percentile(self, per_cent: int) -> float:
        if len(self.seconds) < 2:
            return float("nan")
        return 1000 * quantiles(self.seconds, n=100, method="inclusive")[per_cent - 1]
