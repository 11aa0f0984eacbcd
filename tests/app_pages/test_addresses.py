"""Addresses that name nothing, or something hostile, get a sentence and never a fault."""

import pytest

from tests.app_pages.school import School, Visit

HOSTILE = [
    "nothing",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "**x** [x](javascript:alert(1)) $x$ :red[x]",
    "' OR 1=1 --",
    "x" * 10_000,
    "\u202e出口\x00",
    "",
]
SENTENCES = {
    "/module?m={}": "There is no module “{}” in this course.",
    "/module?m=dough&s={}": "There is no section “{}” here.",
    "/glossary?t={}": "There is no term “{}” here.",
    "/resources?r={}": "There is no entry “{}” here.",
    "/resources?w={}": "There is no entry “{}” here.",
    "/quiz?q={}": "This address names no quiz of this course.",
    "/results?a={}": "This address names no submitted attempt of yours.",
}


@pytest.mark.parametrize("address", SENTENCES)
def test_an_address_that_names_nothing_gets_a_sentence(school: School, address: str) -> None:
    ada = school.learner().open(address.format("nothing"))
    assert SENTENCES[address].format("nothing") in ada.words


@pytest.mark.parametrize("address", SENTENCES)
def test_a_hostile_address_is_shown_as_text_or_not_at_all(school: School, address: str) -> None:
    path, _, query = address.partition("?")
    names = dict(pair.split("=") for pair in query.split("&"))
    ada = school.learner()
    for hostile in HOSTILE:
        ada.open(path)
        ada.app.query_params = {name: value.format(hostile) for name, value in names.items()}
        ada.again()
        assert "<script" not in ada.html
        assert not [label for label in labels(ada) if hostile and hostile in label]


def labels(visit: Visit) -> list[str]:
    """Everything that Streamlit would read as Markdown."""
    kinds = ("button", "page_link", "markdown", "radio", "text_input", "selectbox", "expander")
    return [str(getattr(element, "label", "")) for kind in kinds for element in visit.app.get(kind)]


def test_the_same_name_twice_in_an_address_is_no_fault(school: School) -> None:
    page = school.visitor().open("/module")
    page.app.query_params = {"m": ["dough", "oven"]}
    page.again()
    assert page.title in ("Flour comes first", "Heat before the loaf")


def test_an_unknown_quiz_on_the_trainer_s_page_shows_the_first(school: School) -> None:
    page = school.trainer().open("/questions?q=nothing")
    assert page.app.selectbox[0].value == "dough"


def test_a_list_of_modules_stands_where_no_module_is_named(school: School) -> None:
    page = school.visitor().open("/module")
    assert page.title == "Modules"
    assert 'href="module?m=oven"' in page.html


def test_the_glossary_finds_a_term_in_characters_and_pinyin(school: School) -> None:
    for words in ("面条", "miantiao", "miàntiáo", "mian4tiao2", "NOODLE"):
        page = school.visitor().open("/glossary")
        page.app.text_input[0].set_value(words)
        page.again()
        assert "1 term" in page.words, words
        assert "Dough in another shape." in page.words
    page.app.text_input[0].set_value("[x](y) $ \\ %")
    page.again()
    assert "0 terms" in page.words
    assert "Nothing matches." in page.words


def test_the_search_fields_show_examples_of_this_course_only(school: School) -> None:
    field = school.visitor().open("/glossary").app.text_input[0]
    assert field.placeholder == "面条, miàntiáo, mian4 tiao2, noodle"
    assert "licence" not in school.visitor().open("/resources").tree


def test_resources_are_found_by_words_and_topic(school: School) -> None:
    page = school.visitor().open("/resources")
    assert "1 resource" in page.words
    assert "You are about to buy flour in bulk." in page.words
    page.app.text_input[0].set_value("steel")
    page.again()
    assert "0 resources" in page.words
