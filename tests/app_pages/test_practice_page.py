"""The practice page: what visitors and learners are asked, what they are told, and that nothing of it is kept."""

import pytest

from app_pages.parts.practising import NOT_ANSWERED
from tests.app_pages.school import School, Visit
from tests.course.test_practice import PRACTICE


def test_all_kinds_that_the_course_has_something_for_are_offered(school: School) -> None:
    page = school.visitor().open("/practice")
    assert page.title == "Language practice"
    for title in ("Type the pinyin", "See the tones", "Hear the tones", "Flash cards"):
        assert f"Start: {title}" in page.words
    assert "Surname or given name" not in page.words
    assert "1 word" in page.words


def test_home_and_glossary_lead_to_it(school: School) -> None:
    ada = school.learner()
    assert "Practise these words" in ada.open("/glossary").words
    assert "Language practice" in ada.open("/").words
    assert "Language practice" in school.visitor().open("/").words


def test_without_words_in_characters_nothing_leads_there_and_the_page_says_why(school: School) -> None:
    text = school.bread.read("modules/glossary.yaml")
    for line in ("    hanzi: 面条\n", "    traditional: 麵條\n"):
        text = text.replace(line, "")
    school.bread.write("modules/glossary.yaml", text)
    visitor = school.visitor()
    assert "Practise" not in visitor.open("/glossary").words
    assert "Language practice" not in visitor.open("/").words
    assert "no words in characters to practise" in visitor.open("/practice").words
    assert visitor.open("/practice?x=spelling").title == "Language practice"


@pytest.mark.parametrize("asked", ["names", "bread", "<script>"])
def test_a_kind_that_is_not_there_leads_to_all_kinds(school: School, asked: str) -> None:
    assert school.visitor().open(f"/practice?x={asked}").title == "Language practice"


def test_typed_pinyin_is_checked_once_and_answered_with_the_reading_in_contours(school: School) -> None:
    page = school.visitor().open("/practice?x=spelling")
    assert "Language practice · 1 of 1" in page.words
    assert "noodle" in page.words
    assert "miàntiáo" not in page.tree  # what is asked is not sent
    page.answer("mian2tiao2").press("Check my answer")
    assert "Your answer, partly right" in page.words
    assert "Accepted" in page.words
    assert '<i class="tone t4"></i>' in page.html
    assert "Tones: fourth, falling; second, rising." in page.words
    assert 'href="glossary?t=noodle"' in page.html
    assert not page.app.text_input
    page.press("See how it went")
    assert "0 of 1 right. Nothing is recorded." in page.words
    assert "To look at again" in page.words
    page.press("Repeat the one missed")
    assert page.app.text_input[0].value == ""
    page.answer("miàntiáo").press("Check my answer")
    assert "✓ Your answer" in page.words
    page.press("See how it went")
    assert "1 of 1 right." in page.words
    assert page.buttons == ["Once more"]
    assert "1 of 1" in page.press("Once more").words
    assert page.app.text_input[0].value == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", NOT_ANSWERED), ("面条", "Write pinyin in Latin letters"), ("mian7", "from 1 to 5")],
)
def test_what_is_no_answer_is_not_counted_as_one(school: School, typed: str, told: str) -> None:
    page = school.visitor().open("/practice?x=spelling")
    page.answer(typed).press("Check my answer")
    assert told in page.words
    assert page.app.text_input
    page.answer("miàntiáo").press("Check my answer")
    assert told not in page.words
    assert "✓ Your answer" in page.words


def test_tones_are_drawn_without_a_mark_on_any_letter_until_they_are_answered(school: School) -> None:
    page = school.visitor().open("/practice?x=tones")
    assert 'lang="zh-Latn-pinyin">mian</span>' in page.html
    assert "miàn" not in page.html
    assert "Tones: fourth, falling; second, rising." in page.words
    page.answer("42").press("Check my answer")
    assert "✓ Your answer" in page.words
    assert 'lang="zh-Latn-pinyin">miàn</span>' in page.html


