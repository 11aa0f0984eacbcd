"""My record: everything that is kept about the learner, for nobody else."""

from tests.app_pages.school import School


def test_a_visitor_has_no_record(school: School) -> None:
    page = school.visitor().open("/record")
    assert page.title == "Sign in first"
    assert "Quiz attempts" not in page.words


def test_a_new_learner_s_record_is_empty_and_says_what_comes(school: School) -> None:
    page = school.learner("Ada Baker").open("/record")
    assert "Ada Baker, baker1@example.ac.uk. Account opened on 23 November 2026." in page.words
    assert page.words.count("Not started") == 2
    assert "None yet. A quiz waits at the end of each module." in page.words


def test_a_completed_module_and_its_attempts_stand_in_the_record(school: School) -> None:
    ada = school.learner()
    school.read(ada.person, "flour", "starter")
    school.take(ada.person, right=0)
    school.wait(days=1)
    passed = school.take(ada.person)
    school.wait(days=1)
    begun = school.take(ada.person, submit=False)
    page = ada.open("/record")
    assert "2 of 2" in page.words
    assert "Finished" in page.words
    assert "24 November 2026, edition 1" in page.words
    assert f"results?a={passed.id}" in page.html
    assert f"results?a={begun.id}" not in page.html
    assert "begun 25 November 2026" in page.words
    assert "3 attempts in all." in page.words


def test_nobody_else_s_doings_stand_in_it(school: School) -> None:
    ada, ben = school.learner("Ada Baker"), school.learner("Ben Miller")
    school.take(ben.person)
    page = ada.open("/record")
    assert "Ben Miller" not in page.tree
    assert "None yet." in page.words


def test_an_attempt_at_a_quiz_that_left_the_course_stays_in_the_record(school: School) -> None:
    ada = school.learner()
    attempt = school.take(ada.person)
    school.bread.edit("modules/dough/module.yaml", "quiz: dough\n", "")
    section = school.bread.read("modules/dough/01-flour.md").replace(
        "```question\ndough/which-first\n```", ""
    )
    school.bread.write("modules/dough/01-flour.md", section)
    (school.bread.root / "quizzes/dough.yaml").unlink()
    school.reread()
    assert not school.course.quizzes
    assert f"results?a={attempt.id}" in ada.open("/record").html
    page = ada.open(f"/results?a={attempt.id}")
    assert page.title == "You passed"
    assert page.buttons == ["What comes next"]
