"""Reading a whole course: everything that was written, every problem at once, and no flood behind one broken file."""

from datetime import date

import pytest

from course.modules import Module
from course.problems import Problem
from tests.bread import Bread


def test_the_course_holds_what_its_files_say(bread: Bread) -> None:
    course = bread.course()
    assert course.title == "Bread"
    assert [module.id for module in course.modules] == ["dough", "oven"]
    assert [section.title for section in course.module("dough").sections] == [
        "Flour comes first",
        "Feeding a starter",
    ]
    assert list(course.quizzes) == ["dough"]
    assert list(course.terms) == ["levain", "noodle"]
    assert list(course.sources) == ["flour-book", "yeast-rules"]
    assert list(course.resources) == ["mill-guide"]
    assert list(course.misconceptions) == ["cups-are-exact"]
    assert course.section("dough/starter").speaks_for == date(2026, 1, 5)
    assert course.number(course.module("oven")) == 2
    assert course.jurisdiction("FR") == "France"
    assert course.jurisdiction("IT") == "IT"


def test_a_source_and_a_resource_hold_what_their_files_say(bread: Bread) -> None:
    course = bread.course()
    rules, guide = course.sources["yeast-rules"], course.resources["mill-guide"]
    assert (rules.title, rules.publisher, rules.url) == (
        "Rules for yeast",
        "Yeast Board",
        "https://example.org/yeast",
    )
    assert (rules.date, rules.checked, rules.jurisdiction) == ("2021-03-22", date(2026, 1, 5), "FR")
    assert (rules.volatile, rules.review_by) == (True, date(2026, 6, 1))
    assert (guide.title, guide.url, guide.year) == ("A guide to mills", "https://example.org/mills", "2019")
    assert (guide.kind, guide.topics, guide.use) == (
        "guidance",
        ("flour",),
        "You are about to buy flour in bulk.",
    )


def test_counts_say_how_much_there_is(bread: Bread) -> None:
    assert bread.load().counts == {
        "modules": 2,
        "sections": 3,
        "quizzes": 1,
        "questions": 5,
        "scenarios": 1,
        "terms": 2,
        "resources": 1,
        "sources": 2,
    }


@pytest.mark.parametrize("name", ["module", "quiz", "section"])
def test_what_is_not_in_the_course_raises_key_error(bread: Bread, name: str) -> None:
    with pytest.raises(KeyError):
        getattr(bread.course(), name)("crust/none")


def test_modules_keep_the_order_of_the_course_file(bread: Bread) -> None:
    bread.edit("modules/course.yaml", "modules: [dough, oven]", "modules: [oven, dough]")
    assert [module.id for module in bread.course().modules] == ["oven", "dough"]


def test_sections_are_in_the_order_of_their_numbers_not_of_their_letters(bread: Bread) -> None:
    (bread.root / "modules/dough/01-flour.md").rename(bread.root / "modules/dough/10-flour.md")
    (bread.root / "modules/dough/02-starter.md").rename(bread.root / "modules/dough/2-starter.md")
    assert [section.id for section in bread.course().module("dough").sections] == ["starter", "flour"]


def test_a_module_is_frozen(bread: Bread) -> None:
    with pytest.raises(ValueError, match="frozen"):
        Module.__setattr__(bread.course().module("dough"), "title", "Clay")


def test_all_problems_of_all_files_are_told_at_once(bread: Bread) -> None:
    bread.edit("modules/course.yaml", "tagline:", "taglin:")
    bread.edit("modules/oven/module.yaml", "minutes: 1", "minutes: soon")
    bread.edit("modules/dough/02-starter.md", "accTitle", "title")
    bread.edit("modules/dough/01-flour.md", "[[noodle]]", "[[nodle]]")
    bread.edit("modules/resources.yaml", "topics: [flour]", "topics: [flower]")
    bread.edit("quizzes/dough.yaml", "type: text", "type: txt")
    bread.edit("quizzes/dough.yaml", "pass_mark: 60", "pass_mark: 600")
    bread.write("quizzes/misconceptions.yaml", "misconceptions: [\n")
    assert [problem.split(" ")[0] for problem in bread.problems()] == [
        "modules/course.yaml:1:",
        "modules/course.yaml:2:",
        "modules/dough/01-flour.md:6:",
        "modules/dough/02-starter.md:8:",
        "modules/oven/module.yaml:3:",
        "modules/resources.yaml:10:",
        "quizzes/dough.yaml:5:",
        "quizzes/dough.yaml:42:",
        "quizzes/misconceptions.yaml:1:",
    ]
    assert bread.load().course is None


