"""The shipped course on every page that shows it: each section and each question is drawn without a fault."""

import pytest

from app_pages import services
from settings import ROOT
from tests.app_pages.school import School


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
            if ada.app.radio:
                ada.app.radio[0].set_value(ada.app.radio[0].options[0])
                ada.again()
            elif ada.app.checkbox:
                ada.app.checkbox[0].check()
                ada.again()
            else:
                ada.answer("张")
            assert "✓ Saved" in ada.words
            ada.press("Save and")
        results = ada.press("Submit my answers")
        assert results.title in ("You passed", "Not passed yet")
        assert "Why" in results.words
