"""The fonts, the look, the mark and the diagram renderer, with caching.

Streamlit serves the same folder at the same address, but says nothing on caching and never answers 304, so
browsers fetch the same hanzi, 660 kB for a course, again and again. These routes come before Streamlit's.
"""

from os import PathLike, stat_result

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HOUR = 3600  # seconds
MONTH = 30 * 24 * HOUR
YEAR = 365 * 24 * HOUR

FOLDER = "static"  # beside the page script, where Streamlit looks for it too


class CachedFiles(StaticFiles):
    """How long the browser keeps a file before it asks again, which 304 may answer.

    Where the address names its version, a year, since another version has another address; else fonts for a month, and
    what a new version changes for an hour.
    """

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or 304 if the browser has it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if scope["query_string"].startswith(b"v="):
            kept = f"public, max-age={YEAR}, immutable"
        else:
            kept = f"public, max-age={MONTH if str(full_path).endswith('.woff2') else HOUR}"
        response.headers["Cache-Control"] = kept
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
