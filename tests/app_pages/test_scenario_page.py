"""The scenario: its door, its decisions, going back, and the debrief along the path that was taken."""

import re

import pytest

from course.scenarios import Run
from progress import scenarios
from progress.database import DatabaseProblem
from tests.app_pages.school import School, Visit

ADDRESS = "/scenario?s=late-loaf"
FILE = "quizzes/scenarios/late-loaf.yaml"
DECIDE = "Decide"
FINISH = "See how you decided"


def started(school: School, name: str = "") -> Visit:
    """A learner whose run has begun."""
    return school.learner(name).open(ADDRESS).press("Start the scenario")


def decide(visit: Visit, *options: str) -> Visit:
    """Choose these options one after the other."""
    for option in options:
        visit.app.radio[0].set_value(option)
        visit.press(DECIDE)
    return visit


def run_of(school: School, visit: Visit) -> Run:
    """The open run as it is stored."""
    run = scenarios.open_run(school.db, visit.person.id, "late-loaf")
    assert run
    return run


def test_a_visitor_is_asked_to_sign_in_and_sees_nothing_of_the_case(school: School) -> None:
    page = school.visitor().open(ADDRESS)
    assert page.title == "Sign in first"
    assert "kept under your name" in page.words
    assert "Luc" not in page.tree
    assert page.buttons == []


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_a_scenario_that_is_not_there_is_told_in_a_sentence(school: School, who: str) -> None:
    page = (school.visitor() if who == "visitor" else school.learner()).open("/scenario?s=none")
    assert page.title == "No such scenario"
    assert "This address names no scenario of this course." in page.words


def test_the_door_shows_who_one_is_and_how_it_goes_and_begins_nothing(school: School) -> None:
    ada = school.learner()
    door = ada.open(ADDRESS).again()
    assert door.title == "The late loaf"
    for words in (
        "Module 1 · scenario · about 4 minutes",
        "A customer is in a hurry",
        "You bake on your own.",
        "Take it as often as you like.",
    ):
        assert words in door.words
    assert scenarios.of_person(school.db, ada.person.id) == []


def test_a_decision_shows_the_story_what_lies_on_the_table_and_the_choices(school: School) -> None:
    ada = started(school)
    assert ada.title == "The order"
    assert "The late loaf · decision 1" in ada.words
    for words in ("by noon", "An ordinary morning", "Noon, please.", "Bake it now; an hour must do."):
        assert words in ada.words
    assert [expander.label for expander in ada.app.expander] == [
        "**Message** · Luc's note",
        "**Record** · The log of the oven",
    ]


def test_nothing_tells_how_a_choice_is_judged_before_the_end(school: School) -> None:
    ada = started(school)
    for _ in range(2):
        for hidden in ("Hope.", "A dough rises in its own time", "The price list.", "Flour settles"):
            assert hidden not in ada.tree
        for judgement in ("naive", "sound", "cautious"):
            assert judgement not in ada.words.lower()
        if ada.title == "The order":
            decide(ada, "bake-now")


def test_a_consequence_is_told_at_once_as_a_story(school: School) -> None:
    ada = decide(started(school), "bake-now")
    assert ada.title == "A flat loaf"
    assert "You decided: Bake it now; an hour must do." in ada.words
    assert "The loaf comes out flat." in ada.words
    assert [step.option_id for step in run_of(school, ada).steps] == ["bake-now"]


def test_deciding_without_a_choice_stores_nothing_and_says_so(school: School) -> None:
    ada = started(school).press(DECIDE)
    assert "Choose what you do first, then decide." in ada.words
    assert run_of(school, ada).steps == ()
    assert "Choose what you do first" not in ada.again().words


def test_choosing_alone_decides_nothing(school: School) -> None:
    ada = started(school)
    ada.app.radio[0].set_value("bake-now")
    ada.again()
    assert run_of(school, ada).steps == ()
    assert ada.title == "The order"


def test_after_a_reload_and_on_another_device_the_run_is_where_it_was(school: School) -> None:
    ada = decide(started(school), "wait")
    assert ada.open(ADDRESS).title == "The dough has risen"
    other = school.visit(ada.person).open(ADDRESS)
    assert other.title == "The dough has risen"
    assert "You decided: Wait until it has risen" in other.words


def test_going_back_leads_to_the_earlier_decision_and_is_recorded(school: School) -> None:
    ada = decide(started(school), "bake-now", "full-price")
    assert ada.title == "An empty shop"
    assert "The late loaf · the end" in ada.words
    ada.press("Back to 1")
    assert ada.title == "The order"
    assert [step.kind for step in run_of(school, ada).steps] == ["choice", "choice", "return"]
    decide(ada, "wait", "bake")
    assert ada.title == "Good bread"


