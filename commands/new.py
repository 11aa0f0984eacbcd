"""`china-literacy new`: a module, a quiz or a scenario to start from, sound at once and full of remarks that teach.

What is written stands in commands/templates/.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from string import Template

import click

from commands.options import course_option, settings_with
from commands.schema import documentation
from commands.writing import write_all
from course.additions import NotAdded, add_entry, add_key
from course.authored import SLUG
from course.documents import Data, Unreadable, parse, read_text
from course.schema import schemas

TEMPLATES = Path(__file__).parent / "templates"

title_option = click.option("--title", metavar="TEXT", help="What readers see [default: the id in words].")


@click.group()
def new() -> None:
    """Write a module, a quiz or a scenario to start from."""


@new.command()
@click.argument("id_", metavar="ID")
@title_option
@course_option
def module(id_: str, title: str | None, course: str | None) -> None:
    """Write the module ID with a first section, and list it in modules/course.yaml."""
    folder = _folder(course, id_)
    home = folder / "modules" / id_
    values = _values(id_, title) | {"outcome": _fresh_outcome(folder, id_)}
    files = {
        home / "module.yaml": _fill("module.yaml", values),
        home / "01-start.md": _fill("section.md", values),
    }
    _write(home, files, _listed(folder / "modules" / "course.yaml", id_))


@new.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--module", "module_id", metavar="ID", help="The module it belongs to [default: it is a final quiz]."
)
@title_option
@course_option
def quiz(id_: str, module_id: str | None, title: str | None, course: str | None) -> None:
    """Write the quiz ID, and name it in its module."""
    folder = _folder(course, id_)
    outcomes = _outcomes(folder, [module_id] if module_id else _modules(folder))
    if not outcomes:
        raise click.ClickException(
            "A quiz asks about outcomes of modules; write one: china-literacy new module ID"
        )
    belongs = f"role: module\nmodule: {module_id}" if module_id else "role: final # or diagnostic, or module"
    values = _values(id_, title) | {"belongs": belongs, "first": outcomes[0], "second": outcomes[:2][-1]}
    path = folder / "quizzes" / f"{id_}.yaml"
    files = {path: _fill("quiz.yaml", values), **_schema(folder, "quizzes/quiz.schema.json")}
    _write(path, files, _named(_module_file(folder, module_id), id_) if module_id else {})


@new.command()
@click.argument("id_", metavar="ID")
@click.option("--module", "module_id", metavar="ID", help="The module it belongs to.")
@title_option
@course_option
def scenario(id_: str, module_id: str | None, title: str | None, course: str | None) -> None:
    """Write the scenario ID: a story with decisions."""
    folder = _folder(course, id_)
    if module_id:
        _read(_module_file(folder, module_id))
    values = _values(id_, title) | {"belongs": f"module: {module_id}\n" if module_id else ""}
    path = folder / "quizzes" / "scenarios" / f"{id_}.yaml"
    files = {
        path: _fill("scenario.yaml", values),
        **_schema(folder, "quizzes/scenarios/scenario.schema.json"),
    }
    _write(path, files, {})


def _folder(course: str | None, id_: str) -> Path:
    """The course folder, once the id is known to be one."""
    if not SLUG.fullmatch(id_):
        raise click.ClickException(f'"{id_}" is no id; use letters, digits and hyphens, such as "green-tea".')
    folder = settings_with(course=course).course
    for room in ("modules", "quizzes"):
        if not (folder / room).is_dir():
            raise click.ClickException(f"There is no folder {folder / room}; name a course with --course.")
    return folder


def _values(id_: str, title: str | None) -> dict[str, str]:
    words = title.strip() if title is not None else id_.replace("-", " ").capitalize()
    if not words or not words.isprintable():
        raise click.ClickException("The title must be one line of text.")
    today = datetime.now(UTC).date()
    return {
        "id": id_,
        "title": json.dumps(words, ensure_ascii=False),
        "today": str(today),
        "next_year": str(_a_year_after(today)),
    }


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _fill(template: str, values: dict[str, str]) -> str:
    return Template((TEMPLATES / template).read_text(encoding="utf-8")).substitute(values)


def _read(path: Path) -> Data:
    """What a file of the course says. Raises ClickException with the sentence that `check` would say."""
    try:
        return parse(read_text(path), path.name).data
    except Unreadable as problem:
        raise click.ClickException(f"{path}:{problem.line}: this file {problem}") from None


def _entries(path: Path, key: str) -> list[Data]:
    data = _read(path)
    entries = data.get(key) if isinstance(data, dict) else None
    return entries if isinstance(entries, list) else []


def _module_file(folder: Path, module_id: str) -> Path:
    path = folder / "modules" / module_id / "module.yaml"
    if not SLUG.fullmatch(module_id) or not path.is_file():
        raise click.ClickException(f'There is no module "{module_id}" in {folder / "modules"}.')
    return path


def _modules(folder: Path) -> list[str]:
    """The ids of the modules that are there."""
    return sorted(path.parent.name for path in (folder / "modules").glob("*/module.yaml"))


def _outcomes(folder: Path, modules: list[str]) -> list[str]:
    """The ids of the modules' outcomes."""
    entries = [entry for one in modules for entry in _entries(_module_file(folder, one), "outcomes")]
    ids = [str(entry.get("id")) for entry in entries if isinstance(entry, dict)]
    return [one for one in ids if SLUG.fullmatch(one)]


