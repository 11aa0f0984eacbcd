"""One list of what wants an author: the most urgent first, each with its place and what rests on it."""

from datetime import date

from course.health import Concern, survey
from tests.bread import Bread
from tests.course.test_practice import PRACTICE


def kinds(found: tuple[Concern, ...]) -> list[tuple[str, str, int]]:
    return [(concern.kind, concern.file, concern.line) for concern in found]


def test_nothing_wants_an_author_long_before_anything_is_due(bread: Bread) -> None:
    assert survey(bread.root, date(2026, 4, 1)) == ()


def test_what_is_due_within_sixty_days_is_listed_and_not_overdue(bread: Bread) -> None:
    (concern,) = survey(bread.root, date(2026, 4, 2))
    assert (concern.kind, concern.title, concern.due) == ("source", "Rules for yeast", date(2026, 6, 1))
    assert not concern.overdue(date(2026, 6, 1))
    assert concern.overdue(date(2026, 6, 2))


def test_everything_that_rests_on_a_source_is_named_with_its_line(bread: Bread) -> None:
    (concern,) = survey(bread.root, date(2026, 4, 2))
    assert concern.rests
    for rest in concern.rests:
        lines = bread.read(rest.file).splitlines()
        assert 1 <= rest.line <= len(lines), rest
    named = {rest.what for rest in concern.rests}
    assert "Question: feed-on-the-day" in named
    assert "Scenario: The late loaf" in named
    place = next(rest for rest in concern.rests if rest.what == "Question: feed-on-the-day")
    assert "id: feed-on-the-day" in bread.read(place.file).splitlines()[place.line - 1]


def test_names_and_titles_to_practise_rest_on_their_sources_too(bread: Bread) -> None:
    bread.write("modules/practice.yaml", PRACTICE.replace("flour-book", "yeast-rules"))
    (concern,) = survey(bread.root, date(2026, 4, 2))
    places = {rest.what: rest.line for rest in concern.rests if rest.file == "modules/practice.yaml"}
    assert places == {"Name: ouyang-lin": 3, "Name with a title: baker-lin": 10}


def test_the_longest_overdue_comes_first_and_warnings_last(bread: Bread) -> None:
    bread.edit("quizzes/dough.yaml", "  number-of-options: A course for tests is short.\n", "")
    found = survey(bread.root, date(2027, 1, 6))
    ranks = [concern.kind for concern in found]
    assert ranks[:3] == ["source", "module", "module"]
    assert set(ranks[3:]) == {"warning"}
    assert found[3].title == "number-of-options"


def test_what_is_broken_comes_before_all_else(bread: Bread) -> None:
    bread.edit("quizzes/dough.yaml", "correct: true, feedback: Grams do not settle.", "feedback: Grams.")
    found = survey(bread.root, date(2027, 1, 6))
    assert found[0].kind == "broken"
    assert "no correct option" in found[0].told
    assert {concern.kind for concern in found} >= {"source", "module"}
