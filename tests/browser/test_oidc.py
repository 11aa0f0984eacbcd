"""Signing in at a real provider of OpenID Connect, in a real browser."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from accounts import audit, identities, people, sign_in
from accounts.person import Person, Role
from progress.database import Database
from tests.browser.looking import LOOKS, faults
from tests.browser.serving import PASSWORD, Server
from tests.browser.visitor import READY, Visitor
from tests.oidc_provider import OidcProvider, oidc_provider

ORIGINAL = Path(__file__).parents[1] / "courses" / "bread"
WAY = "Sign in with your university account"
MATRIX = "/completion"
OUT_OF_ORDER = """
[auth.elsewhere]
client_id = "course"
client_secret = "another secret"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OidcProvider]:
    with oidc_provider(tmp_path_factory.mktemp("provider") / "provider.log") as provider:
        yield provider


def served(provider: OidcProvider, folder: Path, more: str = "", **settings: str) -> Iterator[Server]:
    server = Server(folder, ORIGINAL, **settings)
    provider.secrets(folder, server.port, more)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def open_house(provider: OidcProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A course with passwords of its own, too, and open to every address; a second provider is out of order."""
    yield from served(provider, tmp_path_factory.mktemp("open"), OUT_OF_ORDER)


@pytest.fixture(scope="module")
def closed_house(provider: OidcProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A course for one university, whose groups make trainers, without passwords of its own."""
    yield from served(
        provider,
        tmp_path_factory.mktemp("closed"),
        LITERACY_LOCAL_ACCOUNTS="false",
        LITERACY_OIDC_DOMAINS="example.ac.uk",
        LITERACY_OIDC_ROLE_CLAIM="realm_access.roles",
        LITERACY_OIDC_TRAINERS="course-trainers",
        LITERACY_OIDC_ADMINS="course-admins",
    )


class AtTheDoor(Visitor):
    """A visitor who signs in elsewhere."""

    def goes_to_provider(self, path: str = "/") -> None:
        self.page.goto(f"{self.address}/account/sign-in?next={path}")
        self.page.get_by_role("link", name=WAY).click()

    def says(self, subject: str) -> None:
        self.page.locator("input[name=sub]").fill(subject)
        self.page.get_by_role("button", name="Authorize").click()

    def comes_in(self, subject: str, path: str = "/") -> None:
        self.goes_to_provider(path)
        self.says(subject)
        self.settled()

    def is_refused(self, subject: str, why: str) -> None:
        self.goes_to_provider()
        self.says(subject)
        self.sees(why)
        assert "literacy_session" not in self.cookies
        assert "_streamlit_user" not in self.cookies

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}


@pytest.fixture
def visitor(chromium: Browser, open_house: Server) -> Iterator[AtTheDoor]:
    with chromium.new_context() as context:
        yield AtTheDoor(context.new_page(), open_house.address)


@pytest.fixture
def member(chromium: Browser, closed_house: Server) -> Iterator[AtTheDoor]:
    with chromium.new_context() as context:
        yield AtTheDoor(context.new_page(), closed_house.address)


def records(server: Server) -> Database:
    return Database(server.database)


def account(server: Server, email: str, *, role: Role = "learner", password: str | None = PASSWORD) -> Person:
    return people.add(
        records(server), email=email, name="Ada Baker", role=role, now=datetime.now(UTC), password=password
    )


def acts(server: Server, person: Person) -> set[tuple[str, str]]:
    """What the audit log says of a person."""
    return {
        (entry.action, entry.detail)
        for entry in audit.recent(records(server), 100)
        if entry.subject_id == person.id
    }


# ---- coming in


def test_somebody_new_gets_an_account_and_comes_back_to_the_page_that_was_open(
    visitor: AtTheDoor, open_house: Server, provider: OidcProvider
) -> None:
    provider.knows("new-1", email="New@Example.ac.uk", email_verified=True, name="王静 New")
    visitor.open("/glossary")
    visitor.page.locator(".account").get_by_role("link", name="Sign in").click()
    visitor.page.get_by_role("link", name=WAY).click()
    visitor.says("new-1")
    visitor.settled()
    expect(visitor.page.locator(".account")).to_contain_text("王静 New")
    assert visitor.page.url == f"{visitor.address}/glossary"
    person = people.by_email(records(open_house), "new@example.ac.uk")
    assert person is not None
    assert person.role == "learner"
    assert acts(open_house, person) == {("identity-linked", provider.address), ("person-added", "learner")}


def test_a_provider_that_does_not_answer_is_told(visitor: AtTheDoor) -> None:
    visitor.page.goto(f"{visitor.address}/account/sign-up?next=/glossary")
    visitor.page.get_by_role("link", name="Sign in with Elsewhere").click()
    visitor.sees("The sign-in service does not answer")


