"""`china-literacy check`: is the course sound?"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from commands.options import course_option, settings_with
from course.loader import Loaded, load
from course.problems import Problem


@click.command()
@course_option
@click.option("--json", "as_json", is_flag=True, help="Print problems and counts as JSON.")
def check(course: str | None, as_json: bool) -> None:
    """Check every file of the course and say what is wrong, line by line.

    Exits with 1 when there is an error; warnings, such as an overdue review, do not count.
    """
    settings = settings_with(course=course)
    loaded = load(settings.course, today=datetime.now(UTC).date())
    click.echo(_as_json(loaded) if as_json else _as_text(loaded))
    if loaded.errors:
        raise SystemExit(1)


def _as_json(loaded: Loaded) -> str:
    problems = [_row(problem) for problem in loaded.problems]
    return json.dumps({"problems": problems, "counts": dict(loaded.counts)}, ensure_ascii=False, indent=2)


def _row(problem: Problem) -> dict[str, str | int]:
    row: dict[str, str | int] = {
        "file": problem.file,
        "line": problem.line,
        "severity": problem.severity,
        "message": problem.message,
    }
    return row | {"rule": problem.rule} if problem.rule else row


def _as_text(loaded: Loaded) -> str:
    warnings = len(loaded.problems) - len(loaded.errors)
    lines = [str(problem) for problem in loaded.problems]
    lines.append(_sum(loaded.counts))
    lines.append(f"{_count(len(loaded.errors), 'error')}, {_count(warnings, 'warning')}")
    return "\n".join(lines)


def _sum(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
