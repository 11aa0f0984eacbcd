"""Every type of question on the pages: asked, answered, saved as given, explained, and checked in the text."""

import re
from typing import Any

import pytest
import yaml

from course.questions import Question
from tests.app_pages.school import School, Visit, text_of
from tests.every_type import PARTLY, RIGHT, ask_every_type

EACH = pytest.mark.parametrize("name", RIGHT)
IN_PARTS = [name for name, answer in RIGHT.items() if isinstance(answer, dict)]


@pytest.fixture
def ada(school: School) -> Visit:
    """A learner who has begun the quiz that asks every type."""
    ask_every_type(school.bread)
    return school.learner().open("/quiz?q=dough").press("Start the quiz")


def go_to(ada: Visit, name: str) -> Visit:
    """Open a question over the map."""
    drawn = [question.question_id for question in ada.school.attempts_of(ada.person)[-1].questions]
    return ada.go_to(drawn.index(name))


def question(ada: Visit, name: str) -> Question:
    return ada.school.course.quiz("dough").question(name)


def widgets(page: Visit) -> dict[str, Any]:
    """Key -> widget, of all that take an answer."""
    kinds = ("radio", "selectbox", "text_input", "text_area", "checkbox")
    every: list[Any] = [one for kind in kinds for one in page.app.get(kind)]
    return {str(one.key): one for one in every}


def widget(ada: Visit, part: str = "") -> Any:
    """The widget of the open question, or of one of its parts."""
    return next(one for key, one in widgets(ada).items() if not part or key.endswith(f"-part-{part}"))


def give(ada: Visit, response: object) -> Visit:
    """Answer the open question with its widgets."""
    match response:
        case str():
            widget(ada).set_value(response)
        case dict():
            for part, value in response.items():
                widget(ada, part).set_value(value)
        case list() if ada.app.checkbox and len(ada.app.checkbox) > 1:
            for box in ada.app.checkbox:
                box.set_value(str(box.key).rpartition("-part-")[2] in response)
        case list():
            put(ada, response)
            ada.app.checkbox[0].check()
    return ada.again()


def put(ada: Visit, wanted: list[str]) -> None:
    """Bring the items into this order, one step up after the other."""
    for place, item in enumerate(wanted):
        while ordered(ada).index(item) > place:
            ada.press_key(next(str(b.key) for b in ada.app.button if str(b.key).endswith(f"-up-{item}")))


def ordered(ada: Visit) -> list[str]:
    """The items in the order that is shown."""
    return [key.partition("-up-")[2] for b in ada.app.button if "-up-" in (key := str(b.key))]


def shown(ada: Visit, asked: Question) -> object:
    """The answer that the widgets show."""
    if asked.kind == "order":
        return ordered(ada) if ada.app.checkbox[0].value else None
    if asked.kind == "multiple":
        ticked = [str(box.key).rpartition("-part-")[2] for box in ada.app.checkbox if box.value]
        return [option for option in asked.option_ids() if option in ticked] or None
    if asked.parts:
        return {part: value for part in asked.parts if (value := widget(ada, part).value)} or None
    return widget(ada).value or None


@EACH
def test_an_answer_is_saved_as_given_and_shown_again(ada: Visit, name: str) -> None:
    go_to(ada, name)
    asked = question(ada, name)
    assert text_of(asked.stem) in ada.words
    assert shown(ada, asked) is None
    for answer in (PARTLY.get(name), RIGHT[name]):
        if answer is not None:
            give(ada, answer)
            assert ada.school.answers(ada.person)[name] == asked.normalise(answer)
            assert "✓ Saved" in ada.words
    saved = ada.school.counts()
    elsewhere = next(other for other in RIGHT if other != name)
    assert shown(go_to(go_to(ada, elsewhere), name), asked) == asked.normalise(RIGHT[name])
    reloaded = go_to(ada.open("/quiz?q=dough"), name)
    assert shown(reloaded, asked) == asked.normalise(RIGHT[name])
    assert ada.school.counts() == saved


