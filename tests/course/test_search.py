"""Search: what finds what, on the shipped course and on the small one about bread, and what nobody may find."""

import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import search
from course.course import Course
from course.loader import load
from course.search import Index, Kind, build, excerpt, find
from course.search.chapters import chapters
from course.search.excerpt import LENGTH
from course.search.script import simplified
from course.sections import Passage
from settings import ROOT
from tests.bread import Bread

FASTEST = 0.05  # seconds of CPU that one search of the whole course may take
# A sentence of the shipped course has 出口 in it, and no entry is named by any of these ways to write it.
WRITTEN = ["出口", "chukou", "Chukou", "chūkǒu", "CHŪKǑU", "chu1kou3", "chu kou", "chū kǒu", "chu1 kou3"]


@cache
def shipped() -> Course:
    course = load(ROOT).course
    assert course
    return course


@cache
def index() -> Index:
    return build(shipped())


@cache
def bread_index() -> Index:
    course = load(ROOT / "tests" / "courses" / "bread").course
    assert course
    return build(course)


def ids(
    index: Index, typed: str, kind: Kind = "section", explained: frozenset[str] = frozenset()
) -> list[str]:
    return [hit.entry.id for hit in find(index, typed, explained).hits if hit.entry.kind == kind]


def shown(index: Index, typed: str, kind: Kind = "section") -> str:
    """The best hit of a kind in its context, with what was looked for in brackets."""
    found = find(index, typed)
    entry = next(hit.entry for hit in found.hits if hit.entry.kind == kind)
    pieces = excerpt(entry.text, found.wanted, entry.pinyin)
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


# ---- hanzi and pinyin


@pytest.mark.parametrize("typed", WRITTEN)
def test_hanzi_inside_a_sentence_are_found_however_they_are_written(typed: str) -> None:
    assert "[出口]管制" in shown(index(), typed)


@pytest.mark.parametrize("typed", WRITTEN)
def test_the_term_itself_comes_first(typed: str) -> None:
    assert ids(index(), typed, "term")[0] == "export"


@pytest.mark.parametrize("typed", ["chǔkǒu", "chu3kou3"])
def test_tones_that_are_typed_must_agree(typed: str) -> None:
    assert find(index(), typed).hits == ()


@pytest.mark.parametrize("typed", ["guānxi", "guān xi", "guan1xi5", "guan1xi4", "guanxi"])
def test_a_neutral_syllable_may_be_typed_with_its_full_tone(typed: str) -> None:
    assert ids(index(), typed, "term") == ["guanxi"]


def test_u_with_two_dots_is_never_u(bread: Bread) -> None:
    bread.edit("modules/glossary.yaml", "hanzi: 面条", "hanzi: 绿条")
    bread.edit("modules/glossary.yaml", "pinyin: miàntiáo", "pinyin: lǜtiáo")
    bread.edit("modules/glossary.yaml", "mian4 tiao2", "lü4 tiao2")
    green = build(bread.course())
    for typed in ("lütiao", "lvtiao", "lv4tiao2", "lu:4tiao2", "lǜtiáo"):
        assert ids(green, typed, "term") == ["noodle"], typed
    assert ids(green, "lu4tiao2", "term") == []


def test_one_toneless_syllable_is_no_piece_of_a_longer_term() -> None:
    assert ids(bread_index(), "tiao", "term") == []
    assert ids(bread_index(), "tiao2", "term") == ["noodle"]


@pytest.mark.parametrize("typed", ["麵條", "面条", "麵条", "麵"])
def test_traditional_characters_find_simplified_ones(typed: str) -> None:
    assert ids(bread_index(), typed, "term") == ["noodle"]


def test_simplified_text_is_as_long_as_it_was() -> None:
    text = "出口貨物 and 麵條, 𠀀"
    assert simplified(text) == "出口货物 and 面条, 𠀀"


def test_characters_that_nowhere_stand_together_are_looked_for_two_by_two() -> None:
    found = find(bread_index(), "面条馆")
    assert [hit.entry.id for hit in found.hits] == ["noodle", "dough/flour#"]
    assert not found.whole


# ---- English


@pytest.mark.parametrize(
    "words",
    [
        ("sanction", "sanctions", "sanctioned"),
        ("licence", "license", "licensing", "Licences"),
        ("organisation", "organization", "organisations"),
        ("university", "universities", "University's"),
        ("email", "e-mail", "emails"),
    ],
)
def test_forms_and_spellings_of_a_word_find_the_same(words: tuple[str, ...]) -> None:
    first = [hit.entry.id for hit in find(index(), words[0]).hits]
    assert first
    for word in words[1:]:
        assert [hit.entry.id for hit in find(index(), word).hits] == first, word