def _fresh_outcome(folder: Path, id_: str) -> str:
    """Capitals with which no outcome of the course begins yet: the initials of the id, or more of it."""
    taken = {outcome.rstrip("0123456789") for outcome in _outcomes(folder, _modules(folder))}
    letters = id_.replace("-", "").upper()
    initials = "".join(word[:1] for word in id_.upper().split("-"))
    choices = [initials, *(letters[:n] for n in range(2, len(letters))), f"{id_}-"]
    return next(choice for choice in choices if choice not in taken and not choice[-1].isdigit())


def _listed(path: Path, module_id: str) -> dict[Path, str]:
    """The course's file with the module in its list; nothing if it is there already."""
    if module_id in _entries(path, "modules"):
        return {}
    try:
        return {path: add_entry(_raw(path), "modules", module_id)}
    except (NotAdded, Unreadable):
        raise _by_hand(path, f"add {module_id} to its modules") from None


def _named(path: Path, quiz_id: str) -> dict[Path, str]:
    """The module's file with its quiz; nothing if it names it already."""
    data = _read(path)
    named = data.get("quiz") if isinstance(data, dict) else None
    if named == quiz_id:
        return {}
    if named:
        told = f'The module "{path.parent.name}" has the quiz "{named}" already; add questions to that one.'
        raise click.ClickException(told)
    try:
        return {path: add_key(_raw(path), "quiz", quiz_id)}
    except (NotAdded, Unreadable):
        raise _by_hand(path, f"add the line `quiz: {quiz_id}`") from None


def _raw(path: Path) -> str:
    """A file's text to the byte: with its byte order mark and its line ends."""
    return path.read_bytes().decode()


def _by_hand(path: Path, remedy: str) -> click.ClickException:
    return click.ClickException(f"Nothing can be added to {path} as it is written; {remedy}, then try again.")


def _schema(folder: Path, name: str) -> dict[Path, str]:
    """The schema that the file names, where the course has none yet."""
    path = folder / name
    return {} if path.exists() else {path: schemas(documentation())[name]}


def _write(place: Path, files: dict[Path, str], changed: dict[Path, str]) -> None:
    """Write it all, unless there is something in its place. Raises ClickException, and then nothing was written."""
    if place.exists():
        raise click.ClickException(f"{place} is there already; choose another id.")
    try:
        write_all(files, changed)
    except OSError as problem:
        raise click.ClickException(f"{problem.filename}: {problem.strerror}; nothing was written.") from None
    click.echo(
        "\n".join([*(f"Wrote {path}" for path in files), *(f"Added it to {path}" for path in changed)])
    )
    click.echo("`china-literacy check` says whether the course is sound.")
