"""The files of a course: links, names and folders that lead somewhere else."""

import os
from pathlib import Path

import pytest

from course.loader import load
from tests.bread import Bread

CIRCLE = "this link leads nowhere or in a circle; replace it by a copy"
OUTSIDE = "this link leads out of the course folder or back into itself; replace it by a copy"


def test_a_link_to_itself_is_told_and_not_followed(bread: Bread) -> None:
    (bread.root / "modules/dough/03-loop.md").symlink_to("03-loop.md")
    assert bread.problems() == [f"modules/dough/03-loop.md:1: {CIRCLE}"]


def test_a_link_that_leads_nowhere_is_told(bread: Bread) -> None:
    (bread.root / "quizzes/gone.yaml").symlink_to("nowhere.yaml")
    assert bread.problems() == [f"quizzes/gone.yaml:1: {CIRCLE}"]


@pytest.mark.parametrize("target", ["..", ".", "../.."])
def test_a_link_back_into_the_folders_above_is_told_and_not_followed(bread: Bread, target: str) -> None:
    (bread.root / "modules/again").symlink_to(target)
    assert bread.problems() == [f"modules/again:1: {OUTSIDE}"]


def test_a_link_out_of_the_course_is_told_and_not_read(bread: Bread, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\nspeaks_for: 2026-01-05\n---\nSecret.\n")
    (bread.root / "modules/dough/03-secret.md").symlink_to(tmp_path / "secret.md")
    assert bread.problems() == [f"modules/dough/03-secret.md:1: {OUTSIDE}"]
    assert bread.load().counts["sections"] == 3


@pytest.mark.parametrize(
    "file", ["modules/course.yaml", "modules/dough/module.yaml", "quizzes/misconceptions.yaml"]
)
def test_a_file_that_every_course_has_is_no_link_out_either(bread: Bread, tmp_path: Path, file: str) -> None:
    (bread.root / file).rename(tmp_path / "outside.yaml")
    (bread.root / file).symlink_to(tmp_path / "outside.yaml")
    assert f"{file}:1: {OUTSIDE}" in bread.problems()


@pytest.mark.parametrize("folder", ["modules", "quizzes"])
def test_the_two_folders_are_no_links_out_either(bread: Bread, tmp_path: Path, folder: str) -> None:
    (bread.root / folder).rename(tmp_path / "outside")
    (bread.root / folder).symlink_to(tmp_path / "outside")
    assert f"{folder}:1: {OUTSIDE}" in bread.problems()


def test_a_link_to_another_file_of_the_course_is_followed(bread: Bread) -> None:
    (bread.root / "modules/dough/loaf.svg").symlink_to("../oven/loaf.svg")
    bread.edit("modules/dough/01-flour.md", "Flour drinks", "![A loaf](loaf.svg) Flour drinks")
    assert bread.problems() == []


def test_the_course_folder_itself_may_be_reached_by_a_link(bread: Bread, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(bread.root)
    assert load(tmp_path / "link").problems == ()


def test_a_course_is_found_from_a_relative_path(bread: Bread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bread.root.parent)
    assert load(Path("bread")).problems == ()


def test_a_file_name_that_is_no_utf_8_is_told_in_text_that_can_be_printed(bread: Bread) -> None:
    with (Path(os.fsdecode(os.fsencode(bread.root / "quizzes") + b"/\xff.yaml"))).open("w") as file:
        file.write("id: x\n")
    assert all(problem.encode() for problem in bread.problems())
    assert any(problem.startswith("quizzes/\ufffd.yaml:1: ") for problem in bread.problems())


def test_hidden_files_are_left_alone(bread: Bread) -> None:
    bread.write("quizzes/.dough.yaml.swp", b"\0\xff")
    bread.write("modules/.git/config", "x")
    assert bread.problems() == []


def test_a_folder_that_is_no_course_is_told() -> None:
    loaded = load(Path("no-such-folder"))
    assert loaded.course is None
    assert [str(problem) for problem in loaded.problems] == [
        ".:1: there is no folder no-such-folder; name one that holds modules/ and quizzes/"
    ]


def test_an_empty_folder_lacks_every_file_that_a_course_has(tmp_path: Path) -> None:
    assert [str(problem) for problem in load(tmp_path).problems] == [
        f"{file}:1: this file is missing; create it"
        for file in (
            "modules/course.yaml",
            "modules/glossary.yaml",
            "modules/resources.yaml",
            "modules/sources.yaml",
            "quizzes/misconceptions.yaml",
        )
    ]


def test_a_file_that_ends_in_yml_is_not_passed_over_in_silence(bread: Bread) -> None:
    (bread.root / "quizzes/dough.yaml").rename(bread.root / "quizzes/dough.yml")
    assert (
        "quizzes/dough.yml:1: this file is not read; rename it so that it ends in .yaml" in bread.problems()
    )
