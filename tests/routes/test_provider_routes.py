"""Signing in elsewhere as the routes see it: a provider that says what a test wants, and a real database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.testclient import TestClient

import routes
from accounts import identities, people, sessions
from accounts.claims import Arrival, Claims, Policy
from accounts.person import Person
from routes import pages
from routes.provider import NONE
from routes.provider import Provider as AnyProvider
from tests.routes.house import ADDRESS, PASSWORD, House

ADA: Claims = {
    "iss": "https://login.example.ac.uk",
    "sub": "a-42",
    "email": "ada@example.ac.uk",
    "email_verified": True,
    "name": "Ada Baker",
}


@dataclass
class Provider:
    """One that sends whom a test names, until it is out of reach."""

    claims: Claims | None = None
    answers: bool = True

    def ways(self) -> Mapping[str, str]:
        return {"default": "your university account", "elsewhere": "Elsewhere"}

    def start(self, way: str) -> str:
        return f"/auth/login?provider={way}"

    async def lead(self, request: Request) -> Response:
        if not self.answers:
            return Response(status_code=400)
        return RedirectResponse("https://login.example.ac.uk/authorize")

    async def arrive(self, request: Request) -> Arrival:
        return Arrival(self.claims, {"for_leaving": "which"} if self.claims else {})

    def leave(self, cookies: Mapping[str, str]) -> str:
        return "/auth/logout" if "for_leaving" in cookies else ""


@pytest.fixture
def provider() -> Iterator[Provider]:
    provider = Provider(ADA)
    pages.offer(provider.ways())
    yield provider
    pages.offer({})


def door(house: House, provider: AnyProvider, **changed: object) -> TestClient:
    services = replace(house.services(), provider=provider, **changed)  # type: ignore[arg-type]
    app = Starlette(
        routes=routes.table(services), middleware=[Middleware(SessionMiddleware, secret_key="of a test")]
    )
    return TestClient(app, ADDRESS, follow_redirects=False)


@pytest.fixture
def client(house: House, provider: Provider) -> Iterator[TestClient]:
    """A browser at a course with passwords and two providers."""
    with door(house, provider) as client:
        yield client


@pytest.fixture
def without_passwords(house: House, provider: Provider) -> Iterator[TestClient]:
    """A browser at a course that takes no passwords."""
    with door(house, provider, local_accounts=lambda: False) as client:
        yield client


def here(client: TestClient, house: House) -> Person | None:
    return sessions.person_of(house.db, client.cookies.get(sessions.COOKIE), house.now)


def test_the_way_there_and_back_leads_to_the_page_that_was_open(client: TestClient, house: House) -> None:
    form = client.get("/account/sign-in", params={"next": "/quiz?q=dough"}).text
    assert 'href="/account/provider/elsewhere?next=/quiz%3Fq%3Ddough"' in form
    there = client.get("/account/provider/elsewhere", params={"next": "/quiz?q=dough"})
    assert there.headers["location"] == "/auth/login?provider=elsewhere"
    assert client.get(there.headers["location"]).headers["location"].startswith("https://login.example.ac.uk")
    back = client.get("/oauth2callback?code=1&state=2")
    assert (back.status_code, back.headers["location"]) == (303, "/quiz?q=dough")
    person = here(client, house)
    assert person
    assert person.name == "Ada Baker"
    assert client.get("/oauth2callback?code=1&state=2").headers["location"] == "/"  # that page is used up


@pytest.mark.parametrize("elsewhere", ["https://evil.example.org/", "//evil.example.org", "/account/sign-in"])
def test_the_way_back_never_leaves_this_site(client: TestClient, elsewhere: str) -> None:
    client.get("/account/provider/default", params={"next": elsewhere})
    assert client.get("/oauth2callback?code=1&state=2").headers["location"] == "/"


def test_every_cookie_is_out_of_reach_of_scripts_and_secure(client: TestClient) -> None:
    cookies = client.get("/oauth2callback?code=1&state=2").headers.get_list("set-cookie")
    ours = [cookie for cookie in cookies if cookie.startswith(("for_leaving", sessions.COOKIE))]
    assert len(ours) == 2
    assert all("HttpOnly" in cookie and "Secure" in cookie and "SameSite=lax" in cookie for cookie in ours)


def test_coming_in_ends_the_session_that_the_browser_had(client: TestClient, house: House) -> None:
    bo = people.add(house.db, email="bo@example.ac.uk", name="Bo", role="learner", now=house.now)
    token = sessions.start(house.db, bo, house.now)
    client.cookies.set(sessions.COOKIE, token, domain="course.example.ac.uk", path="/")
    client.get("/oauth2callback?code=1&state=2")
    assert sessions.person_of(house.db, token, house.now) is None


def test_who_may_not_come_in_gets_a_reason_and_no_cookie(house: House, provider: Provider) -> None:
    with door(house, provider, policy=lambda: Policy(domains=frozenset({"example.org"}))) as client:
        page = client.get("/oauth2callback?code=1&state=2")
        assert page.status_code == 403
        assert "This course is not open to addresses like ada@example.ac.uk." in page.text
        assert not {sessions.COOKIE, "for_leaving"} & set(client.cookies)


def test_markup_in_a_claim_stays_text(client: TestClient, house: House, provider: Provider) -> None:
    people.add(house.db, email="b&lt'@example.ac.uk", name="B", role="learner", now=house.now)
    provider.claims = {**ADA, "email": "b&lt'@example.ac.uk", "email_verified": False}
    page = client.get("/oauth2callback?code=1&state=2")
    assert "b&amp;lt&#39;@example.ac.uk" in page.text
    provider.claims = {**ADA, "email": "<b>@example.ac.uk"}
    assert "<b>@" not in client.get("/oauth2callback?code=1&state=2").text


def test_an_answer_without_claims_signs_nobody_in(
    client: TestClient, house: House, provider: Provider
) -> None:
    provider.claims = None
    page = client.get("/oauth2callback?error=access_denied")
    assert page.status_code == 403
    assert "You were not signed in" in page.text
    assert here(client, house) is None


def test_an_old_answer_leads_home_whoever_is_signed_in(
    client: TestClient, house: House, provider: Provider
) -> None:
    client.get("/oauth2callback?code=1&state=2")
    provider.claims = None
    assert client.get("/oauth2callback?code=1&state=2").headers["location"] == "/"
    assert here(client, house)


def test_coming_back_from_signing_out_leads_home(client: TestClient, house: House) -> None:
    assert client.get("/oauth2callback").headers["location"] == "/"
    assert here(client, house) is None


def test_a_way_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get("/account/provider/google").status_code == 404


def test_a_provider_that_is_out_of_reach_is_told(client: TestClient, provider: Provider) -> None:
    provider.answers = False
    page = client.get("/auth/login?provider=default")
    assert page.status_code == 503
    assert "The sign-in service does not answer" in page.text


def test_signing_out_goes_on_to_the_provider_only_from_where_somebody_came_that_way(
    client: TestClient, house: House
) -> None:
    client.get("/oauth2callback?code=1&state=2")
    answer = client.post("/account/sign-out")
    assert answer.headers["location"] == "/account/signed-out"
    assert here(client, house) is None
    assert 'url=/auth/logout"' in client.get("/account/signed-out").text
    client.cookies.clear()
    assert client.post("/account/sign-out").headers["location"] == "/"


def test_a_password_still_works_beside_a_provider(client: TestClient, house: House, ada: Person) -> None:
    form = {"email": ada.email, "password": PASSWORD}
    assert client.post("/account/sign-in", data=form).status_code == 303
    assert here(client, house) == ada


@pytest.mark.parametrize("path", ["sign-in", "sign-up", "welcome/any"])
def test_without_passwords_no_form_is_shown_and_none_is_taken(
    without_passwords: TestClient, house: House, ada: Person, path: str
) -> None:
    page = without_passwords.get(f"/account/{path}", params={"next": "/glossary"})
    assert page.status_code == 200
    assert "<form" not in page.text
    assert 'href="/account/provider/default?next=/glossary"' in page.text
    form = {"email": ada.email, "password": PASSWORD, "name": "Ada Baker"}
    assert without_passwords.post(f"/account/{path}", data=form).status_code == 403
    assert (
        without_passwords.post(f"/account/{path}", data={**form, "email": "n@example.ac.uk"}).status_code
        == 403
    )
    assert here(without_passwords, house) is None
    assert people.list_all(house.db) == [ada]


def test_without_passwords_the_provider_lets_in_and_signing_out_works(
    without_passwords: TestClient, house: House
) -> None:
    without_passwords.get("/oauth2callback?code=1&state=2")
    person = here(without_passwords, house)
    assert person
    assert identities.is_linked(house.db, person.id)
    assert without_passwords.get("/account/sign-in?next=/glossary").headers["location"] == "/glossary"
    without_passwords.post("/account/sign-out")
    assert here(without_passwords, house) is None


def test_a_course_without_providers_has_no_way_through_one(house: House) -> None:
    with door(house, NONE) as client:
        assert client.get("/oauth2callback?code=1&state=2").status_code == 403
        assert client.get("/account/provider/default").status_code == 404
        assert client.post("/account/sign-out").headers["location"] == "/"
        assert "/account/provider/" not in client.get("/account/sign-in").text
