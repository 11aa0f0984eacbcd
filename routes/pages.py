"""Draws the plain HTML pages. Jinja escapes every value; there is no other way in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from accounts import passwords
from course.course import Course
from routes.threads import reading

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals["shortest"] = passwords.SHORTEST
TEMPLATES.globals["demonstration"] = ""
TEMPLATES.globals["ways"] = {}

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

# Referrer-Policy stays at same-origin: with no-referrer, browsers send `Origin: null` with our own forms.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a form: the field to mend, and a sentence. `beside` repeats it at the field."""

    field: str
    text: str
    advice: str = ""
    beside: bool = True


def too_often(seconds: int) -> Problem:
    """What is said to whoever has to wait, whether an account is there or not."""
    minutes = max(1, ceil(seconds / 60))
    wait = "one minute" if minutes == 1 else f"{minutes} minutes"
    text = "There were too many attempts that did not match."
    return Problem("password", text, advice=f"Wait {wait} and try again.", beside=False)


def mark(demonstration: str) -> None:
    """Have every page say, from now on, what is demonstrated; nothing where the text is empty."""
    TEMPLATES.globals["demonstration"] = demonstration


def offer(ways: Mapping[str, str]) -> None:
    """Have the pages for signing in offer, from now on, these ways to do it: name -> what people sign in with."""
    TEMPLATES.globals["ways"] = ways


def form_page(
    template: str, course: Course, problems: Sequence[Problem] = (), status: int = 200, **values: str
) -> Response:
    """A page with a form, as it was filled in (never its passwords) and with what has to be mended.

    With problems its status is 422, unless another is given.
    """
    beside = {problem.field: problem.text for problem in reversed(problems) if problem.beside}
    first = problems[0].field if problems else ""
    html = TEMPLATES.get_template(template).render(
        course=course, problems=problems, beside=beside, first=first, **values
    )
    if problems and status == 200:
        status = 422
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def view_page(template: str, course: Course, status: int = 200, **values: object) -> Response:
    """A page that shows something and asks nothing."""
    html = TEMPLATES.get_template(template).render(course=course, **values)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def notice_page(course: Course, status: int, title: str, text: str) -> Response:
    """A page that says one thing and leads home."""
    html = TEMPLATES.get_template("notice.html").render(course=course, title=title, text=text)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


async def busy(course: Callable[[], Course]) -> Response:
    """What is said while the server is full."""
    return notice_page(
        await reading(course),
        503,
        "Many people are here just now",
        "So many that pages would come late. What you saved is safe. Please try again in a minute.",
    )
