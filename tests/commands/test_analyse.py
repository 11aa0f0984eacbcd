"""`china-literacy analyse`: the figures of a sheet of marks, as JSON and as a table, and nothing of a wrong sheet."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from china_literacy import main
from course.printable import columns
from settings import ROOT
from tests.course.test_item_analysis import PUBLISHED

PAGE = (ROOT / "docs" / "item-analysis.md").read_text(encoding="utf-8")
HEADER = "learner,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10"


def analyse(file: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["analyse", str(file), *words])


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The published test of nine learners and ten questions."""
    rows = (f"learner-{n},{','.join(map(str, row))}" for n, row in enumerate(PUBLISHED, 1))
    return written(tmp_path, "\n".join([HEADER, *rows]) + "\n")


def written(folder: Path, content: str) -> Path:
    file = folder / "marks.csv"
    file.write_text(content, encoding="utf-8")
    return file


def report(file: Path, *words: str) -> dict[str, dict[str, object]]:
    """The JSON, with the items by id."""
    result = analyse(file, "--format", "json", *words)
    assert result.exit_code == 0, result.stderr
    parsed = json.loads(result.stdout)
    assert set(parsed) == {"items", "test"}
    return {**{item["id"]: item for item in parsed["items"]}, "test": parsed["test"]}


def refused(result: Result) -> list[str]:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    first, *told = result.stderr.splitlines()
    assert first == "Error: Nothing was analysed."
    return told


def test_json_has_every_figure_of_the_published_test(sheet: Path) -> None:
    found = report(sheet)
    first = {
        "id": "q1",
        "max_mark": 1,
        "n": 9,
        "facility": 88.888889,
        "standard_deviation": 33.333333,
        "effective_weight": 8.950219,
        "discrimination_index": 45.704527,
        "discriminative_efficiency": 100,
    }
    assert {name: found["q1"][name] for name in first} == pytest.approx(first, abs=1e-6)
    whole = {
        "n": 9,
        "questions": 10,
        "max_marks": 10,
        "mean": 5.666667,
        "median": 7,
        "standard_deviation": 2.449490,
        "skewness": -0.225995,
        "kurtosis": -1.525794,
        "cic": 76.646091,
        "error_ratio": 48.325882,
        "standard_error": 1.183738,
    }
    assert {name: found["test"][name] for name in whole} == pytest.approx(whole, abs=1e-6)


def test_json_says_how_far_figures_may_be_trusted_and_what_looks_broken(tmp_path: Path) -> None:
    rows = ["1,0,0,1", "1,0,0,1", "0,1,1,1", "0,1,1,1", "0,1,1,1"]
    lines = [f"learner-{n},{row}" for n, row in enumerate(rows * 6)]
    found = report(written(tmp_path, "\n".join(["learner,a,b,c,d", *lines])))
    assert (found["a"]["standing"], found["test"]["standing"]) == ("stable", "stable")
    broken = {id_: [one["reason"] for one in found[id_]["looks_broken"]] for id_ in "abcd"}  # type: ignore[attr-defined]
    assert broken == {"a": ["negative-discrimination"], "b": [], "c": [], "d": ["everybody-right"]}


def test_json_has_null_where_a_figure_is_not_defined(tmp_path: Path) -> None:
    found = report(written(tmp_path, "learner,a,b\nanna,1,0\nbo,1,1\n"))
    assert found["a"]["discrimination_index"] is None
    assert found["a"]["discriminative_efficiency"] is None
    assert found["a"]["standard_deviation"] == 0
    assert [
        found["test"][name] for name in ("skewness", "kurtosis", "cic", "error_ratio", "standard_error")
    ] == [None] * 5


def test_a_sheet_without_learners_has_questions_without_figures(tmp_path: Path) -> None:
    found = report(written(tmp_path, "learner,a\n"))
    assert (found["a"]["n"], found["a"]["facility"], found["a"]["interval"]) == (0, None, None)
    assert (found["test"]["n"], found["test"]["mean"]) == (0, None)


def test_questions_may_be_worth_more_or_less_than_one_mark(tmp_path: Path) -> None:
    file = written(tmp_path, "learner,a,b\nanna,8,0.5\nbo,2,0\n")
    found = report(file, "--max-marks", "a=8, b=0.5")
    assert (found["a"]["max_mark"], found["a"]["facility"]) == (8, 62.5)
    assert (found["b"]["max_mark"], found["b"]["facility"]) == (0.5, 50)
    assert found["test"]["max_marks"] == 8.5


def test_an_empty_cell_was_not_asked_and_0_was_left_out_or_wrong(tmp_path: Path) -> None:
    found = report(written(tmp_path, "learner,a,b\nanna,1,1\nbo,,1\ncy,0,1\n"))
    assert (found["a"]["n"], found["a"]["facility"]) == (2, 50)
    assert (found["test"]["unit"], found["test"]["same_questions"]) == ("per cent", False)


