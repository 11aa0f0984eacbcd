"""What learners write about themselves, in every file and letter that leaves: text, and nothing else.

One learner bears a hostile name and types it into a quiz; a trainer gives them more time with it as the reason. Every
file that can be made of them is made in every form, and read as the program it is for would read it.
"""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO, StringIO
from pathlib import Path, PurePosixPath
from shutil import copytree
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from accounts import enrolment, people
from accounts.enrolment import Link
from china_literacy import main
from progress.database import Database
from tests.mail_server import mail_server
from tests.progress.bakery import BREAD, RIGHT, Bakery, Learner
from tests.progress.deadlines import assign
from tests.progress.finals import cohort_of

NOW = datetime.now(UTC)  # commands look at the clock
WORDS = [
    '=HYPERLINK("https://evil.example";"x")',
    "+1+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1)",
    "＝1+1",
    "../../etc/passwd",
    "..\\..\\x.csv",
    "x.csv\x2f..\x2f..\x2fy",
    '"><script>alert(1)</script>',
    "=?utf-8?q?Bcc=3A_all=40example.ac.uk?=",
    "Bcc: all@example.ac.uk",
    "{0.__class__} {name} %(x)s ${x}",
    ") /JS (app.alert(1)) /S /JavaScript (",
    'a","b";c\'d',
]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture(params=WORDS)
def words(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, copytree(BREAD, tmp_path / "course"), NOW)
    bakery.ask_everything()
    yield bakery
    db.close()


@pytest.fixture
def learner(bakery: Bakery, words: str) -> Learner:
    """Somebody of a hostile name, who has typed it, completed a module and is late with another."""
    learner = bakery.learner(words)
    learner.read("flour", "starter")
    attempt = learner.begin()
    for drawn in attempt.questions:
        right = RIGHT[drawn.question_id]
        learner.answer(attempt, drawn.question_id, words if drawn.question_id == "french-word" else right)
    learner.submit(attempt)
    cohort = cohort_of(bakery, learner)
    assign(bakery, cohort, "oven", (NOW - timedelta(days=3)).date())
    extend(bakery, cohort.id, learner, words)
    return learner


def extend(bakery: Bakery, cohort_id: str, learner: Learner, reason: str) -> None:
    with bakery.db.write() as transaction:
        transaction.run(
            "INSERT INTO extensions (cohort_id, person_id, kind, target_id, due_on, granted_by, granted_at, reason)"
            " VALUES (:cohort, :person, 'module', 'oven', :day, NULL, :at, :reason)",
            cohort=cohort_id,
            person=learner.id,
            day=date(2026, 1, 1).isoformat(),
            at=NOW.isoformat(),
            reason=reason,
        )


def run(bakery: Bakery, *command: str) -> str:
    done = CliRunner().invoke(main, [*command, "--db", str(bakery.db.path), "--course", str(bakery.folder)])
    assert done.exit_code == 0, done.output
    return done.stdout


def cells(file: bytes) -> list[str]:
    """The cells of a CSV file as a spreadsheet reads them; the rows must be as wide as the heads."""
    rows = list(csv.reader(StringIO(file.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    return [cell for row in rows for cell in row]


def check_csv(file: bytes, words: str) -> None:
    found = cells(file)
    assert any(words in cell for cell in found)
    assert [cell for cell in found if cell.startswith(STARTS_A_FORMULA) and not is_number(cell)] == []


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("what", ["completion", "roster"])
def test_an_export_holds_it_as_text(
    bakery: Bakery, learner: Learner, words: str, what: str, tmp_path: Path
) -> None:
    for form in ("csv", "xlsx", "json"):
        run(bakery, "export", what, "--format", form, "--out", str(tmp_path / f"x.{form}"))
    check_csv((tmp_path / "x.csv").read_bytes(), words)
    sheet = load_workbook(tmp_path / "x.xlsx").worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert words in [cell.value for cell in found]
    assert {cell.data_type for cell in found} <= {"s", "n", "d"}  # no "f", which is a formula
    assert [cell for cell in found if cell.hyperlink] == []
    with ZipFile(tmp_path / "x.xlsx") as inside:  # nor anything that a workbook can load or run
        assert not [name for name in inside.namelist() if "external" in name.lower() or "vba" in name.lower()]
    assert words in [row["name"] for row in json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))]


def test_everything_held_on_them_unpacks_where_it_is_unpacked(
    bakery: Bakery, learner: Learner, words: str, tmp_path: Path
) -> None:
    run(bakery, "people", "export", learner.person.email, "--out", str(tmp_path / "all.zip"))
    with ZipFile(BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        names = archive.namelist()
        for name in names:
            assert not PurePosixPath(name).is_absolute()
            assert ".." not in PurePosixPath(name).parts
            assert words not in name
        assert {name for name in names if not name.startswith("tables/")} == {
            "read-me.txt",
            "everything.json",
        }
        for table in ("people", "answers", "extensions"):
            check_csv(archive.read(f"tables/{table}.csv"), words)
        assert words in json.dumps(json.loads(archive.read("everything.json")), ensure_ascii=False).replace(
            '\\"', '"'
        ).replace("\\\\", "\\")


def test_a_statement_holds_it_in_one_line(
    bakery: Bakery, learner: Learner, tmp_path: Path, words: str
) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LITERACY_BASE_URL", "https://training.example.ac.uk")
        run(bakery, "export", "xapi", "--identified", "--out", str(tmp_path / "x.jsonl"))
    lines = (tmp_path / "x.jsonl").read_text(encoding="utf-8").split("\n")
    assert {json.loads(line)["actor"]["name"] for line in lines if line} == {words}


def test_a_reminder_has_the_lines_that_we_wrote_and_one_to_whom_it_goes(
    bakery: Bakery, learner: Learner, words: str, tmp_path: Path
) -> None:
    run(bakery, "remind", "--overdue", "--csv", str(tmp_path / "letters.csv"))
    check_csv((tmp_path / "letters.csv").read_bytes(), words)
    with mail_server() as box, pytest.MonkeyPatch.context() as environment:
        environment.setenv("LITERACY_SMTP_HOST", "127.0.0.1")
        environment.setenv("LITERACY_SMTP_PORT", str(box.port))
        environment.setenv("LITERACY_SMTP_FROM", "training@example.ac.uk")
        environment.setenv("LITERACY_SMTP_TLS", "off")
        environment.setenv("LITERACY_BASE_URL", "https://training.example.ac.uk")
        run(bakery, "remind", "--overdue", "--send")
    [letter] = box.letters
    check_letter(letter, learner.person.email)
    assert letter.get_content().startswith(f"Dear {words},")


def check_letter(letter: EmailMessage, to: str) -> None:
    assert {name.lower() for name in letter} == {
        *("from", "to", "subject", "auto-submitted", "content-type", "content-transfer-encoding"),
        "mime-version",
    }
    assert len(letter.items()) == 7
    assert letter["To"] == to
    assert letter.get_content_type() == "text/plain"


def test_the_file_of_links_holds_it_as_text(bakery: Bakery, words: str) -> None:
    person = people.add(bakery.db, email="eve@example.ac.uk", name=words, role="learner", now=NOW)
    check_csv(enrolment.links_file([Link(person, "t" * 43)], "https://training.example.ac.uk"), words)
