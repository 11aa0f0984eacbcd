"""`china-literacy remind`: a look first, then letters or a file, each person once."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from china_literacy import main
from progress.database import Database
from tests.mail_server import MailBox, mail_server
from tests.progress.bakery import BREAD, Bakery
from tests.progress.deadlines import assign
from tests.progress.finals import cohort_of

NOW = datetime.now(UTC)  # the command looks at the clock


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    """Ada of Spring is late, Ben of Autumn has five days left."""
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, copytree(BREAD, tmp_path / "course"), NOW)
    for name, cohort, days in (("Ada", "Spring", -3), ("Ben", "Autumn", 5)):
        made = cohort_of(bakery, bakery.learner(name), name=cohort)
        assign(bakery, made, "dough", (NOW + timedelta(days=days)).date())
    yield bakery
    db.close()


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailBox]:
    """A mail server that the settings name."""
    with mail_server() as box:
        monkeypatch.setenv("LITERACY_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("LITERACY_SMTP_PORT", str(box.port))
        monkeypatch.setenv("LITERACY_SMTP_FROM", "training@example.ac.uk")
        monkeypatch.setenv("LITERACY_SMTP_TLS", "off")
        monkeypatch.setenv("LITERACY_BASE_URL", "https://training.example.ac.uk")
        yield box


def remind(bakery: Bakery, *words: str) -> Result:
    places = ["--db", str(bakery.db.path), "--course", str(bakery.folder)]
    return CliRunner().invoke(main, ["remind", *words, *places])


def told(bakery: Bakery) -> int:
    return len(bakery.db.rows("SELECT * FROM reminders_sent"))


@pytest.mark.parametrize("words", [(), ("--preview",)])
def test_without_a_way_it_only_says_who_would_be_told_what(bakery: Bakery, words: tuple[str, ...]) -> None:
    said = remind(bakery, *words).stdout
    lines = said.splitlines()
    assert lines[0].startswith("Ada <learner1@example.ac.uk>: Dough was due on ")
    assert lines[1].startswith("Ben <learner2@example.ac.uk>: Dough is due by ")
    assert lines[2] == "2 letters would be sent; nothing was. The first one:"
    assert "Dear Ada," in said
    assert told(bakery) == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--overdue"], ["Ada"]),
        (["--due-in", "7"], ["Ben"]),
        (["--due-in", "4"], []),
        (["--due-in", "5", "--overdue"], ["Ada", "Ben"]),
        (["--cohort", "Autumn"], ["Ben"]),
    ],
)
def test_it_tells_what_it_is_asked_to_and_nothing_else(
    bakery: Bakery, words: list[str], names: list[str]
) -> None:
    lines = remind(bakery, *words).stdout.splitlines()
    assert [line.split()[0] for line in lines if "@example.ac.uk>:" in line] == names
    assert names or lines == ["Nobody is to be told anything."]


def test_letters_are_sent_once(bakery: Bakery, box: MailBox) -> None:
    assert remind(bakery, "--send").stdout == "2 letters sent.\n"
    assert box.to == ["learner1@example.ac.uk", "learner2@example.ac.uk"]
    assert "https://training.example.ac.uk/module?m=dough" in box.letters[0].get_content()
    assert remind(bakery, "--send").stdout == "0 letters sent.\n"
    assert len(box.letters) == 2


def test_what_was_not_taken_is_told_and_the_command_fails(bakery: Bakery, box: MailBox) -> None:
    box.refuses = {"learner1@example.ac.uk"}
    done = remind(bakery, "--send")
    assert done.exit_code == 1
    assert done.stdout == "1 letter sent.\n"
    assert "learner1@example.ac.uk was not told: 550 5.1.1 No such mailbox" in done.stderr
    assert told(bakery) == 1


def test_a_file_for_mail_merge_is_written_and_noted_only_when_that_is_said(
    bakery: Bakery, tmp_path: Path
) -> None:
    file = tmp_path / "letters.csv"
    assert remind(bakery, "--csv", str(file)).stdout == f"2 letters written to {file}.\n"
    first, _ = csv.DictReader(StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    assert (first["Email"], first["Name"]) == ("learner1@example.ac.uk", "Ada")
    assert first["Text"].startswith("Dear Ada,")
    assert file.stat().st_mode & 0o777 == 0o600
    assert told(bakery) == 0
    assert "2 noted as sent" in remind(bakery, "--csv", str(file), "--mark-sent").stdout
    assert told(bakery) == 2
    assert remind(bakery).stdout == "Nobody is to be told anything.\n"


def test_what_is_missing_is_said_before_anything_is_sent(
    bakery: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Set LITERACY_SMTP_HOST and LITERACY_SMTP_FROM first" in remind(bakery, "--send").stderr
    monkeypatch.setenv("LITERACY_SMTP_HOST", "mail.example.ac.uk")
    monkeypatch.setenv("LITERACY_SMTP_FROM", "training@example.ac.uk")
    assert "Set LITERACY_BASE_URL first" in remind(bakery, "--send").stderr
    assert "set valid_months in course.yaml" in remind(bakery, "--expiring", "30").stderr
    for words in (["--send", "--preview"], ["--mark-sent"], ["--send", "--csv", "x"]):
        done = remind(bakery, *words)
        assert done.exit_code == 2
        assert "Choose one of" in done.stderr
    assert told(bakery) == 0
