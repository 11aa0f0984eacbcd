"""YAML as authors write it: what is read, what is refused with a sentence, and that nothing takes the server down."""

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from course.documents import Document, Unreadable, inside, parse, read_text
from tests.bread import Bread

QUIZ = "quizzes/dough.yaml"


def data(text: str) -> object:
    return parse(text, "x.yaml").data


def refusal(text: str) -> str:
    """'line: sentence' of the refusal."""
    with pytest.raises(Unreadable) as refused:
        parse(text, "x.yaml")
    return f"{refused.value.line}: {refused.value}"


@contextmanager
def frugal(seconds: float = 5, megabytes: int = 300) -> Iterator[None]:
    """Fail when a block takes too long or too much memory."""
    start = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - start < seconds
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < megabytes


@pytest.mark.parametrize(
    "word", ["Yes", "No", "on", "off", "true", "y", "1.0", "0x1F", "1e3", "2020", "2026-01-05", "12:30:00"]
)
def test_every_scalar_stays_the_text_that_was_written(word: str) -> None:
    assert data(f"text: {word}") == {"text": word}


def test_yes_no_and_on_stay_text_in_a_course(bread: Bread) -> None:
    bread.edit(QUIZ, "text: The cup", "text: Yes")
    bread.edit(QUIZ, "text: The scale", "text: No")
    bread.edit(QUIZ, "text: His eye", "text: on")
    question = bread.course().quiz("dough").question("weigh-first")
    assert [option.text for option in question.choices] == ["Yes", "No", "on"]


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_an_empty_value_is_none(nothing: str) -> None:
    assert data(f"text: {nothing}") == {"text": None}


def test_quoted_null_is_text() -> None:
    assert data('text: "null"') == {"text": "null"}


def test_every_place_has_its_line() -> None:
    document = parse("a: 1\nlist:\n  - id: x\n    text: |\n      two\n      lines\n  - {id: y}\n", "x.yaml")
    places = [("a",), ("list",), ("list", 0), ("list", 0, "text"), ("list", 1, "id")]
    assert [document.line(place) for place in places] == [1, 2, 3, 4, 7]


def test_a_place_that_is_not_there_has_the_line_of_what_holds_it() -> None:
    assert parse("a: 1\nlist:\n  - id: x\n", "x.yaml").line(("list", 0, "stem", "deeper")) == 3


def test_lines_count_from_where_the_text_starts_in_its_file() -> None:
    assert parse("a: 1\nb: 2\n", "x.md", first_line=2).line(("b",)) == 3


