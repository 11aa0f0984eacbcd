"""`china-literacy ledger`: write down what every id means."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from commands.options import course_option, settings_with
from commands.writing import write_all
from course.documents import Unreadable, read_text
from course.ledger import FILE, Entry, Meaning, NotALedger, Recording, meanings, parse, record, to_text
from course.loader import load
from course.problems import did_you_mean
from course.quizzes import Quiz
from course.scenarios import Scenario


@click.command()
@click.option(
    "--replace",
    multiple=True,
    metavar="ID",
    help="An id that may mean something else from now on, as the file writes it; with it all ids inside of it.",
)
@click.option("--reason", default="", metavar="TEXT", help="Why, for whoever reads the file later.")
@course_option
def ledger(replace: tuple[str, ...], reason: str, course: str | None) -> None:
    """Record every new id of the course in quizzes/ids.json, and which ids have gone.

    From the first time on, `check` warns of ids that are not recorded, and refuses one that means something else.
    """
    folder = settings_with(course=course).course
    path, because = folder / FILE, " ".join(reason.split())
    known = _known(path)
    _check(replace, because, known or {})
    recording = record(known or {}, _meant(folder), datetime.now(UTC).date().isoformat(), replace, because)
    if recording.conflicts:
        lines = [f"{one.meaning.key}: {one.meaning.name} {one.told}" for one in recording.conflicts]
        mend = (
            "Nothing was recorded. Give each a new id, or say with --replace ID --reason TEXT why it stays."
        )
        raise click.ClickException("\n".join([*lines, mend]))
    text = to_text(recording.ledger)
    try:
        write_all(*(({path: text}, {}) if known is None else ({}, {path: text})))
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None
    click.echo(_said(recording))


def _known(path: Path) -> dict[str, Entry] | None:
    """What is recorded; None where nothing ever was."""
    if not path.exists():
        return None
    try:
        return parse(read_text(path))
    except (NotALedger, Unreadable) as error:
        raise click.ClickException(f"{path}:{error.line}: this file {error}.") from None


def _check(replace: tuple[str, ...], reason: str, known: Mapping[str, Entry]) -> None:
    if replace and not reason:
        raise click.ClickException("Say with --reason why it means something else now.")
    for key in replace:
        if key not in known:
            hint = did_you_mean(key, known) or '; write it as there, such as "quiz/question/options/option"'
            raise click.ClickException(f'There is no id "{key}" in {FILE}{hint}')


def _meant(folder: Path) -> list[Meaning]:
    loaded = load(folder, with_ledger=False)
    if loaded.course is None:
        raise click.ClickException(
            "The course has errors, so nothing was recorded; see: china-literacy check"
        )
    contents: list[Quiz | Scenario] = [*loaded.course.quizzes.values(), *loaded.course.scenarios.values()]
    return [meaning for content in contents for meaning in meanings(content)]


def _said(recording: Recording) -> str:
    counts = {
        "recorded": recording.added,
        "retired": recording.retired,
        "brought back": recording.returned,
        "given another meaning": recording.replaced,
    }
    done = [f"{len(keys)} {what}" for what, keys in counts.items() if keys]
    whole = f"{len(recording.ledger)} ids in {FILE}"
    return f"{whole}: {', '.join(done)}." if done else f"{whole}; nothing has changed."