@EACH
def test_before_an_answer_nothing_is_filled_in_and_nothing_told(ada: Visit, name: str) -> None:
    asked = question(ada, name)
    go_to(ada, name)
    assert shown(ada, asked) is None
    feedback = [
        getattr(one, "feedback", None)
        for kind in ("pairs", "items", "gaps")
        for one in getattr(asked, kind, ())
    ]
    secrets = [words for words in feedback if isinstance(words, str) and words]
    secrets += [option.feedback for option in asked.choices if option.feedback]
    secrets += [hint.text for hint in asked.hints]
    if asked.kind in ("text", "numeric", "pinyin"):
        secrets += [asked.key_text(), *filter(None, vars(asked.feedback).values())]  # type: ignore[union-attr]
    assert [secret for secret in secrets if secret in ada.tree] == []


@pytest.mark.parametrize("name", IN_PARTS)
def test_an_answer_to_some_parts_is_saved_and_counts_as_still_open(ada: Visit, name: str) -> None:
    part, value = next(iter(RIGHT[name].items()))  # type: ignore[attr-defined]
    go_to(ada, name)
    give(ada, {part: value})
    assert ada.school.answers(ada.person)[name] == {part: value}
    assert "✓ answered: none" in ada.words
    give(ada, RIGHT[name])
    assert "✓ answered: none" not in ada.words


@pytest.mark.parametrize("name", ["flour-and-use", "which-shelf", "starter-in-words"])
def test_a_list_can_be_emptied_again(ada: Visit, name: str) -> None:
    go_to(ada, name)
    give(ada, RIGHT[name])
    for part, value in RIGHT[name].items():  # type: ignore[attr-defined]
        empty = None if widget(ada, part).type == "selectbox" else ""
        assert widget(ada, part).value == value
        give(ada, {part: empty})
    assert ada.school.answers(ada.person)[name] is None
    assert "✓ Saved" not in ada.words


def test_right_sides_with_equal_words_are_offered_once(ada: Visit) -> None:
    go_to(ada, "flour-and-use")
    assert [box.label for box in ada.app.selectbox] == ["Rye flour", "面条 and wheat", "Spelt flour"]
    for box in ada.app.selectbox:
        assert sorted(box.options) == ["A dense loaf", "A pane of glass", "An airy loaf"]
        assert box.proto.placeholder == "Choose…"


def test_a_number_is_shown_as_it_was_read(ada: Visit) -> None:
    go_to(ada, "flour-for-all")
    for typed in ("1,250,000", "1 250 000", "125万", "1250000 kilograms"):
        give(ada, typed)
        assert "Read as 1,250,000 kilograms" in ada.words, typed
        assert ada.school.answers(ada.person)["flour-for-all"] == "1250000"
    give(ada, "")
    assert "Read as" not in ada.words
    assert ada.school.answers(ada.person)["flour-for-all"] is None


@pytest.mark.parametrize("typed", ["a lot", "1,25", "<b>1</b>", "1e999999", "9" * 500])
def test_what_is_no_number_is_told_in_a_sentence_and_the_last_answer_stays(ada: Visit, typed: str) -> None:
    go_to(ada, "flour-for-all")
    give(ada, "1300000")
    give(ada, typed)
    assert 'role="alert"' in ada.html
    assert "<b>1</b>" not in ada.html
    assert widget(ada).value == "1300000"
    assert ada.school.answers(ada.person)["flour-for-all"] == "1300000"


def test_the_unit_stands_beside_the_number_and_is_part_of_its_name(ada: Visit) -> None:
    go_to(ada, "flour-for-all")
    assert '<span class="unit" aria-hidden="true">kilograms</span>' in ada.html
    assert widget(ada).label == "How much flour do Luc's bakers use in a year? (kilograms)"


def test_pinyin_is_shown_as_it_was_read(ada: Visit) -> None:
    go_to(ada, "noodle-aloud")
    assert '<p class="hanzi" lang="zh-Hans">面条</p>' in ada.html
    for typed in ("mian4tiao2", "miàntiáo"):
        give(ada, typed)
        assert "Read as miàntiáo" in ada.words
        assert ada.school.answers(ada.person)["noodle-aloud"] == "miàntiáo"