def test_the_table_has_every_question_and_every_figure_with_the_sign_of_what_is_unstable(sheet: Path) -> None:
    result = analyse(sheet)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert (
        lines[0] == "9 learners, 10 questions, 10 marks. Figures of questions in per cent, totals in marks."
    )
    assert [line for line in lines if line.startswith("q4 ")] == [
        "q4            9     66.7   35.4 to 87.9    50.0    13.2~           72.8~       85.7~"
    ]
    assert re.search(r"^internal consistency \(CIC\), % +76.6~$", result.stdout, re.MULTILINE)
    assert re.search(r"^median +7.00$", result.stdout, re.MULTILINE)
    assert "\nWhat counts: each line once. An empty cell was not asked and counts nowhere;" in result.stdout
    assert lines[-1] == "~ rests on fewer than 30 learners, and may change much with the next few."


def test_the_figures_of_thirty_learners_have_no_sign(tmp_path: Path) -> None:
    lines = [f"learner-{n},{n % 2},{n % 3 % 2}" for n in range(30)]
    assert "~" not in analyse(written(tmp_path, "\n".join(["learner,a,b", *lines]))).stdout


def test_the_figures_of_fewer_than_five_learners_are_not_shown_in_a_table(tmp_path: Path) -> None:
    result = analyse(written(tmp_path, "learner,a,b\nanna,1,1\nbo,0,1\ncy,1,0\ndi,0,0\n"))
    assert result.exit_code == 0
    assert not re.search(r"\d\.\d", result.stdout)
    assert "Figures of fewer than 5 learners are not shown." in result.stdout


def test_the_table_says_who_counted_nowhere_and_that_questions_differed(tmp_path: Path) -> None:
    marks = "anna,1,1\nbo,,1\ncy,1,0\ndi,0,0\ned,1,0\nfi,,\n"
    told = analyse(written(tmp_path, f"learner,a,b\n{marks}")).stdout
    assert told.startswith("5 learners, 2 questions, of unequal marks. All figures in per cent;")
    assert "1 line with nothing that could earn a mark counted nowhere." in told
    assert "Not all learners were asked the same questions" in told


def test_the_table_names_what_looks_broken(tmp_path: Path) -> None:
    marks = "".join(f"learner-{n},1,{n % 2},{n % 2}\n" for n in range(6))
    told = analyse(written(tmp_path, f"learner,a,b,c\n{marks}")).stdout
    assert "\nLook at:\n  a: all 6 learners have it right" in told


def test_a_table_stays_aligned_and_harmless_whatever_questions_are_called(tmp_path: Path) -> None:
    header = 'learner,出口管制,"two\nlines",\x1b[2J\x1b]0;owned\x07,\u202egnp,=1+1,' + "long" * 40
    marks = "".join(f"learner-{n},1,{n % 2},0,1,{n % 2},1\n" for n in range(6))
    told = analyse(written(tmp_path, f"{header}\n{marks}")).stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told)
    table = told.split("\n\n")[1].splitlines()
    assert len(table) == 7
    points = {columns(line[: re.search(r"\d\.\d ", line).start()]) for line in table[1:]}  # type: ignore[union-attr]
    assert len(points) == 1
    assert "=1+1" in told


def test_a_wrong_sheet_is_told_all_at_once_and_nothing_of_it_is_printed(tmp_path: Path) -> None:
    file = written(tmp_path, "learner,q1,q1\nanna,x,2\nanna,1\n")
    told = refused(analyse(file, "--format", "json", "--max-marks", "qq1=2"))
    assert told[0] == '--max-marks: there is no question "qq1"; did you mean "q1"?'
    assert [line.partition(": ")[0] for line in told[1:]] == [
        f"{file}:{place}" for place in ("1:3", "2:2", "2:3", "3:1", "3:3")
    ]


def test_of_very_many_problems_the_first_hundred_are_told(tmp_path: Path) -> None:
    told = refused(analyse(written(tmp_path, "learner,a\n" + "".join(f"{n},x\n" for n in range(250)))))
    assert len(told) == 101
    assert told[-1] == "… and 150 more problems; mend these first"


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    result = analyse(tmp_path / name)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert re.fullmatch(rf"Error: {re.escape(str(tmp_path / name))}: [A-Z][a-z ]+\.\n", result.stderr)


@pytest.mark.parametrize("words", [("--format", "xml"), ("--max-mark",), ("more.csv",)])
def test_mistyped_words_exit_with_2(sheet: Path, words: tuple[str, ...]) -> None:
    assert analyse(sheet, *words).exit_code == 2


def test_every_figure_is_explained_to_trainers(sheet: Path) -> None:
    found = report(sheet)
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert {*found["q1"], *found["test"]} - told == set()


def test_the_example_of_the_page_is_what_the_command_prints(tmp_path: Path) -> None:
    example, printed = re.findall(r"```(?:csv|text)\n(.*?)```", PAGE, re.DOTALL)[:2]
    assert analyse(written(tmp_path, example)).stdout == printed
