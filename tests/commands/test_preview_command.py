"""`china-literacy preview`: which page shows a file, and what has none."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from china_literacy import main
from commands.preview import course_of, page_of
from tests.bread import Bread


@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("quizzes/dough.yaml", "/quiz?q=dough"),
        ("quizzes/scenarios/late-loaf.yaml", "/scenario?s=late-loaf"),
        ("modules/dough", "/module?m=dough"),
        ("modules/dough/module.yaml", "/module?m=dough"),
        ("modules/dough/02-starter.md", "/module?m=dough&s=starter"),
    ],
)
def test_a_file_is_shown_by_its_page(bread: Bread, file: str, page: str) -> None:
    assert course_of(bread.root / file) == bread.root
    assert page_of(bread.root / file, bread.root) == page


@pytest.mark.parametrize(
    "file",
    [
        "quizzes/misconceptions.yaml",
        "modules/course.yaml",
        "modules/oven/loaf.svg",
        "quizzes/scenarios",
        "modules",
    ],
)
def test_a_file_without_a_page_is_refused_in_a_sentence(bread: Bread, file: str) -> None:
    with pytest.raises(click.ClickException, match="is no page of its own; name a quiz"):
        page_of(bread.root / file, bread.root)


def test_a_file_outside_a_course_is_refused_in_a_sentence(tmp_path: Path) -> None:
    lone = tmp_path / "lone.yaml"
    lone.write_text("id: lone\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["preview", str(lone)])
    assert result.exit_code == 1
    assert "lies in no course" in result.stderr


def test_a_broken_course_is_told_line_by_line_and_not_served(bread: Bread) -> None:
    bread.edit("quizzes/dough.yaml", "role: module", "roll: module")
    result = CliRunner().invoke(main, ["preview", str(bread.root / "quizzes/dough.yaml"), "--port", "0"])
    assert result.exit_code == 1
    assert result.stdout == ""
