import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("/module/dough", "/module?m=dough"),
        ("/module/dough/flour", "/module?m=dough&s=flour"),
        ("/quiz/dough", "/quiz?q=dough"),
        ("/scenario/late-loaf", "/scenario?s=late-loaf"),
    ],
)
def test_an_address_as_people_write_it_leads_to_its_page(
    browser: TestClient, written: str, page: str
) -> None:
    answer = browser.get(written, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, page)


@pytest.mark.parametrize(
    "written",
    ["/module/none", "/module/dough/none", "/module/_stcore/health", "/quiz/none", "/scenario/none"],
)
def test_what_the_course_does_not_have_is_not_there(browser: TestClient, written: str) -> None:
    answer = browser.get(written, follow_redirects=False)
    assert answer.status_code == 404
    assert "There is no such page in this course." in answer.text
