import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import clean_email, clean_name
from accounts.problems import AccountProblem


@pytest.mark.parametrize(
    "name",
    [
        "王静",
        "欧阳 娜娜",
        "محمد الفارسي",
        "שרה",
        "Zoë O’Neil-Đặng",
        "सीता",
        "Ng",
        "x" * 100,
        "Bo 🥖",
        '<b>Bo</b> & "Co"',
    ],
)
def test_a_name_in_any_script_is_kept_as_written(name: str) -> None:
    assert clean_name(name) == name


def test_a_name_is_trimmed_and_composed() -> None:
    assert clean_name("  Zoe\u0308 \u3000") == "Zoë"


@pytest.mark.parametrize("character", ["\u0301", "\u0651", "\u0e34"])
def test_a_combining_mark_is_part_of_a_name(character: str) -> None:
    assert character in clean_name(f"q{character}")


@pytest.mark.parametrize(
    "character",
    [
        *("\x00", "\x07", "\x1b", "\x7f", "\x85", "\t"),
        *("\n", "\r\n", "\u2028", "\u2029"),
        *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"),
        *("\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"),
        *("\u2066", "\u2067", "\u2068", "\u2069", "\U000e0041", "\u3164", "\u2800", "\ud800"),
    ],
)
def test_a_character_that_cannot_be_seen_is_refused(character: str) -> None:
    with pytest.raises(AccountProblem, match="cannot be seen"):
        clean_name(f"Bo{character}Miller")


@pytest.mark.parametrize("character", ["\x00", "\u200b", "\u200f", "\u202e", "\u2069", "\ufeff", "\u3164"])
@pytest.mark.parametrize("pattern", ["{}Bo", "Bo{}", "{}"])
def test_what_cannot_be_seen_is_refused_at_the_ends_too(character: str, pattern: str) -> None:
    with pytest.raises(AccountProblem, match="cannot be seen"):
        clean_name(pattern.format(character))


def test_a_line_break_at_the_end_is_cut_off() -> None:
    assert clean_name("Bo\r\n") == "Bo"
    assert clean_email("bo@example.uk\n") == "bo@example.uk"


@pytest.mark.parametrize("name", ["", " ", "\u00a0\u3000"])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(AccountProblem, match=r"^Enter your name\.$"):
        clean_name(name)


def test_a_name_of_more_than_100_characters_is_refused() -> None:
    with pytest.raises(AccountProblem, match="100 characters"):
        clean_name("王" * 101)


@given(st.text())
def test_a_name_that_was_cleaned_stays_as_it_is(text: str) -> None:
    try:
        name = clean_name(text)
    except AccountProblem:
        return
    assert clean_name(name) == name
    assert 1 <= len(name) <= 100


def test_an_address_is_trimmed_and_lower_case() -> None:
    assert clean_email("  Ada.Baker+x@Example.AC.UK ") == "ada.baker+x@example.ac.uk"


@pytest.mark.parametrize("email", ["王@例子.cn", "o'neil@x.ie", f"{'a' * 242}@example.uk"])
def test_an_unusual_address_is_an_address(email: str) -> None:
    assert clean_email(email) == email


@pytest.mark.parametrize(
    "email",
    [
        *("ada", "ada@", "@example.uk", "ada@example", "ada@@example.uk", "ada@example.uk@evil.uk"),
        *("ada@.uk", "ada@example.", "ada@example..uk", "a da@example.uk", "ada@exa\u00a0mple.uk"),
        *("ada\x00@example.uk", "ada\r\nbcc:@example.uk", "\u202eada@example.uk"),
        *("ada\u200b@example.uk", "ada@example.uk\ud800"),
        *(
            "bo,ada@example.uk",
            "bo;ada@example.uk",
            "ada<bo@example.uk>",
            '"ada"@example.uk',
            "g:ada@example.uk;",
        ),
        *(
            "ada@example.uk,x",
            "ada(bo)@example.uk",
            "ada\\@example.uk",
            "ada\uff0cbo@example.uk",
            "ada@[127.0.0.1]",
        ),
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(AccountProblem, match="email address"):
        clean_email(email)


def test_an_empty_address_is_asked_for() -> None:
    with pytest.raises(AccountProblem, match="Enter an email address"):
        clean_email(" ")


def test_an_address_of_more_than_254_characters_is_refused() -> None:
    with pytest.raises(AccountProblem, match="254 characters"):
        clean_email(f"{'a' * 244}@example.uk")