def test_only_the_session_of_ours_says_who_is_here(visitor: AtTheDoor, provider: OidcProvider) -> None:
    provider.knows("kept-1", email="kept@example.ac.uk", email_verified=True, name="Kept Quiet")
    visitor.comes_in("kept-1")
    kept = {cookie["name"]: cookie for cookie in visitor.page.context.cookies()}
    assert kept["literacy_session"]["httpOnly"]
    seen = visitor.page.evaluate("document.cookie")
    assert "literacy" not in seen
    assert "user" not in seen
    assert len(kept["_streamlit_user"]["value"]) < 300
    assert kept["_streamlit_user"]["httpOnly"]
    visitor.page.context.clear_cookies(name="literacy_session")
    visitor.open("/")
    visitor.sees("Visitor: nothing is recorded.")


def test_a_verified_address_leads_to_the_account_that_has_it_and_its_password_ends(
    visitor: AtTheDoor, open_house: Server, provider: OidcProvider
) -> None:
    ada = account(open_house, "ada@example.ac.uk")
    provider.knows("ada-1", email="Ada@example.ac.uk", email_verified=True, name="Somebody Else")
    visitor.comes_in("ada-1")
    expect(visitor.page.locator(".account")).to_contain_text("Ada Baker")
    assert ("identity-linked", provider.address) in acts(open_house, ada)
    assert sign_in.sign_in(records(open_house), ada.email, PASSWORD, datetime.now(UTC)) is None


def test_who_is_known_stays_the_same_person_when_the_address_changes(
    visitor: AtTheDoor, open_house: Server, provider: OidcProvider
) -> None:
    provider.knows("wed-1", email="maiden@example.ac.uk", email_verified=True, name="Maiden Name")
    visitor.comes_in("wed-1")
    visitor.page.context.clear_cookies()
    provider.knows("wed-1", email="married@example.ac.uk", email_verified=True, name="Married Name")
    visitor.comes_in("wed-1")
    expect(visitor.page.locator(".account")).to_contain_text("Maiden Name")
    assert people.by_email(records(open_house), "married@example.ac.uk") is None


# ---- who stays out


@pytest.mark.parametrize("verified", [{"email_verified": False}, {"email_verified": "false"}, {}])
def test_an_unverified_address_opens_nobodys_account(
    visitor: AtTheDoor, open_house: Server, provider: OidcProvider, verified: dict[str, object]
) -> None:
    email = f"target{len(str(verified))}@example.ac.uk"
    target = account(open_house, email, role="admin")
    provider.knows("thief", email=email, **verified)
    visitor.is_refused("thief", "did not confirm that it is yours")
    assert not identities.is_linked(records(open_house), target.id)
    assert sign_in.sign_in(records(open_house), email, PASSWORD, datetime.now(UTC)) == target


def test_an_address_that_was_given_to_somebody_else_does_not_open_the_first_ones_account(
    visitor: AtTheDoor, provider: OidcProvider
) -> None:
    provider.knows("first", email="j.smith@example.ac.uk", email_verified=True)
    visitor.comes_in("first")
    visitor.page.context.clear_cookies()
    provider.knows("second", email="j.smith@example.ac.uk", email_verified=True)
    visitor.is_refused("second", "belongs to another identity")


WRONG = {
    "another issuer": {"iss": "https://login.example.org"},
    "another course": {"aud": "another-course"},
    "another question": {"nonce": "guessed"},
    "an earlier day": {"exp": 1_700_000_000},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=list(WRONG))
def test_a_token_for_something_else_signs_nobody_in(
    visitor: AtTheDoor, open_house: Server, provider: OidcProvider, claims: dict[str, object]
) -> None:
    provider.knows("wrong", email="wrong@example.ac.uk", email_verified=True, **claims)
    visitor.is_refused("wrong", "You were not signed in")
    assert people.by_email(records(open_house), "wrong@example.ac.uk") is None
    log = open_house.log.read_text()
    assert "OAuth token exchange failed" in log  # Streamlit's own words
    assert "wrong@example" not in log


def test_an_answer_to_a_question_that_this_browser_did_not_ask_signs_nobody_in(visitor: AtTheDoor) -> None:
    visitor.page.goto(f"{visitor.address}/oauth2callback?code=stolen&state=made-up")
    visitor.sees("You were not signed in")
    assert "literacy_session" not in visitor.cookies


def test_saying_no_at_the_provider_is_told(visitor: AtTheDoor) -> None:
    visitor.goes_to_provider()
    visitor.page.get_by_role("button", name="Deny").click()
    visitor.sees("You were not signed in")


@pytest.mark.parametrize(
    ("email", "verified", "why"),
    [
        ("eve@example.org", True, "This course is not open to addresses like eve@example.org."),
        ("eve@example.ac.uk.example.org", True, "This course is not open to addresses like"),
        ("eve@sub.example.ac.uk", True, "This course is not open to addresses like"),
        ("eve@example.ac.uk", False, "did not confirm your email address"),
    ],
)
def test_only_verified_addresses_of_the_domain_come_in(
    member: AtTheDoor, closed_house: Server, provider: OidcProvider, email: str, verified: bool, why: str
) -> None:
    provider.knows("eve", email=email, email_verified=verified)
    member.is_refused("eve", why)
    assert people.by_email(records(closed_house), email) is None


