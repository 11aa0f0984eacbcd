import pytest
from starlette.testclient import TestClient

from routes.forms import LARGEST_BODY

FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_megabyte_is_refused_with_a_page(browser: TestClient) -> None:
    page = browser.post("/account/sign-up", data={"name": "x" * 1_000_000})
    assert page.status_code == 413
    assert "That is too long" in page.text
    assert len(page.text) < 5000


@pytest.mark.parametrize(("size", "status"), [(LARGEST_BODY, 422), (LARGEST_BODY + 1, 413)])
def test_the_limit_is_on_the_whole_body(browser: TestClient, size: int, status: int) -> None:
    body = b"email=" + b"x" * (size - len("email="))
    assert browser.post("/account/sign-in", content=body, headers=FORM).status_code == status


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"email=%ff&password=x", FORM["content-type"]),
        (b"email=\xff", FORM["content-type"]),
        (b"&".join(b"f%d=x" % i for i in range(30)), FORM["content-type"]),
        (b'{"email": "a@b.uk"}', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_what_is_no_form_is_refused(browser: TestClient, body: bytes, kind: str) -> None:
    assert browser.post("/account/sign-in", content=body, headers={"content-type": kind}).status_code == 400


def test_an_empty_body_is_an_empty_form(browser: TestClient) -> None:
    page = browser.post("/account/sign-in", content=b"", headers=FORM)
    assert page.status_code == 422
    assert "Enter your email address." in page.text
