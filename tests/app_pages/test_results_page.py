"""Results: score, outcomes, and every question with its explanation, for the learner whose they are."""

from progress import answers, attempts
from tests.app_pages.school import RIGHT, School


def test_results_explain_every_question_with_its_source_and_a_way_back(school: School) -> None:
    school.ask_everything()
    ada = school.learner()
    attempt = school.take(ada.person, right=0)
    page = ada.open(f"/results?a={attempt.id}")
    assert page.title == "Not passed yet"
    assert "0 of 5" in page.words
    assert "0 %, and the pass mark is 60 %" in page.words
    for question in school.course.quiz("dough").questions:
        assert question.stem in page.words
        assert question.explanation in page.words
        for option in question.choices:
            assert option.feedback in page.words
    assert "It is called levain." in page.words
    assert "✓ Accepted" in page.words
    assert 'href="https://example.org/flour"' in page.html
    assert "checked 5 January 2026" in page.words
    assert 'href="module?m=dough&amp;s=flour"' in page.html
    assert "Read “Flour comes first” again" in page.words


def test_right_and_wrong_answers_are_told_apart_in_words(school: School) -> None:
    school.ask_everything()
    ada = school.learner()
    attempt = school.take(ada.person, right=3)
    right = [RIGHT[drawn.question_id] for drawn in attempt.questions[:3]]
    page = ada.open(f"/results?a={attempt.id}")
    assert page.words.count("✕ Your answer") == 2
    assert page.words.count("✓ Your answer") == sum(len(r) if isinstance(r, list) else 1 for r in right)
    assert page.app.expander[0].label == "3 questions you answered right"
    assert "3 of 5" in page.words


def test_points_are_told_where_a_question_has_several(school: School) -> None:
    school.ask_everything()
    school.bread.edit("quizzes/dough.yaml", "- id: weigh-first\n", "- id: weigh-first\n    points: 5\n")
    ada, ben = school.learner(), school.learner()
    assert ada.open(f"/results?a={school.take(ada.person).id}").words.count("5 of 5 points.") == 1
    assert "0 of 5 points." in ben.open(f"/results?a={school.take(ben.person, right=0).id}").words


def test_outcomes_are_counted_with_their_names(school: School) -> None:
    school.ask_everything()
    ada = school.learner()
    words = ada.open(f"/results?a={school.take(ada.person).id}").words
    assert "Weigh flour\n 2 of 2" in words.replace("\n\n", "\n")
    assert "Feed a starter\n 3 of 3" in words.replace("\n\n", "\n")


def test_a_score_just_below_the_pass_mark_does_not_look_like_a_pass(school: School) -> None:
    school.ask_everything()
    school.bread.edit("quizzes/dough.yaml", "pass_mark: 60", "pass_mark: 67")
    # Each question weighs so that all but one of the last earn 66.67 per cent.
    for name in ("weigh-first", "feed-on-the-day"):
        school.bread.edit("quizzes/dough.yaml", f"- id: {name}\n", f"- id: {name}\n    points: 5\n")
    school.bread.edit("quizzes/dough.yaml", "- id: french-word\n", "- id: french-word\n    points: 6\n")
    ada = school.learner()
    attempt = school.take(ada.person, submit=False)
    answers.save(school.db, attempt.id, ada.person.id, "french-word", "yeast", 1, "late", school.now)
    done = attempts.submit(school.db, attempt.id, ada.person.id, None, school.now)
    assert done.passed is False
    assert done.score is not None
    assert 66.5 < done.score < 67
    for address in (f"/results?a={attempt.id}", "/record", "/quiz?q=dough"):
        page = ada.open(address)
        assert "66 %" in page.words, address


def test_passing_leads_on_and_failing_leads_back(school: School) -> None:
    ada, ben = school.learner(), school.learner()
    passed = ada.open(f"/results?a={school.take(ada.person).id}")
    assert passed.buttons == ["What comes next", "Read the module again"]
    assert passed.press("What comes next").title.startswith("Welcome")
    failed = ben.open(f"/results?a={school.take(ben.person, right=0).id}")
    assert failed.buttons == ["Read the module again"]
    school.wait(minutes=31)
    assert failed.again().buttons == ["Try again", "Read the module again"]
    assert failed.press("Try again").title == "Quiz: Dough quiz"


def test_another_learner_s_results_are_not_shown(school: School) -> None:
    ada, ben = school.learner(), school.learner()
    attempt = school.take(ada.person)
    for other in (ben, school.visitor(), school.trainer()):
        page = other.open(f"/results?a={attempt.id}")
        assert page.title in ("No result here", "Sign in first")
        assert "Why" not in page.words
        assert not [question for question in RIGHT if question in page.tree]
        assert not [q.stem for q in school.course.quiz("dough").questions if q.stem in page.tree]


def test_an_open_attempt_has_no_results(school: School) -> None:
    ada = school.learner()
    attempt = school.take(ada.person, submit=False)
    page = ada.open(f"/results?a={attempt.id}")
    assert page.title == "No result here"
    assert "Only weight stays the same." not in page.tree
