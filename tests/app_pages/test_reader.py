"""Reading: a section with its terms, figures, sources and checks, and what going on records."""

import pytest

from app_pages.parts.aids import Ticked, _sent
from tests.app_pages.school import School


def test_a_section_shows_its_words_outcomes_terms_and_sources(school: School) -> None:
    page = school.visitor().open("/module?m=dough&s=flour")
    assert page.title == "Flour comes first"
    for words in (
        "Weigh flour before adding water.",
        "sourdough starter",
        "面条",
        "The book of flour",
        "500 g",
    ):
        assert words in page.words
    assert "Law · France · as of 22 March 2021" in page.words


def test_a_diagram_and_a_chart_come_with_their_words(school: School) -> None:
    assert "Feed the starter if you bake today" in school.visitor().open("/module?m=dough&s=starter").words
    assert "The crust browns from minute 20 on." in school.visitor().open("/module?m=oven").words


def test_an_overdue_source_is_marked(school: School) -> None:
    assert "Check overdue" in school.visitor().open("/module?m=dough&s=starter").words


def test_the_right_answer_of_a_check_is_not_sent_before_an_answer_is_given(school: School) -> None:
    page = school.visitor().open("/module?m=dough&s=flour")
    question = school.course.quiz("dough").question("which-first")
    for option in question.choices:
        assert option.text in page.tree
        assert option.feedback not in page.tree
    assert "Right" not in page.words


def test_a_visitor_can_try_a_check_and_nothing_is_written(school: School) -> None:
    before = school.counts()
    page = school.visitor().open("/module?m=dough&s=flour")
    page.answer("salt")
    assert "✕ Not quite" in page.words
    assert "Salt is weighed against the flour." in page.words
    assert "It is what the rest is weighed against." not in page.tree
    page.answer("flour")
    assert "✓ Right" in page.words
    page.press_key("next")
    assert page.title == "Feeding a starter"
    assert school.counts() == before


def test_a_learner_s_try_at_a_check_is_not_recorded_either(school: School) -> None:
    ada = school.learner()
    before = school.counts()
    ada.open("/module?m=dough&s=flour").answer("flour")
    assert school.counts() == before


def test_a_typed_or_ticked_check_is_judged_when_asked_for(school: School) -> None:
    quiz = school.bread.read("quizzes/dough.yaml")
    more = quiz.partition("questions:\n")[2].partition("checks:")[0].split("  - id: ")
    checks = "".join(f"  - id: check-{one}" for one in more if one.startswith(("what-to", "french")))
    school.bread.write("quizzes/dough.yaml", quiz + checks)
    section = school.bread.read("modules/dough/02-starter.md")
    for name in ("what-to-weigh", "french-word"):
        section += f"\n```question\ndough/check-{name}\n```\n"
    school.bread.write("modules/dough/02-starter.md", section)
    page = school.visitor().open("/module?m=dough&s=starter")
    page.answer("levain")
    assert "That is it." not in page.tree
    page.press("Check my answer")
    assert "That is it." in page.words
    page.answer("le\x00vain")
    assert "characters that are not text" in page.words
    page.answer(["flour"])
    page.press_key("check-dough-check-what-to-weigh-done")
    assert "Partly right" in page.words


def test_opening_a_section_does_not_mark_it_as_read(school: School) -> None:
    ada = school.learner()
    page = ada.open("/module?m=dough&s=flour")
    assert "0 of 2 sections read" in page.words
    assert school.counts()["section_reads"] == 0


def test_going_on_marks_the_section_as_read(school: School) -> None:
    ada = school.learner()
    page = ada.open("/module?m=dough").press_key("next")
    assert page.title == "Feeding a starter"
    assert "1 of 2 sections read" in page.words
    assert {name: str(value).strip("[']") for name, value in page.app.query_params.items()} == {
        "m": "dough",
        "s": "starter",
    }
    assert ada.open("/module?m=dough").title == "Feeding a starter"


def test_going_back_marks_nothing(school: School) -> None:
    ada = school.learner()
    page = ada.open("/module?m=dough&s=starter").press("Flour comes first")
    assert page.title == "Flour comes first"
    assert school.counts()["section_reads"] == 0


def test_one_learner_s_reading_is_not_another_s(school: School) -> None:
    school.learner().open("/module?m=dough").press_key("next")
    assert "0 of 2 sections read" in school.learner().open("/module?m=dough").words


def test_the_last_section_leads_to_the_quiz(school: School) -> None:
    ada = school.learner()
    ada.open("/module?m=dough&s=flour").press_key("next")
    assert ada.app.button(key="next").label == "Take the quiz: 4 questions"
    ada.press_key("next")
    assert ada.title == "Quiz: Dough quiz"


