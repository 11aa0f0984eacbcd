"""`china-literacy schema`: the JSON Schemas with which an editor completes and checks a quiz while it is typed."""

from pathlib import Path

import click

from commands.options import course_option, settings_with
from course.schema import schemas
from settings import ROOT

TOLD = (ROOT / "docs" / "write-a-quiz.md", ROOT / "docs" / "write-a-scenario.md")


@click.command()
@course_option
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file is not current."
)
def schema(course: str | None, only_check: bool) -> None:
    """Write the JSON Schemas of quizzes, scenarios and misconceptions into the course.

    Editors that know YAML complete and check a file that names its schema in its first line.
    """
    folder = settings_with(course=course).course
    if not (folder / "quizzes").is_dir():
        raise click.ClickException(f"There is no folder {folder / 'quizzes'}; name a course with --course.")
    try:
        current = schemas(documentation())
        stale = {folder / name: text for name, text in current.items() if not _holds(folder / name, text)}
        if only_check and stale:
            names = ", ".join(path.relative_to(folder).as_posix() for path in stale)
            raise click.ClickException(f"Not current: {names}. `china-literacy schema` writes them anew.")
        for path, text in stale.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise click.ClickException(f"{problem.filename}: {problem.strerror}.") from None
    click.echo("\n".join(f"Wrote {path}" for path in stale) or "Every schema is current.")


def documentation() -> str:
    """The pages whose tables say what the keys mean."""
    return "\n".join(page.read_text(encoding="utf-8") for page in TOLD)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text
