"""Whether the server can do its work, for whatever watches it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from accounts import people
from routes.services import Services

LOG = logging.getLogger("china_literacy.routes")


@dataclass(frozen=True)
class Health:
    """GET /healthz."""

    services: Services

    def show(self, _: Request) -> Response:
        """200 with `{"status": "ok"}`, or 503 with the names of what fails: pages, course, database."""
        checks = {"pages": self._pages, "course": self.services.course, "database": self._database}
        failing = [name for name, check in checks.items() if not _works(name, check)]
        body = {"status": "failing", "failing": failing} if failing else {"status": "ok"}
        return JSONResponse(body, status_code=503 if failing else 200, headers={"Cache-Control": "no-store"})

    def _pages(self) -> None:
        if not self.services.script.is_file():
            raise FileNotFoundError(self.services.script)

    def _database(self) -> None:
        people.find(self.services.db(), "nobody")


def _works(name: str, check: Callable[[], object]) -> bool:
    """Whether a check passes. Why it does not goes to the log only: the answer is for everybody."""
    try:
        check()
    except Exception:
        LOG.exception("/healthz: %s does not answer", name)
        return False
    return True
