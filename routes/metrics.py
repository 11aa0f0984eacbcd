"""Numbers about the server for Prometheus: none about a person, and none that has a person's name for a label."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

import faults
from progress.database import Database
from progress.write_times import BOUNDS
from routes.health import Health, works
from routes.services import Services

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Metrics:
    """GET /metrics."""

    services: Services

    def show(self, request: Request) -> Response:
        """The numbers for whoever sends the token; 404 where none is set, 401 where another is sent."""
        token = self.services.metrics_token()
        if not token:
            return PlainTextResponse("Not Found", status_code=404)
        given = request.headers.get("authorization", "")
        if not compare_digest(given.encode(), f"Bearer {token}".encode()):
            return PlainTextResponse(
                "Send the token of LITERACY_METRICS_TOKEN as Authorization: Bearer.",
                status_code=401,
                headers={"WWW-Authenticate": "Bearer"},
            )
        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(self)
        return Response(
            generate_latest(registry), headers={"Content-Type": TEXT, "Cache-Control": "no-store"}
        )

    def describe(self) -> list[Metric]:
        """Names need not be known beforehand."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every number of ours, as it is now."""
        yield InfoMetricFamily("literacy", "The version that runs.", value={"version": _version()})
        well = GaugeMetricFamily("literacy_well", "1 where a part of the server works.", labels=["part"])
        for part, check in Health(self.services).all().items():
            well.add_metric([part], float(works(part, check)))
        yield well
        yield CounterMetricFamily(
            "literacy_page_faults", "Pages that failed since the start.", value=faults.logged.number
        )
        yield GaugeMetricFamily(
            "literacy_course_problems",
            "What is wrong with the course's files; the last good version is shown.",
            value=self.services.broken_files(),
        )
        if works("database", self.services.db):
            yield from _of_database(self.services.db())


def _of_database(db: Database) -> Iterator[Metric]:
    sums = list(accumulate(db.write_times.counts))
    buckets = [*map(str, BOUNDS), "+Inf"]
    yield HistogramMetricFamily(
        "literacy_write_seconds",
        "From asking to write to being on the disk.",
        buckets=list(zip(buckets, map(float, sums), strict=True)),
        sum_value=db.write_times.seconds,
    )
    yield CounterMetricFamily(
        "literacy_writes_refused",
        "Writes that could not be done since the start: locked, full, damaged or out of reach.",
        value=db.write_times.refused,
    )
    size = GaugeMetricFamily("literacy_database_bytes", "The size of the database.", labels=["file"])
    for name, end in (("database", ""), ("log", "-wal")):
        file = db.path.with_name(db.path.name + end)
        size.add_metric([name], float(file.stat().st_size if file.exists() else 0))
    yield size
    if db.path.parent.is_dir():
        yield GaugeMetricFamily(
            "literacy_disk_free_bytes",
            "Room for the database to grow.",
            value=shutil.disk_usage(db.path.parent).free,
        )


def _version() -> str:
    try:
        return version("china-literacy")
    except PackageNotFoundError:
        return "unknown"
