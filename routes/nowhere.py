"""Addresses of several parts that neither we nor Streamlit have.

Streamlit would send its page, which looks for its own files below that address and stays white. Addresses of one part
get a page of the course (`app_pages/parts/astray.py`), which can lead to what was meant.
"""

from dataclasses import dataclass

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from routes import pages
from routes.services import Services
from routes.threads import reading

# First parts of addresses that Streamlit answers.
STREAMLITS = ("_stcore", "app", "auth", "component", "media", "static")


class Unknown(PathConvertor):
    """An address of at least two parts, the first of which is none of Streamlit's."""

    regex = f"(?!(?:{'|'.join(STREAMLITS)})/)[^/]+/.+"


register_url_convertor("unknown", Unknown())


@dataclass(frozen=True)
class Nowhere:
    """GET /{address:unknown}."""

    services: Services

    async def show(self, _: Request) -> Response:
        """A page that says so, in the words of the course's own."""
        return pages.notice_page(
            await reading(self.services.course),
            404,
            "There is no such page",
            "Nothing of this course has that address. It may be mistyped, or come from an older version. What you saved"
            " is safe.",
        )
