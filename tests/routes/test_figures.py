import pytest
from starlette.testclient import TestClient

from tests.routes.house import House

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture(autouse=True)
def pictures(house: House) -> None:
    for name in (
        "crumb.svg",
        "crumb.png",
        "crumb.jpg",
        "crumb.webp",
        "Crumb_2.SVG",
        "crumb.html",
        ".hidden.svg",
    ):
        (house.folder / "modules" / "dough" / name).write_bytes(SVG)
    (house.folder / "secret.svg").write_bytes(b"secret")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("crumb.svg", "image/svg+xml"),
        ("crumb.png", "image/png"),
        ("crumb.jpg", "image/jpeg"),
        ("crumb.webp", "image/webp"),
        ("Crumb_2.SVG", "image/svg+xml"),
    ],
)
def test_a_picture_comes_with_its_own_type(browser: TestClient, name: str, kind: str) -> None:
    answer = browser.get(f"/figures/dough/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content == SVG


def test_a_drawing_opened_by_itself_can_run_nothing(browser: TestClient) -> None:
    policy = browser.get("/figures/dough/crumb.svg").headers["content-security-policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "dough/none.svg",
        "dough/module.yaml",
        "dough/crumb.html",
        "dough/.hidden.svg",
        "dough/..",
        "dough/..%2f..%2fsecret.svg",
        "dough/%2e%2e%2f%2e%2e%2fsecret.svg",
        "dough/..%5c..%5csecret.svg",
        "dough/crumb.svg%00.png",
        "dough/%2fetc%2fpasswd",
        "..%2f/secret.svg",
        "../secret.svg",
        "%2e%2e/secret.svg",
        "none/crumb.svg",
        "./crumb.svg",
        "dough/",
    ],
)
def test_nothing_but_a_modules_own_pictures_is_served(browser: TestClient, path: str) -> None:
    assert browser.get(f"/figures/{path}").status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(browser: TestClient, house: House) -> None:
    (house.folder / "modules" / "dough" / "out.svg").symlink_to(house.folder / "secret.svg")
    assert browser.get("/figures/dough/out.svg").status_code == 404


def test_a_link_to_a_text_in_the_folder_is_not_followed(browser: TestClient, house: House) -> None:
    (house.folder / "modules" / "dough" / "text.svg").symlink_to(
        house.folder / "modules" / "dough" / "module.yaml"
    )
    assert browser.get("/figures/dough/text.svg").status_code == 404


def test_a_folder_that_is_no_module_of_the_course_is_not_served(browser: TestClient, house: House) -> None:
    folder = house.folder / "modules" / "draft"
    folder.mkdir()
    (folder / "crumb.svg").write_bytes(SVG)
    assert browser.get("/figures/draft/crumb.svg").status_code == 404
