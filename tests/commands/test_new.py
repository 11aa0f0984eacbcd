"""`china-literacy new`: what it writes is sound at once, and what is there already stays."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from china_literacy import main
from commands.schema import documentation
from commands.writing import write_all
from course.schema import schemas
from tests.bread import Bread


def new(course: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["new", *words, "--course", str(course)])


def written(course: Path) -> dict[str, bytes]:
    """Every file of a course with what it holds."""
    files = (path for path in course.rglob("*") if path.is_file())
    return {path.relative_to(course).as_posix(): path.read_bytes() for path in files}


def refused(result: Result) -> str:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    return result.stderr


def test_a_new_module_is_sound_and_listed(bread: Bread) -> None:
    result = new(bread.root, "module", "green-tea", "--title", 'Tea: "green", 绿茶')
    assert result.exit_code == 0, result.output
    assert "modules/green-tea/01-start.md" in result.stdout
    assert bread.problems() == []
    course = bread.course()
    assert [module.id for module in course.modules] == ["dough", "oven", "green-tea"]
    assert course.module("green-tea").title == 'Tea: "green", 绿茶'
    assert course.section("green-tea/start").outcomes == ("GT1", "GT2")


def test_the_list_of_modules_keeps_its_remarks(bread: Bread) -> None:
    listed = "modules: # in their order\n  - dough # first\n  - oven\n"
    bread.edit("modules/course.yaml", "modules: [dough, oven]\n", listed)
    before = bread.read("modules/course.yaml")
    new(bread.root, "module", "green-tea")
    assert bread.read("modules/course.yaml") == before.replace("- oven\n", "- oven\n  - green-tea\n")


def test_a_module_that_is_listed_and_not_written_yet_is_written(bread: Bread) -> None:
    bread.edit("modules/course.yaml", "[dough, oven]", "[green-tea, dough, oven]")
    before = bread.read("modules/course.yaml")
    assert new(bread.root, "module", "green-tea").exit_code == 0
    assert bread.read("modules/course.yaml") == before
    assert bread.problems() == []


def test_a_new_quiz_of_a_module_is_sound_and_named_by_it(bread: Bread) -> None:
    assert new(bread.root, "quiz", "heat", "--module", "oven").exit_code == 0
    loaded = bread.load()
    assert loaded.course, loaded.problems
    assert loaded.course.quiz("heat").module == "oven"
    assert loaded.course.module("oven").quiz == "heat"


def test_a_new_quiz_of_no_module_is_a_final_one(bread: Bread) -> None:
    assert new(bread.root, "quiz", "at-the-end").exit_code == 0
    quiz = bread.course().quiz("at-the-end")
    assert (quiz.role, quiz.module, quiz.title) == ("final", None, "At the end")


def test_a_new_quiz_asks_about_the_outcomes_of_its_module(bread: Bread) -> None:
    new(bread.root, "module", "green-tea")
    assert new(bread.root, "quiz", "tea", "--module", "green-tea").exit_code == 0
    assert [question.outcome for question in bread.course().quiz("tea").questions] == ["GT1", "GT2"]


@pytest.mark.parametrize("words", [("spill",), ("spill", "--module", "dough")])
def test_a_new_scenario_is_sound(bread: Bread, words: tuple[str, ...]) -> None:
    assert new(bread.root, "scenario", *words).exit_code == 0
    assert bread.problems() == []
    assert "spill" in bread.course().scenarios


@pytest.mark.parametrize(
    ("kind", "schema"), [("quiz", "quizzes/quiz"), ("scenario", "quizzes/scenarios/scenario")]
)
def test_the_schema_that_a_new_file_names_is_there(bread: Bread, kind: str, schema: str) -> None:
    assert new(bread.root, kind, "spill").exit_code == 0
    file = f"{schema}.schema.json"
    assert bread.read(file) == schemas(documentation())[file]


def test_what_is_sound_to_the_loader_leaves_only_hints_to_what_is_still_to_be_written(bread: Bread) -> None:
    new(bread.root, "quiz", "heat", "--module", "oven")
    told = [problem for problem in bread.problems() if "quizzes/heat.yaml" in problem]
    assert all("names no source" in problem for problem in told), told


def test_outcomes_of_a_new_module_do_not_bear_names_that_are_taken(bread: Bread) -> None:
    assert new(bread.root, "module", "dust").exit_code == 0
    assert [outcome.id for outcome in bread.course().module("dust").outcomes] == ["DU1", "DU2"]


@pytest.mark.parametrize("id_", ["2020", "A", "a--b", "x9", "-".join("abcdefgh")])
def test_any_id_gives_a_sound_module(bread: Bread, id_: str) -> None:
    assert new(bread.root, "module", id_).exit_code == 0
    assert bread.problems() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("module", "dough"), "modules/dough is there already; choose another id"),
        (("quiz", "dough"), "quizzes/dough.yaml is there already; choose another id"),
        (("quiz", "misconceptions"), "is there already"),
        (("scenario", "late-loaf"), "late-loaf.yaml is there already"),
        (("quiz", "second", "--module", "dough"), 'The module "dough" has the quiz "dough" already'),
        (("quiz", "heat", "--module", "owen"), 'There is no module "owen" in'),
        (("scenario", "heat", "--module", "../modules/oven"), "There is no module"),
        (("module", "green tea"), '"green tea" is no id; use letters, digits and hyphens'),
        (("module", "../tea"), '"../tea" is no id'),
        (("module", "tea", "--title", " "), "The title must be one line of text"),
        (("module", "tea", "--title", "a\nb"), "The title must be one line of text"),
        (("module", "null"), "add null to its modules, then try again"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    bread: Bread, words: tuple[str, ...], told: str
) -> None:
    before = written(bread.root)
    assert told in refused(new(bread.root, *words))
    assert written(bread.root) == before


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path) -> None:
    assert f"There is no folder {tmp_path / 'modules'}" in refused(new(tmp_path, "module", "tea"))
    assert written(tmp_path) == {}


def test_a_course_file_that_cannot_be_read_is_told_as_the_checker_tells_it(bread: Bread) -> None:
    bread.write("modules/course.yaml", "title: [\n")
    before = written(bread.root)
    assert "course.yaml:1: this file is not valid YAML" in refused(new(bread.root, "module", "tea"))
    assert written(bread.root) == before


def test_a_quiz_in_a_course_without_outcomes_waits_for_a_module(bread: Bread) -> None:
    for file in ("dough", "oven"):
        bread.write(f"modules/{file}/module.yaml", "title: x\n")
    assert "write one: china-literacy new module" in refused(new(bread.root, "quiz", "tea"))


def test_nothing_half_written_stays_behind(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    taken = tmp_path / "b" / "taken"
    taken.parent.mkdir()
    taken.write_text("there before")
    with pytest.raises(FileExistsError):
        write_all({tmp_path / "a" / "deep" / "x": "x", taken: "y"}, {tmp_path / "old": "new"})
    assert written(tmp_path) == {"old": b"old", "b/taken": b"there before"}
    assert not (tmp_path / "a").exists()


def test_when_the_last_change_fails_the_new_files_go_too(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_all({tmp_path / "a" / "x": "x"}, {tmp_path / "folder": "new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder"]


def test_a_changed_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to("real")
    write_all({}, {tmp_path / "link": "new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o640