def test_an_order_is_no_answer_before_it_is_moved_or_kept(ada: Visit) -> None:
    go_to(ada, "loaf-steps")
    first = ordered(ada)
    assert first != RIGHT["loaf-steps"]
    assert ada.app.checkbox[0].label == "This order is my answer"
    ada.app.checkbox[0].check()
    ada.again()
    assert ada.school.answers(ada.person)["loaf-steps"] == first
    ada.app.checkbox[0].uncheck()
    ada.again()
    assert ada.school.answers(ada.person)["loaf-steps"] is None
    assert ordered(ada) == first


def test_moving_an_item_saves_the_order_and_tells_its_place(ada: Visit) -> None:
    go_to(ada, "loaf-steps")
    a, b, c, d = ordered(ada)
    words = text_of(question(ada, "loaf-steps").label(d))
    ada.press(f"Move “{words}” up")
    assert ordered(ada) == [a, b, d, c]
    assert ada.school.answers(ada.person)["loaf-steps"] == [a, b, d, c]
    assert f"“{words}” is now 3 of 4." in ada.words
    assert ada.app.checkbox[0].value is True


def test_at_the_ends_of_an_order_nothing_moves_and_nothing_is_saved(ada: Visit) -> None:
    go_to(ada, "loaf-steps")
    first = ordered(ada)
    for item, to in ((first[0], "up"), (first[-1], "down")):
        ada.press_key(next(str(b.key) for b in ada.app.button if str(b.key).endswith(f"-{to}-{item}")))
        assert ordered(ada) == first
    assert ada.school.answers(ada.person)["loaf-steps"] is None


def test_gaps_are_numbered_in_the_text_and_named_by_the_words_around_them(ada: Visit) -> None:
    go_to(ada, "starter-in-words")
    assert "I feed it on the (1) of baking, before anything else; in French it is called (2)." in ada.words
    assert ada.app.selectbox[0].label == "**Gap 1:** feed it on the \\_\\_\\_ of baking, before anything"
    assert ada.app.text_input[0].label == "**Gap 2:** French it is called \\_\\_\\_."


def test_a_reflection_says_that_it_is_private(ada: Visit) -> None:
    go_to(ada, "own-kitchen")
    assert "Only you can read this. It is not marked." in ada.words


def test_a_single_choice_costs_one_container_one_heading_and_one_radio(ada: Visit) -> None:
    go_to(ada, "feed-on-the-day")
    asked = ada.app.container(key=f"ask-{ada.app.radio[0].key}")
    assert [child.type for child in asked.children.values()] == ["html", "radio"]


def test_results_show_each_part_beside_what_is_right(ada: Visit) -> None:
    for name in RIGHT:
        give(go_to(ada, name), PARTLY.get(name, RIGHT[name]))
    page = ada.press("Review and submit").press("Submit my answers")
    words = [line.strip() for line in page.words.splitlines() if line.strip()]
    for expected in (
        ["Rye flour", "✕ Your answer A pane of glass", "✓ Right A dense loaf", "Rye holds little gas."],
        ["面条 and wheat", "✓ Your answer An airy loaf", "Wheat holds much of it."],
        ["Spelt flour", "You left this out", "✓ Right An airy loaf"],
        ["Butter", "✕ Your answer In the warm", "✓ Right In the cold"],
        ["The rising loaf", "✓ Your answer In the warm", "Cold dough sleeps."],
        [
            "Gap 1",
            "✕ Your answer eve",
            "✓ Right day",
            "By morning it has eaten everything. Then it is lively.",
        ],
        ["Gap 2", "✓ Your answer levain", "So it is."],
        ["Your answer, partly right", "1,200,000 kilograms", "Not far off.", "✓ Accepted"],
        ["Your answer, partly right", "miantiao", "The tones are missing.", "✓ Accepted", "miàntiáo"],
    ):
        assert holds(words, expected), expected
    assert "I feed it on the day of baking, before anything else; in French it is called levain." in words
    assert "1Knead the dough belongs at 2" in words
    assert 'lang="zh-Hans">面条</span>' in page.html
    assert '<p class="hanzi" lang="zh-Hans">面条</p>' in page.html
    assert "because it is warm there." in page.words