def test_there_is_no_way_back_before_the_first_decision(school: School) -> None:
    assert not [name for name in started(school).buttons if name.startswith("Back")]


def test_the_debrief_goes_along_the_path_in_words(school: School) -> None:
    ada = decide(started(school, "Ada"), "bake-now", "ask-ana").press(FINISH)
    assert ada.title == "Looking back: The late loaf"
    for words in (
        "You made 2 decisions. 1 of them was sound.",
        "✕ Naive",
        "A dough rises in its own time",
        "Better\nWait until it has risen, and tell Luc so.",
        "The dough itself, which you looked at.",
        "You looked at nothing of what lay on the table: “Luc's note” and “The log of the oven”.",
        "✓ Sound: you handed it on",
        "Prices are Ana's to set.",
        "So it ended: Good bread.",
        "The better path",
        "The dough has risen: Bake it.",
        "“A cup of flour always weighs the same.”",
        "Flour settles",
        "Rules for yeast",
    ):
        assert words in re.sub(r"\n+", "\n", ada.words), words


def test_every_citation_leads_to_a_source_below(school: School) -> None:
    ada = decide(started(school), "bake-now", "full-price")
    for page in (ada, ada.press(FINISH)):
        cited = set(re.findall(r'href="#(source-\d+)"', page.html))
        assert cited <= set(re.findall(r'id="(source-\d+)"', page.html))
    assert cited


def test_what_was_taken_back_is_told_in_the_debrief(school: School) -> None:
    ada = decide(started(school), "bake-now").press("Back to 1")
    decide(ada, "wait", "bake").press(FINISH)
    assert "At first you decided: “Bake it now; an hour must do.”, and went back." in ada.words
    assert "You made 2 decisions. All of them were sound." in ada.words
    assert "This is the path you took." in ada.words
    assert "“A cup of flour always weighs the same.”" in ada.words


def test_the_numbers_come_with_what_they_mean(school: School) -> None:
    ada = decide(started(school), "refuse").press(FINISH)
    for words in (
        "Decisions that took a risk without seeing it.",
        "! Over-cautious",
        "False alarm",
        "0 of 1",
    ):
        assert words in ada.words


def test_a_benign_case_says_so(school: School) -> None:
    school.bread.edit(FILE, "minutes: 4", "minutes: 4\nbenign: true")
    ada = decide(started(school), "wait", "ask-again").press(FINISH)
    assert "Nothing was wrong in this case." in ada.words
    assert "Handed on without need" in ada.words
    assert "False alarm" in ada.words


def test_a_case_in_which_something_was_wrong_is_not_called_benign(school: School) -> None:
    ada = decide(started(school), "wait", "bake").press(FINISH)
    assert "Nothing was wrong" not in ada.words


def test_an_edited_file_changes_nothing_of_an_open_run_nor_of_its_debrief(school: School) -> None:
    ada = decide(started(school), "bake-now")
    school.bread.edit(FILE, "Luc asks what it costs.", "Luc says nothing.")
    school.bread.edit(FILE, "rests_on: The price list.", "rests_on: A guess.")
    school.reread()
    assert "Luc asks what it costs." in ada.again().words
    decide(ada, "full-price").press(FINISH)
    assert "The price list." in ada.words


def test_words_and_sources_that_the_course_has_dropped_do_no_harm_to_a_run(school: School) -> None:
    ada = started(school)
    (school.bread.root / FILE).unlink()
    for file, old, new in (
        ("modules/glossary.yaml", "id: levain", "id: chef"),
        ("modules/course.yaml", "specimen: levain", "specimen: chef"),
        ("modules/sources.yaml", "id: yeast-rules", "id: yeast-law"),
        ("quizzes/dough.yaml", "source: yeast-rules", "source: yeast-law"),
        ("quizzes/misconceptions.yaml", "id: cups-are-exact", "id: cups"),
        ("quizzes/dough.yaml", "misconception: cups-are-exact", "misconception: cups"),
    ):
        school.bread.edit(file, old, new)
    for file in ("modules/dough/01-flour.md", "modules/dough/02-starter.md"):
        text = school.bread.read(file).replace("yeast-rules", "yeast-law").replace("[[levain", "[[chef")
        school.bread.write(file, text)
    school.reread()
    assert "late-loaf" not in school.course.scenarios
    assert "starter" in ada.again().words
    decide(ada, "bake-now", "full-price").press(FINISH)
    assert "yeast-rules, which this course no longer lists." in ada.words
    assert "Take it again" not in ada.buttons


