"""`china-literacy doctor`: are the database, the course and the statistics sound?"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from commands.options import course_option, db_option, settings_with
from commands.records import records
from course.loader import load
from progress import activity_tallies, standings
from progress import recount as recounts
from progress.database import Database
from progress.recount import Difference

MOST = 100  # differences that are told; a table that was lost has thousands


@dataclass(frozen=True)
class Finding:
    """What was looked at, what is wrong with it, and whether it was put right."""

    of: str
    faults: tuple[str, ...]
    mended: bool = False

    def __str__(self) -> str:
        if not self.faults:
            return f"{self.of}: sound"
        told = [f"  {fault}" for fault in self.faults[:MOST]]
        if len(self.faults) > MOST:
            told.append(f"  … and {len(self.faults) - MOST} more")
        what = "put right" if self.mended else "not sound"
        return "\n".join([f"{self.of}: {what} ({len(self.faults)})", *told])


@click.command()
@click.option("--recount", is_flag=True, help="Count the statistics again, and tell each difference.")
@click.option("--repair", is_flag=True, help="With --recount: put right what differs. Stop the server first.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
@course_option
def doctor(recount: bool, repair: bool, as_json: bool, db: str | None, course: str | None) -> None:
    """Say whether the course, the database and its tables are sound.

    Exits with 1 when something is not, and was not put right.
    """
    if repair and not recount:
        raise click.ClickException("--repair puts right what --recount finds; give both.")
    settings = settings_with(db=db, course=course)
    findings = [_course(settings.course), *_records(settings.database, recount=recount, repair=repair)]
    click.echo(_as_json(findings) if as_json else "\n".join(map(str, findings)))
    if any(one.faults and not one.mended for one in findings):
        raise SystemExit(1)


def _course(folder: Path) -> Finding:
    loaded = load(folder, today=datetime.now(UTC).date())
    return Finding("course", tuple(str(problem) for problem in loaded.errors))


def _records(path: Path, *, recount: bool, repair: bool) -> list[Finding]:
    if not path.exists():
        told = f"there is no file {path}; the server makes it when it first starts"
        return [Finding("database", (told,))]
    with records(path) as database:
        findings = [
            Finding("database", tuple(database.damage())),
            Finding("schema", tuple(database.schema_faults())),
        ]
        if recount and not any(finding.faults for finding in findings):
            findings.append(_statistics(database, repair=repair))
            activity = activity_tallies.differences(database, repair=repair)
            findings.append(Finding("overview", tuple(activity), mended=repair))
            people = standings.differences(database, repair=repair)
            findings.append(Finding("standings", tuple(people), mended=repair))
    return findings


def _statistics(database: Database, *, repair: bool) -> Finding:
    found: list[Difference] = recounts.repair(database) if repair else recounts.differences(database)
    return Finding("statistics", tuple(map(str, found)), mended=repair)


def _as_json(findings: list[Finding]) -> str:
    report = [
        {"of": one.of, "sound": not one.faults, "mended": one.mended, "faults": list(one.faults)}
        for one in findings
    ]
    return json.dumps(report, ensure_ascii=False, indent=2)