def test_a_closed_account_is_out_at_once_and_cannot_come_back(
    member: AtTheDoor, closed_house: Server, provider: OidcProvider
) -> None:
    provider.knows("gone", email="gone@example.ac.uk", email_verified=True, name="Gone Soon")
    member.comes_in("gone")
    person = people.by_email(records(closed_house), "gone@example.ac.uk")
    assert person
    people.set_active(records(closed_house), person, False, None, datetime.now(UTC))
    member.page.get_by_role("link", name="Glossary").first.click()
    member.sees("Visitor: nothing is recorded.")
    member.page.context.clear_cookies()
    member.is_refused("gone", "Your account in this course is closed.")


# ---- roles


def test_groups_make_a_trainer_at_sign_in_and_take_it_away_at_the_next(
    chromium: Browser, member: AtTheDoor, closed_house: Server, provider: OidcProvider
) -> None:
    known = {"email": "tom@example.ac.uk", "email_verified": True, "name": "Tom Trainer"}
    provider.knows("tom", **known, realm_access={"roles": ["staff", "course-trainers"]})
    member.comes_in("tom", MATRIX)
    member.heading("Completion")
    person = people.by_email(records(closed_house), "tom@example.ac.uk")
    assert person
    assert ("role-changed", f"learner to trainer, by {provider.address}") in acts(closed_house, person)

    provider.knows("tom", **known, realm_access={"roles": ["staff"]})
    second = chromium.new_context().new_page()
    elsewhere = AtTheDoor(second, member.address)
    elsewhere.comes_in("tom", MATRIX)
    elsewhere.heading("This page is for trainers")
    assert ("role-changed", f"trainer to learner, by {provider.address}") in acts(closed_house, person)
    member.open(MATRIX)  # where he was a trainer, he is signed out
    member.heading("This page is for trainers")
    member.sees("Visitor: nothing is recorded.")
    second.context.close()


# ---- going out


def test_signing_out_ends_both_sessions(visitor: AtTheDoor, provider: OidcProvider) -> None:
    provider.knows("out-1", email="out@example.ac.uk", email_verified=True, name="Out Soon")
    visitor.comes_in("out-1")
    with visitor.page.expect_request(f"{provider.address}/oauth2/end_session?*") as asked:
        visitor.press("Sign out")
    assert "id_token_hint=ey" in asked.value.url
    assert not {"literacy_session", "_streamlit_user", "_streamlit_user_tokens"} & set(visitor.cookies)
    visitor.page.locator("form button").first.click()
    visitor.settled()
    visitor.sees("Visitor: nothing is recorded.")
    assert visitor.page.url == f"{visitor.address}/"


def test_who_came_in_with_a_password_is_not_sent_to_the_provider(
    visitor: AtTheDoor, open_house: Server
) -> None:
    account(open_house, "local@example.ac.uk")
    visitor.sign_in("local@example.ac.uk")
    visitor.press("Sign out")
    visitor.sees("Visitor: nothing is recorded.")
    assert visitor.outside == []


# ---- without passwords


@pytest.mark.parametrize("path", ["sign-in", "sign-up", "welcome/any"])
def test_without_accounts_of_its_own_every_page_leads_to_the_provider(member: AtTheDoor, path: str) -> None:
    member.page.goto(f"{member.address}/account/{path}")
    member.sees("This course has no passwords of its own.")
    expect(member.page.locator("input")).to_have_count(0)
    expect(member.page.get_by_role("link", name=WAY)).to_be_visible()
    answer = member.page.request.post(f"{member.address}/account/{path}", form={"email": "a@example.ac.uk"})
    assert answer.status == 403
    member.open("/")
    expect(member.page.get_by_role("link", name="create an account")).to_have_count(0)


def test_without_accounts_of_its_own_no_link_for_a_first_trainer_is_printed(
    closed_house: Server, open_house: Server
) -> None:
    assert "/account/welcome/" in open_house.log.read_text()
    assert "/account/welcome/" not in closed_house.log.read_text()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_pages_look_and_read_well(
    chromium: Browser, open_house: Server, closed_house: Server, scheme: str, width: int
) -> None:
    found = []
    with chromium.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        java_script_enabled=True,
    ) as context:
        page = context.new_page()
        page.set_default_timeout(READY)
        for name, address in {
            "oidc-sign-in": f"{open_house.address}/account/sign-in",
            "oidc-only": f"{closed_house.address}/account/sign-in",
            "oidc-refused": f"{open_house.address}/oauth2callback?error=access_denied",
        }.items():
            page.goto(address)
            found += faults(page, name, f"{scheme}-{width}")
    assert found == []