def test_nothing_is_asked_by_ear_before_the_browser_has_a_voice(school: School) -> None:
    page = school.visitor().open("/practice?x=listening")
    assert page.buttons == []
    assert not page.app.radio
    assert "noodle" not in page.html


def test_a_surname_is_told_from_a_given_name_without_capitals_to_help(school: School) -> None:
    school.bread.write("modules/practice.yaml", PRACTICE)
    page = school.visitor().open("/practice?x=names")
    assert 'lang="zh-Latn-pinyin">ōu</span>' in page.html
    assert "Ōuyáng" not in page.html
    (right,) = (n for n in page.app.radio[0].options if n == "*Ōuyáng*")
    page.answer(f"part-{1 + ['*Ōuyáng*', '*Ōu*', '*Lín*', '*Yánglín*'].index(right)}").press(
        "Check my answer"
    )
    assert "✓ Your answer" in page.words
    assert "It stays together." in page.words
    assert "Source:" in page.words


def test_a_title_is_put_in_its_place(school: School) -> None:
    school.bread.write("modules/practice.yaml", PRACTICE)
    page = school.visitor().open("/practice?x=titles")
    assert "This is Baker Lin" in page.words
    page.press("Check my answer")
    assert NOT_ANSWERED in page.words
    for piece in ("林", "这是"):
        for _ in range(2):
            page.press(f"Move “{piece}" + (" Lín, surname” up" if piece == "林" else " zhèshì, this is” up"))
    page.press("Check my answer")
    assert "✓ Your answer" in page.words
    assert "The title stands last." in page.words


def test_cards_are_turned_known_and_put_back(school: School) -> None:
    page = school.visitor().open("/practice?x=cards")
    assert 'class="hanzi" lang="zh-Hans">面条' in page.html
    assert "noodle" not in page.tree
    page.press("Turn the card")
    assert "noodle" in page.words
    page.press("Not yet")
    assert "noodle" not in page.words
    page.press("Turn the card").press("I knew it")
    assert "You knew 1 card. Nothing is recorded." in page.words
    page.press("Once more")
    assert "0 of 1 known" in page.words


def test_cards_may_show_the_meaning_first(school: School) -> None:
    page = school.visitor().open("/practice?x=cards")
    page.app.radio(key="flash-side").set_value("meaning")
    page.again()
    assert "noodle" in page.words
    assert "面条" not in page.html
    assert "面条" in page.press("Turn the card").html


def test_nothing_is_recorded_of_a_learner(school: School) -> None:
    ada = school.learner()
    ada.open("/")
    before = school.counts()
    ada.open("/practice?x=spelling").answer("miantiao").press("Check my answer").press("See how it went")
    ada.open("/practice?x=cards").press("Turn the card").press("I knew it")
    assert school.counts() == before


def test_words_may_be_chosen_by_theme(school: School) -> None:
    add_theme(school)
    page: Visit = school.visitor().open("/practice?x=spelling")
    assert "1 of 2" in page.words
    page.app.selectbox[0].set_value("shop")
    page.again()
    assert "1 of 1" in page.words
    assert "steamed bun" in page.words
    page.answer("mantou2").press("Check my answer")
    page.app.selectbox[0].set_value("")
    page.again()
    assert "1 of 2" in page.words


def add_theme(school: School) -> None:
    """Another word under another theme."""
    text = school.bread.read("modules/glossary.yaml").replace(
        "  dough: Dough\n", "  dough: Dough\n  shop: Shop\n"
    )
    bun = "hanzi: 馒头\n    pinyin: mántou\n    pinyin_numbers: man2 tou5\n    note: Steamed.\n"
    text += f"\n  - id: bun\n    english: steamed bun\n    category: shop\n    {bun}"
    school.bread.write("modules/glossary.yaml", text)


def test_a_word_that_left_the_course_is_asked_no_longer(school: School) -> None:
    add_theme(school)
    page = school.visitor().open("/practice?x=spelling")
    assert "1 of 2" in page.words
    text = school.bread.read("modules/glossary.yaml")
    school.bread.write(
        "modules/glossary.yaml", text.partition("  - id: bun")[0].replace("  shop: Shop\n", "")
    )
    school.reread()
    assert "1 of 1" in page.again().words
