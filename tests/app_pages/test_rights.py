"""The table of who may see what: it names every page, route and file, and stands in the documentation."""

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from starlette.routing import Mount, Route

import routes
from app_pages import access
from routes.front import Front
from settings import ROOT
from tests.app_pages.school import FILES, School, Visit

PAGES = ROOT / "app_pages"


def calls(file: Path, name: str) -> list[ast.Call]:
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return [n for n in nodes if isinstance(n, ast.Call) and ast.unparse(n.func) == name]


def test_the_table_names_every_page_and_no_other() -> None:
    found = {
        next((ast.literal_eval(word.value) for word in call.keywords if word.arg == "url_path"), "")
        for call in calls(PAGES / "index.py", "st.Page")
    }
    assert len(found) > 15, "the test looks in the wrong place"
    assert found == set(access.PAGES)


def test_the_table_names_every_route_and_no_other() -> None:
    front = Front(Path(), Path())
    nothing = cast(
        routes.Services, SimpleNamespace(script=Path("index.py"), front=front)
    )  # nobody asks for more yet
    found = set()
    for route in routes.table(nothing):
        if isinstance(route, Route):
            found |= {f"{method} {route.path}" for method in (route.methods or set()) - {"HEAD"}}
        else:
            assert isinstance(route, Mount)
            found.add(f"GET {route.path}")
    assert found == set(access.ROUTES)


def test_the_table_names_every_file_that_is_offered_and_no_other() -> None:
    found = {
        file.relative_to(PAGES).as_posix()
        for file in PAGES.rglob("*.py")
        if calls(file, "st.download_button")
    }
    assert found == set(access.DOWNLOADS)


def test_the_documentation_shows_the_table() -> None:
    text = (ROOT / "docs" / "who-sees-what.md").read_text(encoding="utf-8")
    assert "\n".join(access.told()).strip() in text


@pytest.mark.parametrize("table", [access.PAGES, access.ROUTES, access.DOWNLOADS])
def test_nobody_can_do_anything_where_they_are_shown_nothing(table: dict[str, access.Right]) -> None:
    for place, right in table.items():
        for role in right.does:
            assert access.ROLES.index(role) >= access.ROLES.index(right.may), place


def test_a_page_that_the_table_does_not_name_is_shown_to_nobody(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = school.visit(school.person("Tove", "admin"))
    assert admin.open("/glossary").title == "Glossary"
    left = {place: right for place, right in access.PAGES.items() if place != "glossary"}
    monkeypatch.setattr(access, "PAGES", left)
    assert admin.open("/glossary").title == "This page is not open"


def test_a_page_for_administrators_is_shown_to_them_only(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {**access.PAGES, "glossary": access.Right("admin", "")}
    monkeypatch.setattr(access, "PAGES", table)
    for visit in (school.visitor(), school.learner(), school.trainer()):
        assert visit.open("/glossary").title.startswith("This page is for")
    assert school.visit(school.person("Tove", "admin")).open("/glossary").title == "Glossary"


NAMED = {"quiz": "?q=dough", "scenario": "?s=late-loaf"}  # what the page is asked for
REFUSED = {
    "learner": "Sign in first",
    "trainer": "This page is for trainers",
    "admin": "This page is for administrators",
}


@pytest.mark.parametrize("role", access.ROLES)
def test_every_page_opens_for_whom_the_table_says_and_for_nobody_else(
    school: School, role: access.Role
) -> None:
    visit: Visit = school.visitor() if role == "visitor" else school.visit(school.person(role.title(), role))
    for address, right in access.PAGES.items():
        title = visit.open(f"/{address}{NAMED.get(address, '')}").title
        may = access.ROLES.index(role) >= access.ROLES.index(right.may)
        assert (title in REFUSED.values()) is not may, (address, title)
        if not may:
            assert title == REFUSED[right.may], address


def test_every_trainers_page_is_known_to_this_test() -> None:
    trainers = {address for address, right in access.PAGES.items() if right.may in access.TRAINERS}
    assert trainers == {address for address, file in FILES.items() if file.startswith("trainer/")}