def holds(lines: list[str], wanted: list[str]) -> bool:
    """Whether the lines stand in this order one after the other."""
    return any(lines[i : i + len(wanted)] == wanted for i in range(len(lines)))


def test_what_is_left_out_is_said_for_every_type(ada: Visit) -> None:
    page = ada.press("Review and submit").press("Submit my answers")
    parts = sum(len(answer) for answer in RIGHT.values() if isinstance(answer, dict))
    assert page.words.count("You left this out") == len(RIGHT) - len(IN_PARTS) + parts


@EACH
def test_a_check_of_every_type_tells_at_once_and_records_nothing(school: School, name: str) -> None:
    ask_every_type(school.bread)
    page = school.visitor().open("/module?m=oven&s=heat")
    asked = school.course.quiz("dough").check(f"check-{name}")
    for answer, verdict in ((PARTLY.get(name), "right"), (RIGHT[name], "✓ Right")):
        if answer is None:
            continue
        give_check(page, f"check-dough-check-{name}", answer)
        if asked.kind not in ("single", "true-false", "reflection"):
            page.press_key(f"check-dough-check-{name}-done")
        assert (verdict in page.words) is asked.graded
    assert school.counts()["answers"] == 0


def give_check(page: Visit, key: str, response: object) -> None:
    """Answer one of several checks on a page."""
    fields = widgets(page)
    match response:
        case str():
            fields[key].set_value(response)
        case dict():
            for part, value in response.items():
                fields[f"{key}-part-{part}"].set_value(value)
        case list() if f"{key}-kept" in fields:
            for place, item in enumerate(response):
                while items_of(page, key).index(item) > place:
                    page.press_key(f"{key}-up-{item}")
        case list():
            for one, box in fields.items():
                if one.startswith(f"{key}-part-"):
                    box.set_value(one.rpartition("-part-")[2] in response)
    page.again()


def items_of(page: Visit, key: str) -> list[str]:
    return [
        str(b.key).removeprefix(f"{key}-up-") for b in page.app.button if str(b.key).startswith(f"{key}-up-")
    ]


def test_what_the_author_s_order_would_tell_is_shuffled_in_checks(school: School) -> None:
    ask_every_type(school.bread)
    page = school.visitor().open("/module?m=oven&s=heat")
    assert items_of(page, "check-dough-check-loaf-steps") != RIGHT["loaf-steps"]
    rights = next(box for box in page.app.selectbox if "flour-and-use" in str(box.key)).options
    assert rights != ["A dense loaf", "An airy loaf", "A pane of glass"]


def test_a_check_marks_the_parts_and_does_not_tell_what_is_right(school: School) -> None:
    ask_every_type(school.bread)
    page = school.visitor().open("/module?m=oven&s=heat")
    for name, told in (
        ("flour-and-use", "1 of 3 right"),
        ("starter-in-words", "1 of 2 right"),
        ("loaf-steps", "Partly right"),
    ):
        key = f"check-dough-check-{name}"
        give_check(page, key, PARTLY[name])
        page.press_key(f"{key}-done")
        assert told in page.words
        assert "✓ Right" not in page.words
    assert "not in place" in page.words


def test_hints_of_a_check_cost_nothing_and_come_one_by_one(school: School) -> None:
    ask_every_type(school.bread)
    page = school.visitor().open("/module?m=oven&s=heat")
    assert "Think of how flour settles." not in page.tree
    page.press("Show a hint")
    assert "Think of how flour settles." in page.words
    assert "A cup can be packed." not in page.tree
    assert page.buttons.count("Show another hint") == 1
    page.press("Show another hint")
    assert "A cup can be packed." in page.words
    assert "Show another hint" not in page.buttons


def test_a_hint_that_costs_says_so_before_it_is_shown(ada: Visit) -> None:
    go_to(ada, "weigh-first")
    ada.press("Show a hint")
    assert "Show another hint (costs 25 % of this question)" in ada.buttons
    assert "A cup can be packed." not in ada.tree
    ada.press("Show another hint")
    assert "Hints: 2 of 2" in ada.words
    assert "A cup can be packed." in ada.words