@pytest.mark.parametrize("typed", ["exprot", "exporrt", "expott"])
def test_one_typing_mistake_is_forgiven_and_said(typed: str) -> None:
    found = find(index(), typed)
    assert found.read_as == ((typed, "export"),)
    assert len(found.hits) > 10


def test_a_mistake_in_three_letters_or_two_mistakes_are_not_forgiven() -> None:
    assert find(bread_index(), "flxur").hits  # one mistake in five letters
    assert not find(bread_index(), "flxxr").hits
    assert find(bread_index(), "eey").hits == ()
    assert find(bread_index(), "eye").hits == ()  # “yes” and “use” are not far from it


def test_a_word_that_is_there_is_never_taken_for_another() -> None:
    assert find(index(), "form").read_as == ()
    assert "[form]" in shown(index(), "form")
    assert "[from]" not in shown(index(), "form")


def test_the_start_of_a_word_is_enough() -> None:
    assert ids(bread_index(), "flo") == ids(bread_index(), "flour")
    assert not find(bread_index(), "fl").hits


def test_small_words_do_not_count_unless_there_is_nothing_else() -> None:
    whole = find(bread_index(), "the flour of a shop")
    assert [one.typed for one in whole.wanted] == ["flour", "shop"]
    assert [one.typed for one in find(bread_index(), "of the").wanted] == ["of", "the"]


def test_what_has_all_words_hides_what_has_some() -> None:
    both = find(bread_index(), "flour water")
    assert both.whole
    assert "oven/heat#" not in [hit.entry.id for hit in both.hits]
    some = find(bread_index(), "flour xyzzyx")
    assert not some.whole
    assert some.hits


def test_accents_may_be_left_out(bread: Bread) -> None:
    bread.edit("modules/resources.yaml", "title: A guide to mills", "title: A guide by José Núñez")
    found = build(bread.course())
    for typed in ("jose nunez", "José Núñez", "JOSE"):
        assert ids(found, typed, "resource") == ["mill-guide"], typed


# ---- what can be found, and where it leads


def test_sections_are_found_by_heading_terms_resources_and_situations_too() -> None:
    assert ids(bread_index(), "warm the water") == ["dough/flour#at-before-you-start"]
    assert ids(bread_index(), "pasta", "term") == ["noodle"]
    assert ids(bread_index(), "Mill Press", "resource") == ["mill-guide"]
    assert ids(bread_index(), "offered a sack", "situation") == ["first-sack"]
    assert ids(bread_index(), "Feed the starter if you bake") == ["dough/starter#"]


def test_every_heading_of_the_shipped_course_can_be_led_to() -> None:
    for entry in index().entries:
        if entry.kind != "section" or not entry.id.partition("#")[2]:
            continue
        key, _, anchor = entry.id.partition("#")
        section = shipped().section(key)
        html = "".join(b.html for part in section.parts for b in part.blocks if isinstance(b, Passage))
        assert html.count(f'id="{anchor}"') == 1, entry.id


def test_two_headings_with_the_same_words_have_two_anchors(bread: Bread) -> None:
    text = bread.read("modules/dough/02-starter.md")
    bread.write("modules/dough/02-starter.md", text + "\n## Twice\n\nOne.\n\n## Twice\n\nTwo.\n")
    found = chapters(bread.course().section("dough/starter"))
    assert [chapter.anchor for chapter in found] == ["", "at-twice", "at-twice.2"]
    assert [chapter.text for chapter in found[1:]] == ["One.", "Two."]


def test_numbers_of_citations_are_no_words_of_a_section() -> None:
    chapter = chapters(shipped().section("export-controls/what-is-controlled"))[0]
    assert "[1]" not in chapter.text
    assert "ECJU for short." in chapter.text


def test_what_an_entry_is_a_part_of_helps_and_is_not_enough() -> None:
    below = "dough/flour#at-before-you-start"  # a heading of the section “Flour comes first”
    assert ids(bread_index(), "comes before you start") == [below]
    assert ids(bread_index(), "comes") == ["dough/flour#"]


# ---- what only some may find


def test_a_question_of_a_quiz_is_found_only_by_whoever_was_shown_its_explanation(bread: Bread) -> None:
    question = bread.course().quiz("dough").question("weigh-first")
    typed = "only weight stays the same"
    assert ids(bread_index(), typed, "question") == []
    assert ids(bread_index(), typed, "question", frozenset({question.version()})) == ["dough/weigh-first"]


