"""The shipped course on every page that shows it: each section and each question is drawn without a fault."""

import pytest

from app_pages import services
from settings import ROOT
from tests.app_pages.school import School, Visit

TYPED = ("张", "12", "Zhāng")  # a word, a number and pinyin: each kind of field takes one of them


def answer_anything(ada: Visit) -> None:
    """Give the open question some answer, whatever its type."""
    if ada.app.radio:
        ada.app.radio[0].set_value(ada.app.radio[0].options[0])
    elif ada.app.checkbox:
        ada.app.checkbox[0].check()
    elif ada.app.selectbox:
        ada.app.selectbox[0].select_index(0)
    else:
        for words in TYPED:
            if "✓ Saved" not in ada.words:
                ada.answer(words)
        return
    ada.again()


@pytest.fixture
def shipped(school: School, monkeypatch: pytest.MonkeyPatch) -> School:
    """The same people and clock, with the course that comes with the engine."""
    monkeypatch.setenv("LITERACY_COURSE", str(ROOT))
    return school


def test_every_section_can_be_read_to_the_quiz(shipped: School) -> None:
    ada = shipped.learner()
    for module in services.course().modules:
        ada.open(f"/module?m={module.id}")
        for section in module.sections:
            assert ada.title == section.title
            ada.press_key("next")
        assert ada.title == f"Quiz: {services.course().quiz(module.quiz or '').title}"


def test_every_quiz_can_be_taken_and_explained(shipped: School) -> None:
    ada = shipped.learner()
    for quiz in services.course().quizzes.values():
        ada.open(f"/quiz?q={quiz.id}").press("Start the quiz")
        while not ada.title.startswith("Review"):
            answer_anything(ada)
            assert "✓ Saved" in ada.words
            ada.press("Save and")
        results = ada.press("Submit my answers")
        assert results.title in ("You passed", "Not passed yet", "What you know already")
        assert "Why" in results.words


def test_every_scenario_can_be_taken_along_its_better_path_and_looked_back_on(shipped: School) -> None:
    ada = shipped.learner()
    for scenario in services.course().scenarios.values():
        ada.open(f"/scenario?s={scenario.id}").press("Start the scenario")
        node = scenario.node(scenario.start)
        while node.better:
            assert ada.title == node.title
            ada.app.radio[0].set_value(node.better.id)
            ada.press("Decide")
            node = scenario.node(node.better.next)
        ada.press("See how you decided")
        assert ada.title == f"Looking back: {scenario.title}"
        assert "0 of" in ada.words, "the better path holds no naive choice"
