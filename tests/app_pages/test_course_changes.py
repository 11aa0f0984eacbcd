"""A course edited under a running server: what changes, and what must not."""

from tests.app_pages.school import RIGHT, School


def test_an_edited_quiz_changes_nothing_in_an_open_attempt(school: School) -> None:
    school.ask_everything()
    ada = school.learner().open("/quiz?q=dough").press("Start the quiz")
    stems = []
    for _ in range(5):
        ada.answer(RIGHT[ada.question_id()])
        stems.append(asked(ada.words))
        ada.press("Save and")
    quiz = school.bread.read("quizzes/dough.yaml")
    for old, new in (
        ("Which gives the same dough", "Which one gives the same dough"),
        ("text: The scale, correct: true", "text: The spoon"),
        ("text: The cup,", "text: The mug, correct: true,"),
        ("pass_mark: 60", "pass_mark: 100"),
        ("accept: [levain]", "accept: [poolish]"),
    ):
        quiz = quiz.replace(old, new)
    school.bread.write("quizzes/dough.yaml", quiz)
    school.reread()
    assert school.course.quiz("dough").pass_mark == 100
    review = ada.again()
    assert "Luc has a cup and a scale. Which gives" in review.words
    ada.press("Change 1")
    seen = []
    for place in range(5):
        ada.go_to(place)
        seen.append(asked(ada.words))
        assert "Pass mark 60 %" in ada.words
    assert seen == stems
    results = ada.press("Review and submit").press("Submit my answers")
    assert results.title == "You passed"
    assert "5 of 5" in results.words
    assert "The spoon" not in results.words
    assert "The scale" in results.words
    again = ada.open("/quiz?q=dough").press("Try again")
    while "Luc has a cup" not in again.words:
        again.press("Save and")
    assert "Which one gives the same dough" in again.words


def asked(words: str) -> str:
    """The question and its options, in the order shown."""
    stems = ("Luc has a cup", "What does Luc weigh", "A starter is fed", "What is a starter", "Ana bakes")
    lines = [
        line for line in words.splitlines() if line.startswith(stems) or line.startswith(("The ", "In the "))
    ]
    return "\n".join(lines)


def test_a_question_deleted_from_the_quiz_stays_in_the_open_attempt(school: School) -> None:
    school.ask_everything()
    ada = school.learner()
    attempt = school.take(ada.person, submit=False)
    quiz = school.bread.read("quizzes/dough.yaml")
    start, end = quiz.index("  - id: cold-keeps"), quiz.index("checks:")
    school.bread.write("quizzes/dough.yaml", quiz[:start] + quiz[end:])
    school.reread()
    assert len(school.course.quiz("dough").questions) == 4
    results = ada.open("/quiz?q=dough").press("Submit my answers")
    assert "5 of 5" in results.words
    assert "Ana bakes next week." in ada.open(f"/results?a={attempt.id}").words


def test_a_broken_file_keeps_the_last_good_course(school: School) -> None:
    reader = school.visitor().open("/module?m=dough&s=flour")
    school.bread.write("quizzes/dough.yaml", "id: dough\nquestions: [\n")
    school.reread()
    assert reader.again().title == "Flour comes first"
    assert "What comes first?" in reader.words
    assert reader.open("/").title == "Bake a loaf you can be proud of"
    ada = school.learner().open("/quiz?q=dough").press("Start the quiz")
    assert ada.title == "Question 1 of 4"


def test_a_mended_file_is_shown(school: School) -> None:
    page = school.visitor().open("/")
    school.bread.edit("modules/course.yaml", "Bake a loaf you can be proud of", "Bake two loaves")
    school.reread()
    assert page.again().title == "Bake two loaves"


def test_a_section_deleted_while_it_is_read_leads_to_another_with_a_sentence(school: School) -> None:
    ada = school.learner().open("/module?m=dough&s=starter")
    (school.bread.root / "modules/dough/02-starter.md").unlink()
    quiz = school.bread.read("quizzes/dough.yaml").replace("section: dough/starter", "section: dough/flour")
    school.bread.write("quizzes/dough.yaml", quiz.replace("outcome: D2", "outcome: D1"))
    module = school.bread.read("modules/dough/module.yaml")
    start, end = module.index("  - id: D2"), module.index("jurisdictions:")
    school.bread.write("modules/dough/module.yaml", module[:start] + module[end:])
    school.reread()
    assert len(school.course.module("dough").sections) == 1
    ada.again()
    assert ada.title == "Flour comes first"
    assert "There is no section “starter” here." in ada.words


def test_a_check_that_left_the_course_while_it_is_read_is_no_fault(school: School) -> None:
    page = school.visitor().open("/module?m=dough&s=flour")
    section = school.bread.read("modules/dough/01-flour.md").replace(
        "```question\ndough/which-first\n```", ""
    )
    school.bread.write("modules/dough/01-flour.md", section)
    quiz = school.bread.read("quizzes/dough.yaml")
    school.bread.write("quizzes/dough.yaml", quiz[: quiz.index("checks:")])
    school.reread()
    page.answer("flour")
    assert page.title == "Flour comes first"
    assert "What comes first?" not in page.words
