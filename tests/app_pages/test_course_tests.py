"""The quizzes of the whole course: found from the front page, before the modules and after them."""

import pytest

from tests.app_pages.school import School, Visit

COMMON = """
questions:
  - id: {name}-weigh
    type: single
    outcome: D1
    stem: How does Luc measure his flour?
    options:
      - {{id: scale, text: On a scale, correct: true, feedback: So it is.}}
      - {{id: cup, text: In a cup, feedback: A cup can be packed.}}
    section: dough/flour
  - id: {name}-heat
    type: single
    outcome: O1
    stem: How does Ana know that the oven is hot?
    options:
      - {{id: gauge, text: By its gauge, correct: true, feedback: So it is.}}
      - {{id: hand, text: By her hand, feedback: That burns.}}
    section: oven/heat
"""


@pytest.fixture
def tested(school: School) -> School:
    """The course about bread with a diagnostic and a final test."""
    for role, title in (("diagnostic", "What do you know?"), ("final", "The last loaf")):
        head = f"id: {role}\ntitle: {title}\nrole: {role}\ndraw: {{dough: 1, oven: 1}}"
        school.bread.write(f"quizzes/{role}.yaml", head + COMMON.format(name=role))
    school.reread()
    return school


def answered(page: Visit, *options: str) -> Visit:
    """Answer whichever questions come with these options, and submit."""
    for _ in options:
        radio = page.app.radio[0]
        radio.set_value(next(option for option in options if option in _offered(page)))
        page.again().press("Save and continue" if "Save and continue" in page.buttons else "Save")
    return page.press("Submit")


def _offered(page: Visit) -> str:
    return "gauge hand" if "oven is hot" in page.words else "scale cup"


def test_a_course_without_such_quizzes_shows_nothing_of_them(school: School) -> None:
    assert "The whole course" not in school.learner().open("/").words


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_both_are_on_the_front_page(tested: School, who: str) -> None:
    page = (tested.visitor() if who == "visitor" else tested.learner()).open("/")
    for words in ("The whole course", "What do you know?", "The last loaf", "2 questions"):
        assert words in page.words


def test_who_has_read_nothing_is_offered_the_diagnostic_first(tested: School) -> None:
    ada = tested.learner()
    assert "See first what you know already" in ada.open("/").words
    tested.read(ada.person, "flour")
    assert "See first what you know already" not in ada.open("/").words


def test_a_diagnostic_has_no_pass_mark_and_leads_to_the_modules(tested: School) -> None:
    ada = tested.learner()
    door = ada.open("/quiz?q=diagnostic")
    assert "It counts nowhere." in door.words
    assert "to pass" not in door.words
    page = answered(door.press("Start the quiz"), "scale", "hand")
    page.again()
    assert page.title == "What you know already"
    assert "pass mark" not in page.words
    assert 'href="module?m=oven"' in page.html
    assert "Done" in ada.open("/").words


def test_who_has_finished_every_module_is_led_to_the_final_test(tested: School) -> None:
    ada = tested.learner()
    tested.read(ada.person, "flour", "starter")
    tested.take(ada.person)
    tested.read(ada.person, "heat", module="oven")
    home = ada.open("/")
    assert "Every module finished" in home.words
    page = answered(home.press("Take the final test").press("Start the quiz"), "scale", "gauge")
    page.again()
    assert page.title == "You passed"
    after = ada.open("/")
    assert "Passed" in after.words
    assert "Take the final test" not in after.buttons
