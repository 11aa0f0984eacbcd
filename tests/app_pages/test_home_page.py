"""The front page: for a visitor what this is, for a learner what comes next."""

from tests.app_pages.school import School


def test_a_visitor_is_told_that_nothing_is_recorded_and_where_to_sign_in(school: School) -> None:
    home = school.visitor().open()
    assert home.title == "Bake a loaf you can be proud of"
    assert "Visitor: nothing is recorded" in home.words
    assert "account/sign-in?next=%2F" in home.html
    assert "account/sign-up?next=%2F" in home.html


def test_a_visitor_starts_reading_with_the_first_module(school: School) -> None:
    reader = school.visitor().open().press("Start with module 1")
    assert reader.title == "Flour comes first"


def test_the_shipped_subject_is_nowhere_in_another_course(school: School) -> None:
    for address in ("/", "/module?m=dough", "/glossary", "/resources", "/about"):
        page = school.visitor().open(address)
        assert "Bread" in page.words
        assert not [word for word in ("China", "Chinese", "UK", "export") if word in page.words]


def test_a_new_learner_starts_at_the_first_section(school: School) -> None:
    home = school.learner("Ada Baker").open()
    assert home.title == "Welcome, Ada Baker"
    assert "Start here · Module 1, section 1 of 2" in home.words
    assert home.press("Start reading").title == "Flour comes first"


def test_a_learner_continues_at_the_first_unread_section(school: School) -> None:
    ada = school.learner("Ada Baker")
    school.read(ada.person, "flour")
    home = ada.open()
    assert home.title == "Welcome back, Ada Baker"
    assert "Continue · Module 1, section 2 of 2" in home.words
    assert home.press("Continue reading").title == "Feeding a starter"


def test_the_module_begun_goes_before_the_first_one(school: School) -> None:
    school.bread.write(
        "modules/oven/02-cool.md",
        school.bread.read("modules/oven/01-heat.md")
        .replace("title: Heat before the loaf", "title: Cooling the loaf")
        .replace("](loaf.svg", "](loaf.svg"),
    )
    ada = school.learner()
    school.read(ada.person, "heat", module="oven")
    assert ada.open().press("Continue reading").title == "Cooling the loaf"


def test_after_the_last_section_the_quiz_comes_next(school: School) -> None:
    ada = school.learner()
    school.read(ada.person, "flour", "starter")
    home = ada.open()
    assert "4 questions." in home.words
    assert home.press("Take the quiz").title == "Quiz: Dough quiz"


def test_an_open_attempt_is_carried_on_with(school: School) -> None:
    ada = school.learner()
    school.read(ada.person, "flour", "starter")
    school.take(ada.person, submit=False)
    home = ada.open()
    assert "You began on 23 November 2026." in home.words
    assert home.press("Carry on with the quiz").title == "Review and submit"


def test_when_all_is_finished_home_says_so_and_offers_the_certificate(school: School) -> None:
    ada = school.learner()
    school.read(ada.person, "flour", "starter")
    school.read(ada.person, "heat", module="oven")
    school.take(ada.person)
    home = ada.open()
    assert "Every module is finished." in home.words
    assert home.buttons == ["Get my certificate"]


def test_sections_that_left_the_course_are_not_counted_as_read(school: School) -> None:
    ada = school.learner()
    school.read(ada.person, "flour", "starter")
    (school.bread.root / "modules/dough/01-flour.md").unlink()
    quiz = school.bread.read("quizzes/dough.yaml").replace("section: dough/flour", "section: dough/starter")
    school.bread.write("quizzes/dough.yaml", quiz)
    school.bread.edit("modules/resources.yaml", "sections: [dough/flour]", "sections: [dough/starter]")
    school.reread()
    assert len(school.course.module("dough").sections) == 1
    for address in ("/", "/record"):
        page = ada.open(address)
        assert "2 of 1" not in page.words