def test_finishing_a_module_without_a_quiz_completes_it(school: School) -> None:
    ada = school.learner()
    home = ada.open("/module?m=oven").press("Finish the module")
    assert home.title.startswith("Welcome back")
    assert "1 of 2 modules finished." in home.words
    assert "Read again: Oven" in home.words


def test_a_visitor_who_finishes_is_led_to_the_quiz_s_door_and_asked_to_sign_in(school: School) -> None:
    page = school.visitor().open("/module?m=dough&s=starter").press_key("next")
    assert page.title == "Sign in first"
    assert "account/sign-in" in page.html


def test_going_on_after_signing_out_elsewhere_records_nothing(school: School) -> None:
    ada = school.learner()
    page = ada.open("/module?m=dough")
    ada.sign_out()
    page.press_key("next")
    assert "Visitor: nothing is recorded" in page.words
    assert school.counts()["section_reads"] == 0


def test_the_section_in_the_address_is_shown_although_others_are_unread(school: School) -> None:
    assert school.learner().open("/module?m=dough&s=starter").title == "Feeding a starter"


# ---- aids


def test_each_term_comes_with_its_whole_note_its_reading_and_the_way_to_its_entry(school: School) -> None:
    page = school.visitor().open("/module?m=dough&s=flour")
    term = school.course.terms["noodle"]
    for words in (term.note, "miàn", '<i class=\\"tone t4\\">', "glossary?t=noodle"):
        assert words in page.tree, words


def test_a_section_with_a_checklist_says_where_ticks_stay(school: School) -> None:
    assert "Sign in to keep them." in school.visitor().open("/module?m=dough&s=flour").words
    assert "nobody else sees them" in school.learner().open("/module?m=dough&s=flour").words
    assert "ticks" not in school.learner().open("/module?m=dough&s=starter").words


@pytest.mark.parametrize(
    "said",
    [None, "yes", {"tasks": "all", "turn": 1}, {"tasks": [], "turn": "1"}, {"turn": 1}, [["a"], 1]],
)
def test_what_is_no_list_of_ticks_is_not_taken_for_one(school: School, said: object) -> None:
    assert _sent(said, school.course.module("dough").section("flour")) is None


def test_only_what_the_section_has_can_be_ticked(school: School) -> None:
    section = school.course.module("dough").section("flour")
    one = min(section.tasks)
    assert len(section.tasks) == 2
    assert _sent({"tasks": [one, "0123456789ab", 7, None], "turn": 3}, section) == Ticked(frozenset({one}), 3)


# ---- a new edition


def new_edition(school: School, changes: str) -> None:
    school.bread.edit("modules/dough/module.yaml", "edition: 1\nchanges", "edition: 3\nchanges")
    module = school.bread.read("modules/dough/module.yaml")
    school.bread.write("modules/dough/module.yaml", module.replace("quiz: dough", f"{changes}quiz: dough"))
    school.reread()


CHANGES = (
    "  - edition: 2\n    date: 2026-11-24\n    what: Salt comes later.\n"
    "  - edition: 3\n    date: 2026-11-25\n    what: Warm water only.\n"
)
NEWS = "What changed since you read this"


def test_a_newer_edition_says_what_changed_until_the_section_is_read_again(school: School) -> None:
    ada = school.learner()
    school.read(ada.person, "flour")
    assert NEWS not in ada.open("/module?m=dough&s=flour").words
    new_edition(school, CHANGES)
    told = (
        ada.open("/module?m=dough&s=flour").html.partition(f'callout-title">{NEWS}')[2].partition("</div>")[0]
    )
    for part in (
        "You read this section on 23 November 2026",
        "edition 1 of the module; this is edition 3",
        "Edition 2, 24 November 2026: Salt comes later.",
        "Edition 3, 25 November 2026: Warm water only.",
    ):
        assert part in told
    assert "First edition." not in told
    assert NEWS not in ada.open("/module?m=dough&s=starter").words, "which was never read"
    ada.open("/module?m=dough&s=flour").press_key("next")
    assert NEWS not in ada.open("/module?m=dough&s=flour").words


def test_an_edition_whose_changes_are_not_noted_is_told_of_too(school: School) -> None:
    ada = school.learner()
    school.read(ada.person, "flour")
    new_edition(school, "")
    assert "What it changed is not noted." in ada.open("/module?m=dough&s=flour").words


def test_a_visitor_is_told_of_no_changes(school: School) -> None:
    new_edition(school, CHANGES)
    assert NEWS not in school.visitor().open("/module?m=dough&s=flour").words
