import pytest
from starlette.testclient import TestClient

OWN = "https://course.example.ac.uk"


def post(browser: TestClient, headers: dict[str, str]) -> int:
    return browser.post(
        "/account/sign-in", data={"email": "a@b.uk", "password": "x"}, headers=headers
    ).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "nonsense"},
        {"sec-fetch-site": "cross-site", "origin": OWN},
        {"origin": "https://evil.example"},
        {"origin": "https://course.example.ac.uk.evil.example"},
        {"origin": "https://course.example.ac.uk:8443"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://["},
    ],
)
def test_a_form_from_another_site_is_refused(browser: TestClient, headers: dict[str, str]) -> None:
    assert post(browser, headers) == 403


@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": OWN}]
)
def test_our_own_form_and_a_program_are_let_through(browser: TestClient, headers: dict[str, str]) -> None:
    assert post(browser, headers) == 422


def test_the_refusal_is_a_page_that_says_what_to_do(browser: TestClient) -> None:
    page = browser.post("/account/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert "another site" in page.text
    assert "<h1>" in page.text
