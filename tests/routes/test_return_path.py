import pytest

from routes.return_path import return_path


@pytest.mark.parametrize(
    "path", ["/", "/module?m=dough&s=rise", "/glossary?t=出口", "/quiz?q=a%2Fb#top", "/results?a=//x"]
)
def test_a_page_of_this_site_is_kept(path: str) -> None:
    assert return_path(path) == path


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "module",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "//[",
        "/\r\nSet-Cookie: a=b",
        "/module\n",
        "/module\x00",
        "/\u202emodule",
        "/" + "a" * 1000,
        "/account/sign-in",
        "/account/sign-out?next=/",
        b"/module",
    ],
)
def test_anything_else_leads_home(text: object) -> None:
    assert return_path(text) == "/"
