"""A module in one piece: one numbering of what its sections cite, and anchors that stay apart."""

import re
from itertools import count
from pathlib import Path

import pytest

from course import sheet
from course.modules import Module
from course.sections import Passage, Section
from tests.bread import Bread


@pytest.fixture
def dough(tmp_path: Path) -> Module:
    """A module whose second section cites first what the first cites last, and has the same heading."""
    bread = Bread(tmp_path / "bread")
    bread.edit(
        "modules/dough/02-starter.md", "[@flour-book; @yeast-rules]", "[@yeast-rules, art. 2; @flour-book]"
    )
    bread.edit("modules/dough/02-starter.md", "Feed the [[", "## Before you start\n\nFeed the [[")
    return bread.course().module("dough")


def words(section: Section, cited: tuple[str, ...]) -> str:
    tables = count(1)
    blocks = [block for part in section.parts for block in part.blocks if isinstance(block, Passage)]
    return "".join(sheet.passage(block.html, section, cited, tables) for block in blocks)


def test_each_source_of_a_module_is_listed_once_in_the_order_of_reading(dough: Module) -> None:
    assert sheet.sources(dough.sections) == ("flour-book", "yeast-rules")


def test_a_citation_has_the_number_of_its_source_in_the_whole_module(dough: Module) -> None:
    starter = dough.section("starter")
    assert starter.sources == ("yeast-rules", "flour-book")
    html = words(starter, sheet.sources(dough.sections))
    assert '<a class="cite" href="#source-2" aria-label="Source 2, art. 2">[2, art. 2]</a>' in html
    assert '<a class="cite" href="#source-1" aria-label="Source 1">[1]</a>' in html


def test_headings_of_two_sections_have_different_anchors(dough: Module) -> None:
    cited = sheet.sources(dough.sections)
    anchors = re.findall(r'<h\d id="([^"]+)"', "".join(words(section, cited) for section in dough.sections))
    assert anchors == ["flour-at-before-you-start", "starter-at-before-you-start"]


def test_the_regions_of_tables_are_told_apart(dough: Module) -> None:
    flour = dough.section("flour")
    html = '<div class="scroll" role="region" aria-label="Table" tabindex="0">' * 2
    assert re.findall('aria-label="([^"]+)"', sheet.passage(html, flour, (), count(4))) == [
        "Table 4",
        "Table 5",
    ]
    assert 'aria-label="Table 1"' in words(flour, sheet.sources(dough.sections))