def test_figures_are_told_together_with_everything_else(bread: Bread) -> None:
    bread.edit("modules/oven/01-heat.md", '"description"', '"descr"')
    bread.edit("modules/dough/01-flour.md", "[[noodle]]", "[[nodle]]")
    assert len(bread.problems()) == 2


def test_the_sections_of_a_module_whose_front_page_is_broken_are_looked_at(bread: Bread) -> None:
    bread.edit("modules/dough/module.yaml", "minutes: 3", "minutes: three")
    bread.edit("modules/dough/01-flour.md", "[[noodle]]", "[[nodle]]")
    assert bread.problems() == [
        'modules/dough/01-flour.md:6: unknown term "nodle"; did you mean "noodle"?',
        'modules/dough/module.yaml:3: "minutes" must be a whole number',
    ]


@pytest.mark.parametrize(
    "file",
    [
        "modules/course.yaml",
        "modules/sources.yaml",
        "modules/glossary.yaml",
        "modules/resources.yaml",
        "modules/dough/module.yaml",
        "modules/dough/01-flour.md",
        "quizzes/dough.yaml",
        "quizzes/misconceptions.yaml",
    ],
)
def test_one_broken_file_does_not_drown_its_author_in_problems_of_others(bread: Bread, file: str) -> None:
    bread.write(file, "a: [\n")
    problems = bread.problems()
    assert len(problems) == 1
    assert problems[0].startswith(f"{file}:1: ")


def test_a_quiz_under_a_wrong_id_is_not_unknown_everywhere_else_too(bread: Bread) -> None:
    bread.edit("quizzes/dough.yaml", "id: dough\n", "id: bread\n")
    assert len(bread.problems()) == 1


def test_a_broken_module_and_a_broken_quiz_of_one_name_are_told_apart(bread: Bread) -> None:
    bread.edit("modules/dough/module.yaml", "title: Dough", "titel: Dough")
    bread.edit("modules/dough/01-flour.md", "dough/which-first", "dough/which-last")
    assert any('unknown question "which-last"' in problem for problem in bread.problems())


def test_a_section_that_appears_twice_is_told(bread: Bread) -> None:
    bread.write("modules/dough/03-flour.md", bread.read("modules/dough/01-flour.md"))
    assert bread.problems() == [
        'modules/dough/03-flour.md:1: modules/dough/01-flour.md has the id "flour" too; rename one file'
    ]


@pytest.mark.parametrize(
    "name", ["flour.md", "1_flour.md", "01-Flour.md", "01-.md", "README.md", "01-flour und.md"]
)
def test_a_section_with_another_name_is_told(bread: Bread, name: str) -> None:
    bread.write(f"modules/dough/{name}", bread.read("modules/dough/01-flour.md"))
    assert bread.problems() == [
        f"modules/dough/{name}:1: a section's file is named like 01-what-counts.md; rename it"
    ]


def test_a_module_without_sections_is_told(bread: Bread) -> None:
    (bread.root / "modules/oven/01-heat.md").unlink()
    assert bread.problems() == [
        'modules/oven/module.yaml:1: module "oven" has no section; add a file such as 01-start.md'
    ]


def test_a_module_that_nobody_sees_is_warned_of_and_keeps_nothing_from_working(bread: Bread) -> None:
    bread.edit("modules/course.yaml", "modules: [dough, oven]", "modules: [dough]")
    assert bread.problems() == [
        'modules/oven/module.yaml:1: warning: module "oven" is not listed in modules/course.yaml, so nobody sees it; '
        "list it"
    ]
    assert [module.id for module in bread.course().modules] == ["dough"]


def test_reading_twice_gives_the_same_course(bread: Bread) -> None:
    assert bread.course() == bread.course()


def test_errors_are_the_problems_that_are_no_warnings(bread: Bread) -> None:
    bread.edit("modules/course.yaml", "modules: [dough, oven]", "modules: [dough, owen]")
    loaded = bread.load()
    assert [problem.severity for problem in loaded.problems] == ["error", "warning"]
    assert loaded.errors == loaded.problems[:1]


def test_a_problem_reads_as_place_and_sentence_on_one_line(bread: Bread) -> None:
    bread.edit("modules/course.yaml", "specimen: levain", 'specimen: "le\\nvain"')
    assert all("\n" not in problem for problem in bread.problems())
    assert str(Problem("a.yaml", 3, "x; y", "warning")) == "a.yaml:3: warning: x; y"


def test_a_sentence_does_not_grow_with_the_text_it_quotes(bread: Bread) -> None:
    bread.edit("modules/course.yaml", "specimen: levain", f"specimen: {'x ' * 100_000}")
    assert all(len(problem) < 700 for problem in bread.problems())
