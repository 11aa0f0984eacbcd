"""A section's file as parts ready to show: passages, checks, diagrams and charts."""

import json

import pytest

from course.figures import NoFigure, chart, diagram
from course.sections import Chart, Check, Diagram, Part, Passage, Section
from tests.bread import Bread

FLOUR = "modules/dough/01-flour.md"
FRONT = "---\ntitle: Flour\nspeaks_for: 2026-01-05\n---\n"


def section(bread: Bread, text: str) -> Section:
    """The section with this text, in the place of the one about flour."""
    bread.write(FLOUR, FRONT + text)
    return bread.course().section("dough/flour")


def kinds(part: Part) -> list[str]:
    return [type(block).__name__ for block in part.blocks]


def test_a_part_is_a_heading_with_what_stands_below_it(bread: Bread) -> None:
    parts = section(bread, "One.\n\n### Three\n\n## Two\n\nTwo.\n\n## Two again\n").parts
    assert [[block.html for block in part.blocks if isinstance(block, Passage)] for part in parts] == [
        ['<p>One.</p>\n<h3 id="at-three">Three</h3>\n'],
        ['<h2 id="at-two">Two</h2>\n<p>Two.</p>\n'],
        ['<h2 id="at-two-again">Two again</h2>\n'],
    ]


def test_a_section_that_starts_with_a_heading_has_no_empty_part(bread: Bread) -> None:
    assert len(section(bread, "## Two\n\nText.\n").parts) == 1


def test_a_heading_in_a_quotation_opens_no_part(bread: Bread) -> None:
    parts = section(bread, "> ## Two\n>\n> Text.\n").parts
    assert parts == (
        Part((Passage('<blockquote>\n<h2 id="at-two">Two</h2>\n<p>Text.</p>\n</blockquote>\n'),), ()),
    )


def test_checks_and_figures_stand_between_the_passages(bread: Bread) -> None:
    part = bread.course().section("dough/flour").parts[1]
    assert kinds(part) == ["Passage", "Check", "Passage"]
    assert part.blocks[1] == Check("dough", "which-first")


def test_a_part_knows_the_terms_that_the_section_first_names_in_it(bread: Bread) -> None:
    parts = section(bread, "[[levain]].\n\n## Two\n\n[[noodle]] [[levain]].\n").parts
    assert [part.terms for part in parts] == [("levain",), ("noodle",)]


def test_sources_are_numbered_through_the_whole_section(bread: Bread) -> None:
    flour = section(bread, "One [@yeast-rules].\n\n## Two\n\nTwo [@flour-book; @yeast-rules].\n")
    assert flour.sources == ("yeast-rules", "flour-book")
    assert "[2]</a><a" in str(flour.parts[1].blocks[0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One two three.", 3),
        ("I don’t know well-known words", 5),
        ("出口管制 is one", 3),
        ("[[noodle]] and [[levain|two words]]", 4),
        ("## Two words\n\n`code` here", 4),
        ("Text [@flour-book, p. 12].", 1),
        ("> [!NOTE] The title does not count\n> but this does", 3),
        ("x\n\n```mermaid\nflowchart TD\naccTitle: a b c\naccDescr: d e f\n```\n", 1),
    ],
)
def test_words_are_counted_as_they_are_read(bread: Bread, text: str, words: int) -> None:
    assert section(bread, text).words == words


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (200, 1), (201, 2), (400, 2)])
def test_reading_time_is_whole_minutes_at_200_words_each(bread: Bread, words: int, minutes: int) -> None:
    assert section(bread, "word " * words).minutes == minutes


def test_front_matter_may_end_the_file_when_that_is_all_there_is(bread: Bread) -> None:
    for text in ("---\ntitle: Flour\nspeaks_for: 2026-01-05\n---", FRONT, f"{FRONT}\n \n"):
        bread.write(FLOUR, text)
        assert f"{FLOUR}:4: this file has no text below its front matter; write some" in bread.problems()


def test_a_line_of_dashes_in_the_text_is_a_rule_and_no_front_matter(bread: Bread) -> None:
    assert "<hr />" in str(section(bread, "One.\n\n---\n\nTwo.\n").parts[0])


def test_an_ordinary_code_block_stays_in_its_passage(bread: Bread) -> None:
    part = section(bread, "One.\n\n```python\nprint(1)\n```\n\nTwo.\n").parts[0]
    assert kinds(part) == ["Passage"]


def test_a_diagram_has_its_title_and_its_description_in_words(bread: Bread) -> None:
    drawn = bread.course().section("dough/starter").parts[0].blocks[1]
    assert isinstance(drawn, Diagram)
    assert drawn.title == "When to feed"
    assert drawn.description == "Feed the starter if you bake today, otherwise keep it cold."
    assert drawn.source.startswith("flowchart TD\n")


def test_a_description_of_several_lines_becomes_one() -> None:
    content = "flowchart TD\naccTitle: x\naccDescr {\n  Two\n  lines.\n}\nA --> B\n"
    assert diagram(content).description == "Two lines."


@pytest.mark.parametrize(
    "content", ["accTitle: x\n" * 20_000, "accDescr{" * 20_000, "\n" * 100_000, "accDescr {" * 9]
)
def test_a_diagram_without_words_is_refused_at_once(content: str) -> None:
    with pytest.raises(NoFigure):
        diagram(content)


def test_a_chart_gives_its_title_to_the_page(bread: Bread) -> None:
    drawn = bread.course().section("oven/heat").parts[0].blocks[1]
    assert isinstance(drawn, Chart)
    assert drawn.title == "Crust by minute"
    assert drawn.description == "The crust browns from minute 20 on."
    assert "title" not in json.loads(drawn.spec)
    assert json.loads(drawn.spec)["mark"] == "line"


@pytest.mark.parametrize(
    "title",
    ['"One two"', '["One", "two"]', '{"text": "One two", "anchor": "start"}', '{"text": ["One", "two"]}'],
)
def test_a_chart_may_write_its_title_in_every_way_of_vega_lite(title: str) -> None:
    assert chart(f'{{"title": {title}, "description": "x"}}').title == "One two"


@pytest.mark.parametrize("title", ["null", "5", '""', "[]", "{}", '{"text": 5}', '["", 7]'])
def test_a_chart_without_words_in_its_title_is_refused(title: str) -> None:
    with pytest.raises(NoFigure, match='lacks "title"'):
        chart(f'{{"title": {title}, "description": "x"}}')


@pytest.mark.parametrize("data", ["null", "[]", '"url"', "5"])
def test_a_chart_with_odd_data_is_read_all_the_same(data: str) -> None:
    assert chart(f'{{"title": "x", "description": "x", "data": {data}}}').title == "x"


@pytest.mark.parametrize(
    "content", ["[" * 100_000, '{"a":' * 100_000, "1e999", '"\\ud800"', "9" * 10_000, "-Infinity"]
)
def test_a_chart_that_json_cannot_hold_is_refused(content: str) -> None:
    with pytest.raises(NoFigure):
        chart(f'{{"title": "x", "description": "x", "a": {content}}}')


def test_a_fault_in_a_chart_is_told_with_its_own_line(bread: Bread) -> None:
    bread.write(FLOUR, f'{FRONT}Text.\n\n```vega-lite\n{{\n"title": "x"\n"description": "x"\n}}\n```\n')
    assert bread.problems()[0].startswith(f"{FLOUR}:10: this chart is not valid JSON")
