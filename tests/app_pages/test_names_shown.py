"""A person's name is text wherever it is shown, whatever it is written with."""

from html import escape

import pytest

from tests.app_pages.school import School, Visit, text_of

NAMES = [
    "王静 Wang Jing",
    "עומר פארוק",
    "<b>x</b>",
    "**x** _y_ ~~z~~ `q`",
    "[x](javascript:alert(1))",
    "$x$ :red[x] :material/home:",
    "Zoë O'Neill & Söhne",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "-- '; DROP TABLE people; --",
    "# x",
    "{{ x }} {x} %s",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_it_is_written(school: School, name: str) -> None:
    owner = school.learner(name)
    school.take(owner.person)
    trainer = school.trainer()
    for page in (owner.open("/"), trainer.open("/completion"), owner.open("/record")):
        assert name in text_of(page.html)
        assert not [label for label in labels(page) if name in label]
        assert not [tag for tag in ("<b>x", "<img", "<script") if tag in page.html]


def labels(visit: Visit) -> list[str]:
    """Everything that Streamlit would read as Markdown: no name may stand there."""
    kinds = (
        "button",
        "page_link",
        "expander",
        "radio",
        "text_input",
        "markdown",
        "caption",
        "title",
        "header",
    )
    return [
        getattr(e, "label", "") + (f" {getattr(e, 'value', '')}" if kind != "text_input" else "")
        for kind in kinds
        for e in visit.app.get(kind)
    ]  # what stands in a field is text, such as one's own name to change


@pytest.mark.parametrize("name", ["עומר פארוק", "عمر فاروق"])
def test_a_name_written_from_the_right_keeps_to_itself(school: School, name: str) -> None:
    owner = school.learner(name).open("/record")
    assert owner.html.count(f"<bdi>{name}</bdi>") == 2  # in the line on top and in the record
    assert f"<bdi>{name}</bdi>" in school.trainer().open("/completion").html


@pytest.mark.parametrize("typed", ["<b>x</b>", "**x**", "[x](javascript:alert(1))", "出口", "שלום", "$x$"])
def test_a_typed_answer_is_shown_as_it_was_typed(school: School, typed: str) -> None:
    school.ask_everything()
    ada = school.learner().open("/quiz?q=dough").press("Start the quiz")
    while ada.question_id() != "french-word":
        ada.press("Save and")
    review = ada.answer(typed).press("Review and submit")
    assert f"<bdi>{escape(typed)}</bdi>" in review.html
    results = review.press("Submit my answers")
    assert f"<bdi>{escape(typed)}</bdi>" in results.html