def test_what_is_not_there_is_looked_up_in_vain() -> None:
    with pytest.raises(LookupError):
        inside({"a": "text"}, ("a", 0))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a:\n\tb: 1\n", "2: is not valid YAML: a line is indented with a tab; use spaces"),
        ("a:\n  b: 1\n\tc: 1\n", "3: is not valid YAML: a line is indented with a tab; use spaces"),
        (
            "a: ratio: two to one\n",
            "1: is not valid YAML: a colon stands inside unquoted text, or the line is indented too far; put the "
            'text in "quotes", or line it up with its neighbours',
        ),
        ("a: 1\nb: 2\na: 3\n", '3: has the key "a" twice (first on line 1); keep one'),
        ("a:\n  b: 1\n  b: 1\n", '3: has the key "b" twice (first on line 2); keep one'),
        ("a: `code` first\n", '1: is not valid YAML: a text starts with `; put the text in "quotes"'),
        ("a: @source\n", '1: is not valid YAML: a text starts with @; put the text in "quotes"'),
        (
            "a: *emphasis* first\n",
            '1: is not valid YAML: a text starts with * or &; put the text in "quotes"',
        ),
        ("a: *pinyin first\n", '1: is not valid YAML: a text starts with * or &; put the text in "quotes"'),
        ("a:\n  - *pinyin\n", '2: is not valid YAML: a text starts with * or &; put the text in "quotes"'),
        ("a: !important rule\n", '1: has text that starts with "!important"; put the text in "quotes"'),
        ("a: !!binary aGk=\n", '1: has text that starts with "!!binary"; put the text in "quotes"'),
        ("a: 1\nb: &co operation\n", '2: has text that starts with "&co"; put the text in "quotes"'),
        ('a: 1\nb: "open\nc: 2\n', "2: is not valid YAML: a quote is opened here and never closed; close it"),
        (
            "a: 1\nb: [x, y\nc: 2\n",
            "2: is not valid YAML: a bracket is opened here and never closed, or a comma is missing; mend the list",
        ),
        (
            'a: "Yes" and no\n',
            "1: is not valid YAML: the indentation does not fit, or text goes on after a quote; line it up with its "
            "neighbours",
        ),
        (
            "a:\n  - x\n - y\n",
            "3: is not valid YAML: the indentation does not fit, or text goes on after a quote; line it up with its "
            "neighbours",
        ),
        (
            "a: 1\ncontinued\n",
            "2: is not valid YAML: a line has no `key:` in front; indent it under the line it continues",
        ),
        ("a: 1\n---\nb: 1\n", "2: is not valid YAML: a line of --- splits the file in two; remove that line"),
        ("? [a]\n: b\n", "1: has a key that is not a word; write `key: value`"),
        ("", "1: is empty; fill it in"),
        ("# only a comment\n", "1: is empty; fill it in"),
        ('a: "\\0"\n', "1: holds an invisible control character (U+0000); delete it"),
        ('a: 1\nb: "\\x1b[31m"\n', "2: holds an invisible control character (U+001B); delete it"),
    ],
)
def test_what_yaml_refuses_or_would_drop_is_told_in_plain_words(text: str, told: str) -> None:
    assert refusal(text) == told


def billion_laughs() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    return "\n".join([*lines, "a: *a9", ""])


def test_aliases_that_explode_are_refused() -> None:
    with frugal():
        assert refusal(billion_laughs()).endswith("holds more than 200,000 values with its aliases")


def test_one_long_text_repeated_by_aliases_is_refused() -> None:
    text = f"a: &a {'x' * 1_000_000}\nb: [{'*a, ' * 100_000}]\n"
    with frugal():
        assert refusal(text).endswith("holds more than 8,000,000 characters with its aliases")


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "a: &a [*a, *a, *a, *a]"])
def test_an_alias_to_what_holds_it_is_refused(text: str) -> None:
    assert refusal(text) == "1: nests deeper than 40 levels; flatten it"


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[[], "])
def test_deep_nesting_is_refused_and_does_not_end_the_process(opening: str) -> None:
    with frugal():
        assert refusal(f"a:\n {opening * 300_000}").endswith("nests deeper than 40 levels; flatten it")


def test_forty_levels_are_read_and_one_more_is_not() -> None:
    assert data("[" * 40 + "]" * 40)
    assert refusal("[" * 41 + "]" * 41) == "1: nests deeper than 40 levels; flatten it"


def test_an_alias_used_with_measure_is_followed() -> None:
    assert data("a: &same [x]\nb: *same\n") == {"a": ["x"], "b": ["x"]}


def test_a_file_of_10_mb_is_refused_unread(bread: Bread) -> None:
    bread.write(QUIZ, b"x" * 10_000_000)
    with frugal(1, 9):
        assert (
            "quizzes/dough.yaml:1: this file has 10,000,000 bytes; it may have 2,000,000: split it"
            in bread.problems()
        )


def test_a_section_of_1_mb_is_refused_unread(bread: Bread) -> None:
    bread.write("modules/dough/02-starter.md", "---\ntitle: x\n---\n" + "[[" * 500_000)
    told = "modules/dough/02-starter.md:1: this file has 1,000,017 bytes; it may have 200,000: split it"
    with frugal(1):
        assert told in bread.problems()


def test_a_quiz_of_five_thousand_questions_is_read_in_bounded_time_and_memory(bread: Bread) -> None:
    head, _, _ = bread.read(QUIZ).partition("questions:")
    entry = "  - {{id: q{}, type: text, outcome: D{}, stem: What, accept: [x], source: nosuch{}}}\n"
    questions = "".join(entry.format(i, i % 9, i) for i in range(5_000))
    bread.write(QUIZ, f"{head}questions:\n{questions}")
    with frugal(10, 300):
        problems = bread.problems()
    assert len([problem for problem in problems if problem.startswith(QUIZ)]) == 101


def test_hundreds_of_errors_in_a_file_are_cut_off_and_said_so(bread: Bread) -> None:
    unknown = "[[x]]\n" * 300
    bread.write("modules/dough/02-starter.md", f"---\ntitle: x\nspeaks_for: 2026-01-05\n---\n{unknown}")
    told = [problem for problem in bread.problems() if "02-starter" in problem]
    assert (
        told[-1]
        == "modules/dough/02-starter.md:105: there are more errors from here on; mend the others first"
    )
    assert len(told) == 101


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b"id: dough\ntitle: Cr\xe8me\n",
            "2: this file is not UTF-8 text from here on; save it as UTF-8 in your editor",
        ),
        (
            "id: dough\n".encode("utf-16"),
            "1: this file is not UTF-8 text from here on; save it as UTF-8 in your editor",
        ),
        (
            b"id: dough\ntitle: x\0y\n",
            "2: this file holds an invisible control character (U+0000); delete it",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "1: this file is not UTF-8 text from here on; save it as UTF-8 in your editor",
        ),
        (b"", "1: this file is empty; fill it in"),
    ],
)
def test_a_file_that_is_no_text_is_refused(bread: Bread, content: bytes, told: str) -> None:
    bread.write(QUIZ, content)
    assert f"{QUIZ}:{told}" in bread.problems()


