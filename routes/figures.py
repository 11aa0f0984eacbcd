"""The pictures that stand in a module's folder beside its text."""

import re
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from routes.services import Services

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)

# An SVG opened by itself is a page of this site: it may style itself and do nothing else.
HEADERS = {
    "Cache-Control": "public, max-age=600",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Figures:
    """GET /figures/{module}/{name}."""

    services: Services

    def show(self, request: Request) -> Response:
        """The picture, or 404 for everything that is not a picture of a module of this course."""
        file = self._file(request.path_params["module"], request.path_params["name"])
        if file is None:
            return PlainTextResponse("There is no such figure.", status_code=404)
        return FileResponse(file, media_type=MEDIA_TYPES[file.suffix.lower()], headers=HEADERS)

    def _file(self, module: str, name: str) -> Path | None:
        if module not in {known.id for known in self.services.course().modules}:
            return None
        if not NAME.fullmatch(name):
            return None
        folder = (self.services.folder() / "modules" / module).resolve()
        file = (folder / name).resolve()  # a link could lead out of the folder, or to what is no picture
        is_picture = file.parent == folder and file.suffix.lower() in MEDIA_TYPES and file.is_file()
        return file if is_picture else None