def test_a_question_that_was_edited_since_is_not_the_one_that_was_explained(bread: Bread) -> None:
    seen = frozenset({bread.course().quiz("dough").question("weigh-first").version()})
    bread.edit("quizzes/dough.yaml", "Only weight stays the same.", "Only weight stays, always.")
    assert ids(build(bread.course()), "only weight stays", "question", seen) == []


def test_no_typing_mistake_is_mended_with_a_word_of_a_hidden_question(bread: Bread) -> None:
    bread.edit("quizzes/dough.yaml", "Only weight stays the same.", "Only gravitas stays.")
    hidden = build(bread.course())
    found = find(hidden, "gravitos")
    assert (found.hits, found.read_as) == ((), ())
    seen = frozenset({bread.course().quiz("dough").question("weigh-first").version()})
    assert ids(hidden, "gravitas", "question", seen) == ["dough/weigh-first"]


def test_what_is_found_does_not_depend_on_hidden_questions(bread: Bread) -> None:
    before = find(build(bread.course()), "flour starter")
    bread.edit("quizzes/dough.yaml", "Both drink from each other.", "Flour, flour, starter and flour.")
    after = find(build(bread.course()), "flour starter")
    assert [hit.entry.id for hit in before.hits] == [hit.entry.id for hit in after.hits]


def test_a_check_is_found_by_everybody_with_its_explanation_but_not_its_options(bread: Bread) -> None:
    bread.edit(
        "quizzes/dough.yaml",
        "    stem: What comes first?\n",
        "    stem: What comes first?\n    explanation: Bakers reckon from it.\n",
    )
    found = build(bread.course())
    assert ids(found, "bakers reckon", "question") == ["dough/which-first"]
    assert ids(found, "salt", "question") == []


def test_pinyin_in_a_stem_and_its_explanation_is_known(bread: Bread) -> None:
    bread.edit(
        "quizzes/dough.yaml",
        "    stem: What comes first?\n",
        "    stem: What comes first, *miàn* or salt?\n    explanation: Say *miàntiáo*, and eat.\n",
    )
    entry = next(one for one in build(bread.course()).entries if one.id == "dough/which-first")
    assert [entry.title[slice(*span)] for span in entry.title_pinyin] == ["miàn"]
    assert [entry.text[slice(*span)] for span in entry.pinyin] == ["miàntiáo"]


# ---- excerpts


def test_an_excerpt_is_short_and_marks_what_was_looked_for() -> None:
    text = "Nothing here. " * 30 + "Then flour came, and the water with it. " + "Nothing more. " * 30
    found = find(bread_index(), "flour water")
    pieces = excerpt(text, found.wanted)
    assert [piece.text for piece in pieces if piece.hit] == ["flour", "water"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… Nothing here. Nothing")
    assert whole.endswith("…")
    assert len(whole) <= LENGTH + 6


def test_pinyin_in_an_excerpt_is_told_from_other_words() -> None:
    entry = next(hit.entry for hit in find(index(), "guanxi").hits if hit.entry.kind == "section")
    pieces = excerpt(entry.text, find(index(), "guanxi").wanted, entry.pinyin)
    assert [piece.text for piece in pieces if piece.pinyin and piece.hit] == ["guānxi"]


@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text_in_pieces_is_the_text(text: str, typed: str) -> None:
    wanted = find(bread_index(), typed).wanted
    assert "".join(piece.text for piece in search.marked(text, wanted)) == text
    cut = "".join(piece.text for piece in excerpt(text, wanted))
    assert cut.removeprefix("… ").removesuffix(" …") in text


@given(st.text(max_size=60) | st.text(alphabet="abcdefgü12345 出口貨v:'-", max_size=40))
def test_anything_may_be_typed(typed: str) -> None:
    found = find(bread_index(), typed)
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(hit.entry.version is None for hit in found.hits)


# ---- speed and keeping


@pytest.mark.parametrize(
    "typed",
    ["出口", "chukou", "chu1kou3", "licence", "exprot contrl", "the", "how do I send a file to a partner"],
)
def test_a_search_of_the_whole_course_with_its_excerpts_takes_less_than_50_ms(typed: str) -> None:
    seconds = []
    for _ in range(5):
        start = time.process_time()
        found = find(index(), typed)
        for hit in found.hits[:40]:
            excerpt(hit.entry.text, found.wanted, hit.entry.pinyin)
        seconds.append(time.process_time() - start)
    assert min(seconds) < FASTEST


def test_an_index_is_built_once_for_each_version_of_the_course(bread: Bread) -> None:
    kept = search.Kept()
    first, second = bread.course(), bread.course()
    assert kept.of(first) is kept.of(first)
    assert kept.of(second) is not kept.of(first)