@pytest.mark.parametrize("file", ["quizzes/dough.yaml", "modules/dough/01-flour.md", "modules/course.yaml"])
def test_a_byte_order_mark_and_windows_line_ends_are_accepted(bread: Bread, file: str) -> None:
    plain = bread.course()
    bread.write(file, b"\xef\xbb\xbf" + bread.read(file).replace("\n", "\r\n").encode())
    windows = bread.course()
    assert windows.modules == plain.modules
    assert windows.quiz("dough").edition() == plain.quiz("dough").edition()
    assert windows.file == plain.file


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_line_marks_that_no_editor_shows_count_as_no_lines(bread: Bread, mark: str) -> None:
    bread.edit("modules/course.yaml", "title: Bread", f"title: Good{mark}bread")
    bread.edit("modules/course.yaml", "tagline:", "taglin:")
    assert 'modules/course.yaml:2: unknown key "taglin"; did you mean "tagline"?' in bread.problems()


def test_lines_are_right_in_a_section_with_windows_line_ends(bread: Bread) -> None:
    file = "modules/dough/01-flour.md"
    bread.edit(file, "[[noodle]]", "[[nodle]]")
    plain = bread.problems()
    bread.write(file, bread.read(file).replace("\n", "\r\n"))
    assert bread.problems() == plain != []


def test_decomposed_letters_are_composed(bread: Bread) -> None:
    bread.edit("modules/glossary.yaml", "miàntiáo", "mia\u0300ntia\u0301o")
    assert bread.course().terms["noodle"].pinyin == "miàntiáo"


def test_a_missing_file_is_told(bread: Bread) -> None:
    (bread.root / "modules/glossary.yaml").unlink()
    assert bread.problems() == ["modules/glossary.yaml:1: this file is missing; create it"]


def test_a_folder_in_the_place_of_a_file_is_told(bread: Bread) -> None:
    (bread.root / "modules/glossary.yaml").unlink()
    (bread.root / "modules/glossary.yaml").mkdir()
    assert "modules/glossary.yaml:1: this file is no plain file; replace it by one" in bread.problems()


def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="no plain file"):
        read_text(tmp_path / "pipe")


def test_a_document_without_lines_still_has_a_first_one() -> None:
    assert Document("x.yaml", None, {}).line(("a", 1)) == 1
