"""What docs/for-operators.md tells operators to type when they upgrade, roll back and put a backup back, performed."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from china_literacy import main
from progress import backups, database
from progress.database import Database, DatabaseProblem
from progress.migrations import STEPS
from progress.moments import to_text
from tests.progress.bakery import BREAD, NOON, Bakery
from tests.test_docs import OPERATORS, below, fences

OLD = dict(list(STEPS.items())[:-1])
HERE = "/var/lib/china-literacy/progress.db"
BACKUPS = "/var/backups/china-literacy"


@dataclass
class Machine:
    """Where the commands are typed: a version that is installed, a server that runs or does not, records, backups."""

    folder: Path
    patch: pytest.MonkeyPatch
    server: Database = field(init=False)
    runs: bool = False
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = Database(self.folder / "progress.db")
        (self.folder / "backups").mkdir()

    def install(self, version: str) -> None:
        """The old version knows all steps but the last."""
        steps = {"OLD": OLD, "NEW": STEPS}[version]
        self.patch.setattr(database, "STEPS", steps)
        self.patch.setattr(backups, "STEPS", steps)

    def type(self, line: str) -> None:
        """Do what a line of the documentation says."""
        match shlex.split(line):
            case ["systemctl", "stop", "china-literacy"]:
                self.server.close()
                self.runs = False
            case ["systemctl", "start", "china-literacy"]:
                self.server.prepare()
                self.runs = True
            case ["git", "-C", "/opt/china-literacy", "checkout", version]:
                self.install(version)
            case ["/opt/china-literacy/.venv/bin/pip", "install", "-e", "/opt/china-literacy"]:
                pass
            case ["china-literacy", *words]:
                self._command(words)
            case _:
                pytest.fail(f"nobody has tried: {line}")

    def _command(self, words: list[str]) -> None:
        here = [
            word.replace(HERE, str(self.server.path)).replace(BACKUPS, str(self.folder / "backups"))
            for word in words
        ]
        result = CliRunner().invoke(main, here, env={"LITERACY_COURSE": str(BREAD)})
        assert result.exit_code == 0, result.output
        self.said.append(result.output)

    def follow(self, heading: str) -> None:
        """Type every line below a heading."""
        (steps,) = fences(below(OPERATORS, heading), "sh")
        for line in steps.strip().splitlines():
            self.type(line)

    def names(self) -> list[str]:
        return [row["name"] for row in self.server.rows("SELECT name FROM people ORDER BY name")]

    def add(self, name: str) -> None:
        """Somebody new, in columns that the old version has too."""
        with self.server.write() as transaction:
            transaction.run(
                "INSERT INTO people (id, email, name, search_text, role, created_at)"
                " VALUES (:name, :email, :name, :name, 'learner', :now)",
                name=name,
                email=f"{name}@example.org",
                now=to_text(NOON),
            )


@contextmanager
def serving(machine: Machine) -> Iterator[None]:
    machine.type("systemctl start china-literacy")
    yield
    machine.type("systemctl stop china-literacy")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    for variable in ("COURSE", "DB"):
        monkeypatch.setenv(f"LITERACY_{variable}", "")
    machine = Machine(tmp_path, monkeypatch)
    yield machine
    machine.server.close()


def test_an_upgrade_keeps_everything_and_brings_the_records_up_to_date(machine: Machine) -> None:
    machine.install("OLD")
    machine.type("systemctl start china-literacy")
    machine.add("Ada")
    machine.follow("Upgrading")
    assert machine.runs
    assert machine.names() == ["Ada"]
    assert machine.server.schema_faults() == []


def test_rolling_back_leads_to_the_records_of_the_old_version(machine: Machine) -> None:
    machine.install("OLD")
    machine.type("systemctl start china-literacy")
    machine.add("Ada")
    machine.follow("Upgrading")
    machine.add("Berta")
    machine.type("systemctl stop china-literacy")
    machine.install("OLD")
    with pytest.raises(DatabaseProblem, match="newer version"):
        machine.type("systemctl start china-literacy")
    machine.install("NEW")
    machine.follow("Rolling back")
    assert machine.runs
    assert machine.names() == ["Ada"]
    steps = machine.server.rows("SELECT name FROM _sqlite_migrations ORDER BY id")
    assert [step["name"] for step in steps] == list(OLD)


def test_a_backup_is_made_and_put_back_as_it_is_told(machine: Machine) -> None:
    with serving(machine):
        Bakery(machine.server, BREAD).learner("Ada").take(3)
        machine.follow("Backing up")
        machine.add("Berta")
    machine.follow("Putting a backup back")
    assert machine.runs
    assert machine.names() == ["Ada"]
    assert "statistics: sound" in machine.said[-1]
