"""The handout: a module on one sheet, for anybody, without its questions."""

from tests.app_pages.school import School


def test_a_handout_has_every_section_with_its_checklist_terms_figures_and_sources(school: School) -> None:
    page = school.visitor().open("/handout?m=dough")
    assert page.title == "Dough"
    for section in school.course.module("dough").sections:
        assert section.title in page.words
    for words in (
        "Weigh the flour.",
        "面条",
        "500 g",
        "Feed the starter if you bake today",
        "The book of flour",
    ):
        assert words in page.words
    assert page.html.count('id="source-1"') == 1


def test_a_handout_has_no_question_and_no_answer(school: School) -> None:
    page = school.visitor().open("/handout?m=dough")
    question = school.course.quiz("dough").question("which-first")
    assert question.stem not in page.tree
    assert not page.buttons
    for option in question.choices:
        assert option.feedback not in page.tree


def test_a_term_stands_once_beside_the_text_that_names_it_first(school: School) -> None:
    school.bread.edit("modules/dough/02-starter.md", "Feed the [[", "Feed no [[noodle]]. Feed the [[")
    school.reread()
    page = school.visitor().open("/handout?m=dough")
    assert page.html.count('href="glossary?t=noodle">More') == 1


def test_opening_a_handout_records_nothing(school: School) -> None:
    ada = school.learner()
    before = school.counts()
    ada.open("/handout?m=dough")
    assert school.counts() == before


def test_an_unknown_module_leads_to_the_list_of_handouts(school: School) -> None:
    page = school.visitor().open("/handout?m=butter")
    assert "There is no module “butter” in this course." in page.words
    assert 'href="handout?m=oven"' in page.html


def test_a_module_leads_to_its_handout(school: School) -> None:
    assert 'href="handout?m=dough"' in school.visitor().open("/module?m=dough&s=flour").html
