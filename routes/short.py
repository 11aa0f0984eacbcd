"""Addresses as people write them, `/module/dough/flour`: they lead to the page that knows its content by parameters."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from routes.services import Services

NOTHING = "There is no such page in this course. Its front page is at /"


@dataclass(frozen=True)
class Short:
    """GET /module/{module}, /module/{module}/{section}, /quiz/{quiz} and /scenario/{scenario}.

    Only what the course has is led on: Streamlit looks for its own files below the address that a browser shows.
    """

    services: Services

    def module(self, request: Request) -> Response:
        """To a module, or to a section of it."""
        module_id, section_id = request.path_params["module"], request.path_params.get("section")
        module = next((one for one in self.services.course().modules if one.id == module_id), None)
        if module is None or section_id not in {None, *(section.id for section in module.sections)}:
            return _nothing()
        return _on("module", m=module_id, **({"s": section_id} if section_id else {}))

    def quiz(self, request: Request) -> Response:
        """To a quiz."""
        name = request.path_params["quiz"]
        return _on("quiz", q=name) if name in self.services.course().quizzes else _nothing()

    def scenario(self, request: Request) -> Response:
        """To a scenario."""
        name = request.path_params["scenario"]
        return _on("scenario", s=name) if name in self.services.course().scenarios else _nothing()


def _on(page: str, **parameters: str) -> Response:
    return RedirectResponse(f"/{page}?{urlencode(parameters)}", status_code=302)


def _nothing() -> Response:
    return PlainTextResponse(NOTHING, status_code=404)
