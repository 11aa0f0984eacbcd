"""What readers of badges can fetch from anywhere, and what they cannot."""

from starlette.testclient import TestClient

from progress import badge_key
from tests.routes.house import ADDRESS, House


def test_the_issuer_is_told(browser: TestClient, house: House) -> None:
    answer = browser.get("/badges/issuer")
    assert answer.json()["id"] == f"{ADDRESS}/badges/issuer"
    assert answer.json()["name"] == "University of Bread"
    assert answer.headers["access-control-allow-origin"] == "*"
    house.issuer = ""
    assert browser.get("/badges/issuer").json()["name"] == "Bread"


def test_the_course_is_told(browser: TestClient) -> None:
    told = browser.get("/badges/course").json()
    assert told["name"] == "Bread"
    assert told["criteria"]["narrative"] == "Complete: Dough, Oven."


def test_only_the_public_half_of_the_key_is_told(browser: TestClient, house: House) -> None:
    assert browser.get("/badges/keys/any").status_code == 404
    assert badge_key.read(house.db) is None  # asking makes none
    key = badge_key.ready(house.db)
    told = browser.get(f"/badges/keys/{key.id}").json()
    assert told == {**key.public_jwk, "kid": key.id, "use": "sig", "alg": "RS256"}
    assert not {"d", "p", "q", "dp", "dq", "qi"} & told.keys()
    assert browser.get("/badges/keys/another").status_code == 404


def test_no_badge_is_withdrawn_at_first(browser: TestClient) -> None:
    assert browser.get("/badges/revocations").json() == {
        "id": f"{ADDRESS}/badges/revocations",
        "issuer": f"{ADDRESS}/badges/issuer",
        "revokedCredential": [],
    }
