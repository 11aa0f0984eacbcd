"""`china-literacy regrade`: a look first, a reason always, and figures that a script can read."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from china_literacy import main
from progress.database import Database
from tests.progress.bakery import BREAD, Bakery

FILE = "quizzes/dough.yaml"


@pytest.fixture
def mended(tmp_path: Path) -> Iterator[Bakery]:
    """Ada and Ben answered; since then the key of one question was mended, and Ada was right after all."""
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, copytree(BREAD, tmp_path / "course"))
    bakery.ask_everything()
    for name, right in (("Ada", 0), ("Ben", 5)):
        bakery.learner(name).take(right)
    bakery.edit(FILE, "text: The cup, misconception: cups-are-exact,", "text: The cup, correct: true,")
    bakery.edit(FILE, "text: The scale, correct: true,", "text: The scale,")
    yield bakery
    db.close()


def regrade(bakery: Bakery, *words: str) -> Result:
    places = ["--db", str(bakery.db.path), "--course", str(bakery.folder)]
    return CliRunner().invoke(main, ["regrade", *words, *places])


def refused(result: Result) -> str:
    assert result.exit_code == 1
    assert result.stdout == ""
    return result.stderr


def scores(bakery: Bakery) -> list[float]:
    return [row["score"] for row in bakery.db.rows("SELECT score FROM attempts ORDER BY started_at, score")]


def test_a_dry_run_says_who_gains_and_loses_and_changes_nothing(mended: Bakery) -> None:
    said = json.loads(regrade(mended, "dough", "--dry-run", "--json").stdout)
    assert (said["dry_run"], said["attempts"], said["better"], said["worse"]) == (True, 2, 1, 1)
    assert [one["question"] for one in said["questions"]] == ["weigh-first"]
    assert scores(mended) == [0, 100]
    assert "Nothing was changed: this was a dry run." in regrade(mended, "dough", "--dry-run").stdout


def test_a_regrade_needs_a_reason_and_is_in_the_audit_log(mended: Bakery) -> None:
    assert "Say why with --reason" in refused(regrade(mended, "dough"))
    done = regrade(mended, "dough", "--mode", "only-if-better", "--reason", "The cup was right.")
    assert "attempts with new grades: 2, a higher score: 1, a lower one: 0" in done.stdout
    assert scores(mended) == [20, 100]
    (entry,) = mended.db.rows("SELECT action, detail FROM audit_log WHERE action = 'quiz-regraded'")
    assert "The cup was right." in entry["detail"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["duogh", "--dry-run"], 'There is no quiz "duogh"; did you mean "dough"?'),
        (["dough", "--question", "weigh-frist", "--dry-run"], 'did you mean "weigh-first"?'),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(
    mended: Bakery, words: list[str], told: str
) -> None:
    assert told in refused(regrade(mended, *words))


def test_a_course_with_errors_regrades_nothing(mended: Bakery) -> None:
    mended.edit(FILE, "role: module", "roll: module")
    assert "The course has errors, so nothing was regraded" in refused(regrade(mended, "dough", "--dry-run"))


def test_nothing_to_do_is_said(mended: Bakery) -> None:
    regrade(mended, "dough", "--reason", "The cup was right.")
    assert "Nothing to regrade" in regrade(mended, "dough", "--reason", "Once more.").stdout
