"""What the front door stands on in these tests: a real database, a real course, and a clock that tests move."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import routes
from accounts.mail import MailServer
from course.course import Course
from progress.database import Database
from routes.front import Front

BREAD = Path(__file__).parents[1] / "courses" / "bread"
ADDRESS = "https://course.example.ac.uk"
PASSWORD = "seven loaves of rye"

Thing = TypeVar("Thing")


@dataclass
class House:
    """What the front door of a test stands on."""

    db: Database
    folder: Path
    course: Course
    script: Path
    now: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    broken: set[str] = field(default_factory=set)
    issuer: str = "University of Bread"
    metrics_token: str = ""
    mail: MailServer | None = None
    confirm_email: bool = True

    def services(self, front: Front | None = None) -> routes.Services:
        """The services, which fail where the test has broken something."""
        return routes.Services(
            db=lambda: self._unless_broken("database", self.db),
            course=lambda: self._unless_broken("course", self.course),
            now=lambda: self.now,
            folder=lambda: self.folder,
            script=self.script,
            address=lambda: ADDRESS,
            issuer=lambda: self.issuer,
            broken_files=lambda: len(self.broken),
            metrics_token=lambda: self.metrics_token,
            mail=lambda: self.mail,
            confirm_email=lambda: self.confirm_email,
            front=front,
        )

    def wait(self, **time: float) -> None:
        """Move the clock on."""
        self.now += timedelta(**time)

    def spoil_database(self) -> None:
        """Overwrite the database's file."""
        for file in self.db.path.parent.glob("progress.db*"):
            file.write_bytes(b"no database " * 1000)

    def _unless_broken(self, what: str, thing: Thing) -> Thing:
        if what in self.broken:
            raise OSError(f"{what} is out of reach")
        return thing