def test_certainty_is_asked_in_words_with_nothing_chosen(school: School) -> None:
    ask_every_type(school.bread)
    school.bread.edit("quizzes/dough.yaml", "pass_mark: 60\n", "pass_mark: 60\ncertainty: asked\n")
    ada = school.learner().open("/quiz?q=dough").press("Start the quiz")
    go_to(ada, "feed-on-the-day")
    sure = ada.app.radio[1]
    assert (sure.label, sure.options, sure.value) == (
        "How sure are you?",
        ["Not sure", "Fairly sure", "Sure"],
        None,
    )
    go_to(ada, "own-kitchen")
    assert not ada.app.radio


HOSTILE = "<img src=x onerror=alert(1)> $5 :red[x] **b** \"quoted\" 'so' &amp; </p><script>1</script>"
COLLAPSED = 2  # a label that is only read out, as it stands
TEXTS = {
    "stem",
    "text",
    "left",
    "right",
    "wrong",
    "partly",
    "feedback",
    "explanation",
    "unit",
    "accept",
    "true",
}


def hostile(school: School) -> None:
    """Put hostile words into every text of the quiz: those of its author."""
    ask_every_type(school.bread)
    quiz = yaml.safe_load(school.bread.read("quizzes/dough.yaml"))
    for number, asked in enumerate([*quiz["questions"], *quiz["checks"]]):
        asked |= {
            key: _hostile(value, f"{number}", key)
            for key, value in asked.items()
            if asked["type"] != "pinyin"
        }
        asked["stem"] += f" Question {number}."
        asked["explanation"] = HOSTILE
        asked["hints"] = [HOSTILE]
    school.bread.write("quizzes/dough.yaml", yaml.safe_dump(quiz, allow_unicode=True))
    assert [problem for problem in school.bread.problems() if ": warning:" not in problem] == []


def _hostile(value: Any, mark: str, key: str) -> Any:
    """The same with hostile words; `mark` keeps two texts apart that may not be equal."""
    match value:
        case dict():
            return {name: _hostile(inner, mark, str(name)) for name, inner in value.items()}
        case list():
            return [_hostile(inner, f"{mark}.{i}", key) for i, inner in enumerate(value)]
        case str() if key in TEXTS:
            return f"{HOSTILE} {mark} {value}"
        case _:
            return value


def is_safe(page: Visit) -> bool:
    """Whether hostile words were shown, and only as words."""
    labels = [one.label for one in widgets(page).values() if one.proto.label_visibility.value != COLLAPSED]
    labels += [button.label for button in page.app.button]
    labels += [option for radio in page.app.radio for option in radio.options]
    read = [label for label in labels if re.search(r"(?<!\\)(\$5|:red)", label)]
    return "&lt;img src=x" in page.html and not re.search("<(img src=x|script)", page.html) and not read


def test_hostile_words_in_every_field_are_shown_as_words(school: School) -> None:
    hostile(school)
    ada = school.learner().open("/quiz?q=dough").press("Start the quiz")
    typed = {"french-word", "own-kitchen"}
    for name in RIGHT:
        go_to(ada, name)
        ada.press("Show a hint")
        give(
            ada,
            HOSTILE
            if name in typed
            else {"name": HOSTILE, "when": "eve"}
            if "words" in name
            else RIGHT[name],
        )
        assert is_safe(ada), name
    assert is_safe(ada.press("Review and submit"))
    results = ada.press("Submit my answers")
    assert is_safe(results)
    assert results.words.count("<img src=x onerror=alert(1)>") > 50


@EACH
def test_hostile_words_are_shown_as_words_in_checks(school: School, name: str) -> None:
    hostile(school)
    page = school.visitor().open("/module?m=oven&s=heat")
    key = f"check-dough-check-{name}"
    give_check(page, key, PARTLY.get(name, RIGHT[name]))
    if f"{key}-done" in [button.key for button in page.app.button]:
        page.press_key(f"{key}-done")
    assert is_safe(page)
