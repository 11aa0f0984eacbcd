"""The rules of the house, as far as a machine can see them: who may use whom, and what stands where."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from settings import ROOT

# What each room may import of ours. A room that is not named here is not part of the engine.
MAY_USE = {
    "settings": set[str](),
    "faults": set[str](),
    "logs": {"faults"},
    "course": set[str](),
    "progress": {"course"},
    "accounts": {"progress", "course"},
    "app_pages": {"accounts", "progress", "course", "settings"},
    "routes": {"accounts", "progress", "course", "settings", "faults"},
    "commands": {"accounts", "progress", "course", "settings", "app"},
    "app": {
        "china_literacy",
        "app_pages",
        "routes",
        "accounts",
        "progress",
        "course",
        "settings",
        "commands",
        "faults",
        "logs",
    },
    "china_literacy": {"commands", "app_pages", "routes", "accounts", "progress", "course", "settings"},
}
SQL = re.compile(
    r"\b(SELECT\s.*\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM"
    r"|CREATE\s+(UNIQUE\s+)?(TABLE|INDEX)|PRAGMA|BEGIN\s+IMMEDIATE|ON\s+CONFLICT)\b",
    re.DOTALL,
)
# The name of the package and its command is no statement about the subject.
OWN_NAME = re.compile(r"china[-_ ]literacy( course( engine)?)?", re.IGNORECASE)
SUBJECT = re.compile(
    r"\b(china|chinese|beijing|mandarin|prc|hong kong|taiwan|united kingdom|uk|britain|british|england|scotland"
    r"|licen[cs]es?|licensing|sanctions?|espionage|dual-use|export controls?|ecju|atas|npsa|rand europe)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\S*\.(ac\.)?uk\b")
LONGEST_FUNCTION = 60
LONGEST_FILE = 450


def engine() -> list[Path]:
    """Every Python file of the engine, without tests and benchmarks."""
    files = [ROOT / f"{room}.py" for room in MAY_USE if (ROOT / f"{room}.py").exists()]
    return files + sorted(file for room in MAY_USE for file in (ROOT / room).rglob("*.py"))


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def room(file: Path) -> str:
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(node: ast.AST) -> Iterator[str]:
    """Every module that is imported when the program runs, however deep in a function."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, "relative imports hide which room is used"
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    for child in ast.iter_child_nodes(node):
        yield from imports(child)


def users(package: str) -> set[str]:
    """The files that import a package."""
    return {
        name(file) for file in engine() if package in {used.split(".")[0] for used in imports(tree(file))}
    }


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """Every text in a file with its line, docstrings and the pieces of f-strings included."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


every_file = pytest.mark.parametrize("file", engine(), ids=name)


def test_the_house_has_the_rooms_that_this_test_knows() -> None:
    python = {
        path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/**/*.py") if not name(path).startswith(".")
    }
    files = {path.stem for path in ROOT.glob("*.py")}
    other = {"tests", "benchmarks", "build", "data"}
    assert python | files - other <= set(MAY_USE) | other


@every_file
def test_imports_run_one_way(file: Path) -> None:
    used = {module.split(".")[0] for module in imports(tree(file))} & set(MAY_USE) - {room(file)}
    assert used <= MAY_USE[room(file)]


def test_streamlit_is_used_by_the_app_and_its_pages_only() -> None:
    used = users("streamlit")
    assert used, "the test looks in the wrong place"
    assert {file for file in used if file != "app.py" and not file.startswith("app_pages/")} == set()


def test_http_is_spoken_by_the_app_and_its_routes_only() -> None:
    used = users("starlette")
    assert used, "the test looks in the wrong place"
    assert {file for file in used if file != "app.py" and not file.startswith("routes/")} == set()


def test_sql_stands_in_progress_and_accounts_only() -> None:
    found = {f"{name(file)}:{line}" for file in engine() for line, text in texts(file) if SQL.search(text)}
    assert any(place.startswith("progress/") for place in found), "the test looks in the wrong place"
    assert {place for place in found if not place.startswith(("progress/", "accounts/"))} == set()


def test_databases_are_opened_in_progress_only() -> None:
    assert {file for file in users("sqlite_utils") if not file.startswith("progress/")} == set()


IMPURE_MODULES = {
    "os",
    "sys",
    "time",
    "random",
    "secrets",
    "uuid",
    "socket",
    "subprocess",
    "logging",
    "sqlite3",
}
IMPURE_CALLS = {
    "now",
    "utcnow",
    "today",
    "getenv",
    "environ",
    "urandom",
    "getcwd",
    "cwd",
    "home",
    "expanduser",
}


@pytest.mark.parametrize("file", sorted((ROOT / "course").rglob("*.py")), ids=name)
def test_the_course_knows_no_clock_no_chance_and_no_environment(file: Path) -> None:
    modules = {module.split(".")[0] for module in imports(tree(file))}
    called = {node.attr for node in ast.walk(tree(file)) if isinstance(node, ast.Attribute)}
    assert modules & IMPURE_MODULES == set()
    assert called & IMPURE_CALLS == set()


@pytest.mark.parametrize("file", sorted((ROOT / "course").rglob("*.py")), ids=name)
def test_the_course_keeps_no_global_state(file: Path) -> None:
    assert [node.lineno for node in ast.walk(tree(file)) if isinstance(node, ast.Global | ast.Nonlocal)] == []


@pytest.mark.parametrize("folder", ["modules", "quizzes"])
def test_authors_folders_hold_no_python(folder: str) -> None:
    assert [*(ROOT / folder).rglob("*.py")] == []
    assert [*(ROOT / folder).rglob("*.yaml")] != []


@every_file
def test_nothing_about_the_subject_stands_in_python(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    told = [ADDRESS.sub("", OWN_NAME.sub("", line)) for line in lines]
    assert [
        f"{name(file)}:{n}: {line.strip()}" for n, line in enumerate(told, 1) if SUBJECT.search(line)
    ] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('title = "The UK list"', True),
        ('"""Run a China-literacy training course."""', False),
        ("# ask for a licence first", True),
        ('"https://training.example.ac.uk"', False),
        ('"Chinese names"', True),
        ("chunk = luck", False),
    ],
)
def test_the_subject_is_told_from_the_name_of_the_package(line: str, found: bool) -> None:
    assert bool(SUBJECT.search(ADDRESS.sub("", OWN_NAME.sub("", line)))) is found


@every_file
def test_no_file_and_no_function_is_a_giant(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    functions = (
        node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert [f.name for f in functions if (f.end_lineno or f.lineno) - f.lineno >= LONGEST_FUNCTION] == []


@every_file
def test_every_file_says_what_it_holds(file: Path) -> None:
    assert ast.get_docstring(tree(file)) or not tree(file).body


@every_file
def test_no_file_is_a_drawer_for_everything(file: Path) -> None:
    assert file.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "manager", "core"}
