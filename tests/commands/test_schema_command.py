"""`china-literacy schema`: writes what is not current, and says what is not."""

from pathlib import Path

from click.testing import CliRunner, Result

from china_literacy import main
from course.schema import FILES
from tests.bread import Bread


def schema(course: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["schema", *words, "--course", str(course)])


def test_the_schemas_are_written_into_the_course(bread: Bread) -> None:
    result = schema(bread.root)
    assert result.exit_code == 0
    assert [line.removeprefix(f"Wrote {bread.root}/") for line in result.stdout.splitlines()] == [*FILES]
    assert bread.problems() == []


def test_schemas_that_are_current_are_left_alone(bread: Bread) -> None:
    schema(bread.root)
    assert schema(bread.root).stdout == "Every schema is current.\n"
    assert schema(bread.root, "--check").exit_code == 0


def test_a_check_names_what_is_not_current_and_writes_nothing(bread: Bread) -> None:
    schema(bread.root)
    bread.write("quizzes/quiz.schema.json", "{}\n")
    result = schema(bread.root, "--check")
    assert result.exit_code == 1
    assert "Not current: quizzes/quiz.schema.json." in result.stderr
    assert bread.read("quizzes/quiz.schema.json") == "{}\n"


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path) -> None:
    result = schema(tmp_path)
    assert result.exit_code == 1
    assert f"There is no folder {tmp_path / 'quizzes'}" in result.stderr
