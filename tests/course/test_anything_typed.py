"""Whatever an author types, reading the course ends with sentences about places and never with a traceback."""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import markdown
from course.documents import Unreadable, parse
from course.loader import Loaded, load
from tests.bread import Bread
from tests.every_type import ask_every_type

FILES = [
    "modules/course.yaml",
    "modules/sources.yaml",
    "modules/glossary.yaml",
    "modules/resources.yaml",
    "modules/dough/module.yaml",
    "modules/dough/01-flour.md",
    "modules/dough/02-starter.md",
    "modules/oven/01-heat.md",
    "quizzes/dough.yaml",
    "quizzes/misconceptions.yaml",
]

# Scraps that mean something to YAML, to Markdown or to the shapes.
SCRAPS = [
    *[
        "---",
        "...",
        ": ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!x ",
        "!!set",
        "|",
        ">",
        "'",
        '"',
        "#",
        "%",
        "@",
    ],
    *[
        "`",
        "\t",
        "\n",
        "\n  ",
        "\r\n",
        "\\",
        "~",
        "null",
        "true",
        "5",
        "-1",
        "1e9",
        "2026-02-30",
        "é",
        "出口",
        "\ufeff",
    ],
    *[
        "[[",
        "]]",
        "|",
        "[@",
        "[!LAW]",
        "> ",
        "- [ ] ",
        "```",
        "```mermaid",
        "```vega-lite",
        "```question",
        "##",
        "<b>",
    ],
    *[
        "id: ",
        "type: ",
        "text",
        "single",
        "options:",
        "draw:",
        "questions:",
        "title:",
        "\0",
        "\ud7ff",
        "🍞",
        "\u2028",
        "\x85",
    ],
    *[
        "{{",
        "}}",
        "{{gap}}",
        "answer: ",
        "range: ",
        "1e999",
        "9" * 40,
        "125万",
        "accept: ",
        "Li3",
        "weight: ",
        "hints: ",
    ],
]
scrap = st.one_of(st.sampled_from(SCRAPS), st.text(max_size=4))
typed = st.lists(scrap, max_size=30).map("".join)


@pytest.fixture(scope="module")
def course() -> Iterator[Bread]:
    with TemporaryDirectory() as folder:
        bread = Bread(Path(folder) / "bread")
        ask_every_type(bread)
        yield bread


def sound(loaded: Loaded) -> None:
    """Either a course, or errors that an author can find; always one line each."""
    assert (loaded.course is None) == bool(loaded.errors)
    for problem in loaded.problems:
        assert problem.file
        assert problem.line >= 1
        assert problem.message.strip()
        assert str(problem).isprintable() or "\n" not in str(problem)
        assert "Traceback" not in problem.message
        assert "Input should" not in problem.message, problem


def with_file(course: Bread, file: str, content: bytes) -> None:
    """Read the course with another content of one file, then put the file back."""
    before = (course.root / file).read_bytes()
    course.write(file, content)
    try:
        loaded = load(course.root)
    finally:
        course.write(file, before)
    sound(loaded)
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 2
    assert all(problem.line <= lines for problem in loaded.problems if problem.file == file)


@given(typed)
def test_any_text_is_data_or_a_sentence(text: str) -> None:
    sentence, lines = "data", [1]
    try:
        lines = [*parse(text, "x.yaml").lines.values()]
    except Unreadable as refused:
        sentence, lines = str(refused), [refused.line]
    assert sentence.strip()
    assert all(1 <= line <= len(text.splitlines()) + 1 for line in lines)


@given(st.sampled_from(FILES), typed)
def test_any_text_in_the_place_of_a_file_gives_sentences(course: Bread, file: str, text: str) -> None:
    with_file(course, file, text.encode("utf-8", "replace"))


@given(st.sampled_from(FILES), st.binary(max_size=60))
def test_any_bytes_in_the_place_of_a_file_give_sentences(course: Bread, file: str, content: bytes) -> None:
    with_file(course, file, content)


@given(st.sampled_from(FILES), st.lists(st.tuples(st.floats(0, 1), scrap), min_size=1, max_size=3))
def test_scraps_typed_into_a_sound_file_give_sentences(
    course: Bread, file: str, scraps: list[tuple[float, str]]
) -> None:
    text = course.read(file)
    for where, word in scraps:
        at = int(where * len(text))
        text = text[:at] + word + text[at:]
    with_file(course, file, text.encode("utf-8", "replace"))


@given(st.sampled_from(FILES), st.integers(0, 2**32), st.integers(1, 4))
def test_lines_lost_doubled_or_moved_give_sentences(course: Bread, file: str, seed: int, times: int) -> None:
    chance = random.Random(seed)
    lines = course.read(file).splitlines(keepends=True)
    for _ in range(times):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines = lines[:at] + lines[at + 1 :] or ["\n"]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at] = "  " + lines[at]
            case _:
                lines.insert(chance.randrange(len(lines)), lines.pop(at))
    with_file(course, file, "".join(lines).encode())


@given(typed)
def test_a_section_with_any_text_below_its_front_matter_gives_sentences(course: Bread, text: str) -> None:
    front = "---\ntitle: Flour\nspeaks_for: 2026-01-05\n---\n"
    with_file(course, "modules/dough/01-flour.md", (front + text).encode("utf-8", "replace"))


@given(typed)
def test_any_text_is_shown_without_a_script(text: str) -> None:
    shown = markdown.inline(text)
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "javascript:" not in shown.split("href=")[-1] or "javascript:" in text
