"""Adding to an author's file: the addition is there, and everything else is as it was."""

import pytest

from course.additions import NotAdded, add_entry, add_key
from course.documents import Unreadable


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("modules: [a, b]\n", "modules: [a, b, new]\n"),
        ("modules: []\n", "modules: [new]\n"),
        ("modules: [ ]", "modules: [new ]"),
        ("modules: [a, b,]\n", "modules: [a, b, new,]\n"),
        ("modules: [\n  a, # first\n  b\n]\ntitle: x\n", "modules: [\n  a, # first\n  b, new\n]\ntitle: x\n"),
        ("modules:\n  - a\n  - b\ntitle: x\n", "modules:\n  - a\n  - b\n  - new\ntitle: x\n"),
        ("modules:\n- a\n# the end\ntitle: x\n", "modules:\n- a\n- new\n# the end\ntitle: x\n"),
        ("modules:\n  - a # mine\n\n  # later\n", "modules:\n  - a # mine\n  - new\n\n  # later\n"),
        ("title: x\nmodules:\n  - a", "title: x\nmodules:\n  - a\n  - new"),
        ("title: 出口 🍵\r\nmodules:\r\n  - a\r\n", "title: 出口 🍵\r\nmodules:\r\n  - a\r\n  - new\r\n"),
        ("\ufefftitle: é\nmodules: [a]\n", "\ufefftitle: é\nmodules: [a, new]\n"),
        ("modules: [\"a\", 'b']\n", "modules: [\"a\", 'b', new]\n"),
    ],
)
def test_an_entry_is_added_at_the_end_of_a_list_and_nothing_else_changes(before: str, after: str) -> None:
    assert add_entry(before, "modules", "new") == after


@pytest.mark.parametrize(
    "text",
    [
        "title: x\n",
        "modules: a\n",
        "modules:\n",
        "modules: {a: b}\n",
        "[a, b]\n",
        "other: &x [a]\nmodules: *x\n",
    ],
)
def test_a_list_that_is_none_or_cannot_be_added_to_is_left_to_its_author(text: str) -> None:
    with pytest.raises(NotAdded):
        add_entry(text, "modules", "new")


def test_an_id_that_yaml_would_not_read_as_one_is_left_to_its_author() -> None:
    with pytest.raises(NotAdded):
        add_entry("modules: [a]\n", "modules", "null")


def test_a_file_that_is_no_yaml_is_told_as_such() -> None:
    with pytest.raises(Unreadable):
        add_entry("modules: [a\n", "modules", "new")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: x\n", "title: x\nquiz: new\n"),
        ("title: x", "title: x\nquiz: new\n"),
        ("title: x\r\n# the end\r\n", "title: x\r\n# the end\r\nquiz: new\r\n"),
        ("reading:\n  - a\n", "reading:\n  - a\nquiz: new\n"),
    ],
)
def test_a_key_is_added_at_the_end_of_a_file(before: str, after: str) -> None:
    assert add_key(before, "quiz", "new") == after


@pytest.mark.parametrize(
    "text", ["quiz: old\n", "{title: x}\n", "text: |\n  a\n...\n", "[a]\n", "text: >\n  a\n b"]
)
def test_a_key_that_is_there_or_would_change_the_file_is_left_to_its_author(text: str) -> None:
    with pytest.raises((NotAdded, Unreadable)):
        add_key(text, "quiz", "new")