def test_a_finished_run_is_listed_and_can_be_looked_at_again(school: School) -> None:
    ada = decide(started(school), "refuse").press(FINISH)
    (record,) = scenarios.of_person(school.db, ada.person.id)
    door = ada.open(ADDRESS)
    assert "Run 1, 23 November 2026: 0 of 1 decision sound" in door.words
    assert f"scenario?s=late-loaf&amp;r={record.run_id}" in door.html
    assert ada.open(f"{ADDRESS}&r={record.run_id}").title == "Looking back: The late loaf"
    assert ada.press("Take it again").title == "The order"


@pytest.mark.parametrize("run", ["nothing", "open", "foreign", ""])
def test_only_finished_runs_of_one_s_own_are_looked_back_on(school: School, run: str) -> None:
    ada, bob = started(school), school.learner("Bob")
    named = run_of(school, ada).id if run in ("open", "foreign") else run
    if run == "foreign":
        decide(ada, "refuse").press(FINISH)
    page = (bob if run == "foreign" else ada).open(f"{ADDRESS}&r={named}")
    if run:
        assert page.title == "No run here"
    assert "Looking back" not in page.words


def test_a_second_window_shows_where_the_first_one_went(school: School) -> None:
    first = started(school)
    second = school.visit(first.person).open(ADDRESS)
    decide(first, "wait")
    decide(second, "bake-now")
    assert "You went on in another window." in second.words
    assert second.title == "The dough has risen"
    assert [step.option_id for step in run_of(school, first).steps] == ["wait"]


def test_a_window_left_open_at_a_finished_run_ends_nothing_a_second_time(school: School) -> None:
    first = decide(started(school), "refuse")
    second = school.visit(first.person).open(ADDRESS)
    first.press(FINISH)
    second.press(FINISH)  # AppTest draws the whole page anew, a browser only the case: see tests/browser
    assert "Run 1, 23 November 2026" in second.words
    assert len(scenarios.of_person(school.db, first.person.id)) == 1


def test_signing_out_in_another_window_stops_the_case_with_a_sentence(school: School) -> None:
    ada = started(school)
    person = ada.person
    ada.sign_out()
    ada.app.radio[0].set_value("wait")
    page = ada.press(DECIDE)
    assert "Sign in" in page.words
    run = scenarios.open_run(school.db, person.id, "late-loaf")
    assert run
    assert run.steps == ()


def test_a_database_that_fails_is_told_and_nothing_is_shown_as_decided(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = started(school)

    def full(*_: object) -> None:
        raise DatabaseProblem("the disk is full.")

    monkeypatch.setattr(scenarios, "choose", full)
    decide(ada, "wait")
    assert "This could not be saved just now." in ada.words
    assert ada.title == "The order"
    monkeypatch.undo()


def test_a_scenario_is_found_on_its_module_and_on_the_front_page_with_its_state(school: School) -> None:
    ada = school.learner()
    link = 'href="scenario?s=late-loaf"'
    assert link in ada.open("/").html
    assert link in ada.open("/module?m=dough&s=starter").html
    assert link not in ada.open("/module?m=oven").html
    assert link in school.visitor().open("/").html
    ada.open(ADDRESS).press("Start the scenario")
    assert "Under way" in ada.open("/module?m=dough&s=starter").words
    decide(ada.open(ADDRESS), "refuse").press(FINISH)
    assert "Done" in ada.open("/module?m=dough&s=starter").words


def test_my_record_lists_every_run_with_its_numbers(school: School) -> None:
    ada = school.learner()
    assert "They stand at the end of their modules" in ada.open("/record").words
    decide(ada.open(ADDRESS).press("Start the scenario"), "bake-now", "ask-ana").press(FINISH)
    ada.open(ADDRESS).press("Take it again")
    record = ada.open("/record")
    assert "The late loaf, run 1" in record.words
    assert "1 of 2" in record.words
    assert "begun 23 November 2026 Open" in record.words


def test_a_preview_is_on_nobody_s_record(school: School) -> None:
    ada = school.learner()
    scenarios.start_or_resume(
        school.db, school.course.scenarios["late-loaf"], ada.person.id, school.now, preview=True
    )
    assert "late loaf, run" not in ada.open("/record").words
    assert ada.open(ADDRESS).title == "The late loaf"


def test_an_author_s_text_is_text_and_never_markup(school: School) -> None:
    odd = "**$5** :red[x] <b>y</b>"
    school.bread.edit(FILE, "title: The order", f"title: '{odd}'")
    school.bread.edit(FILE, "title: Luc's note", f"title: '{odd}'")
    school.bread.edit(
        FILE, "text: Bake it now; an hour must do.", "text: 'It costs $5 or $6 :red[x] <b>y</b>'"
    )
    ada = started(school)
    assert "<b>y" not in ada.html
    assert r"\$5" in ada.app.radio[0].options[0]
    assert r"\*\*\$5\*\*" in ada.app.expander[0].label
    decide(ada, "bake-now")
    assert "<b>y" not in ada.html
