"""Whether the server can do its work, for whatever watches it."""

import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from accounts import people
from progress.database import Database
from routes.services import Services

LOG = logging.getLogger("china_literacy.routes")
LEAST_ROOM = 50_000_000  # bytes that have to be free beside the database
PATIENCE = 1.0  # seconds for whoever else writes

Check = Callable[[], object]


class NoRoom(Exception):
    """The disk is nearly full."""


@dataclass(frozen=True)
class Health:
    """GET /healthz and GET /readyz."""

    services: Services

    def show(self, _: Request) -> Response:
        """200 with `{"status": "ok"}`, or 503 with the names of what fails: pages, course, database."""
        return _answer(self.alive())

    def ready(self, _: Request) -> Response:
        """The same, and whether answers can be stored: the database can be written, and has room to grow."""
        return _answer(self.all())

    def alive(self) -> Mapping[str, Check]:
        """What has to work for anybody to be shown anything."""
        return {"pages": self._pages, "course": self.services.course, "database": self._database}

    def all(self) -> Mapping[str, Check]:
        """What has to work for anything to be stored, too."""
        return {**self.alive(), "writing": self._writing, "room": self._room}

    def _pages(self) -> None:
        if not self.services.script.is_file():
            raise FileNotFoundError(self.services.script)

    def _database(self) -> None:
        people.find(self.services.db(), "nobody")

    def _writing(self) -> None:
        """Begin to write and change nothing, without standing in the queue of those who save answers."""
        apart = Database(self.services.db().path, timeout=PATIENCE)
        try:
            with apart.write():
                pass
        finally:
            apart.close()

    def _room(self) -> None:
        if shutil.disk_usage(self.services.db().path.parent).free < LEAST_ROOM:
            raise NoRoom


def _answer(checks: Mapping[str, Check]) -> Response:
    failing = [name for name, check in checks.items() if not works(name, check)]
    body = {"status": "failing", "failing": failing} if failing else {"status": "ok"}
    return JSONResponse(body, status_code=503 if failing else 200, headers={"Cache-Control": "no-store"})


def works(name: str, check: Check) -> bool:
    """Whether a check passes. Why it does not goes to the log only: the answer is for everybody."""
    try:
        check()
    except Exception:
        LOG.exception("Not well: %s does not answer", name)
        return False
    return True
