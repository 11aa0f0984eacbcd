"""The search page: what visitors and learners find, where it leads, and what is never sent."""

import pytest

from tests.app_pages.school import School, Visit

ASKED = "/search?q="


def test_before_a_word_is_typed_the_course_s_own_words_are_the_example(school: School) -> None:
    page = school.visitor().open("/search")
    assert page.title == "Search"
    assert "For example 面条, miàntiáo, mian4tiao2 and noodle." in page.words
    assert "found" not in page.words


def test_the_words_in_an_address_are_searched_and_stand_in_the_box(school: School) -> None:
    page = school.visitor().open(ASKED + "warm water")
    assert page.app.text_input[0].value == "warm water"
    assert 'href="module?m=dough&amp;s=flour#at-before-you-start"' in page.html
    assert "<mark>Warm</mark> the <mark>water</mark>" in page.html
    assert "1 place found for “warm water”." in page.words


@pytest.mark.parametrize("typed", ["面条", "麵條", "miantiao", "miàntiáo", "mian4tiao2"])
def test_a_term_is_found_however_it_is_written_and_its_languages_are_marked(
    school: School, typed: str
) -> None:
    page = school.visitor().open(ASKED + typed)
    assert 'href="glossary?t=noodle"' in page.html
    assert '<mark><span class="zh" lang="zh-Hans">面条</span></mark>' in page.html
    assert '<em class="pinyin" lang="zh-Latn-pinyin">' in page.html


def test_what_was_found_stands_in_groups_with_a_way_to_each(school: School) -> None:
    page = school.visitor().open(ASKED + "flour")
    for name in ("modules", "glossary", "resources"):
        assert f'href="#found-{name}"' in page.html
        assert f'id="found-{name}"' in page.html
    assert "questions" not in page.html


def test_a_typing_mistake_is_told(school: School) -> None:
    page = school.visitor().open(ASKED + "fluor")
    assert "“fluor” is nowhere, so “flour” was looked for." in page.words


def test_who_finds_nothing_is_told_what_to_try(school: School) -> None:
    page = school.visitor().open(ASKED + "qwertyuiop")
    assert "0 places found for “qwertyuiop”." in page.words
    assert "Try fewer words, or another spelling." in page.words


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "**x** [x](javascript:alert(1)) $x$", "' OR 1=1 --", "x" * 10_000],
)
def test_whatever_is_typed_is_text(school: School, hostile: str) -> None:
    page = school.visitor().open("/search")
    page.app.query_params = {"q": hostile}
    page.again()
    assert "<script" not in page.html
    page.app.text_input[0].set_value(hostile[:200])
    page.again()
    assert "<script" not in page.html


# ---- explanations of questions


def explanation_of(school: School, name: str) -> str:
    question = school.course.quiz("dough").question(name)
    return question.explanation or question.stem


def test_a_learner_finds_what_was_explained_and_never_a_question_not_answered(school: School) -> None:
    explain_all(school)
    ada = school.learner()
    attempt = school.take(ada.person)
    seen = {drawn.question_id for drawn in attempt.questions}
    (unseen,) = {question.id for question in school.course.quiz("dough").questions} - seen
    page = ada.open(ASKED + "zanzibar")
    assert f"{len(seen)} places found" in page.words
    for name in seen:
        assert school.course.quiz("dough").question(name).stem in page.words
    assert school.course.quiz("dough").question(unseen).stem not in page.tree
    assert f"why-{unseen}" not in page.tree


def test_an_open_attempt_and_a_visitor_are_sent_no_explanation(school: School) -> None:
    explain_all(school)
    ada = school.learner()
    school.take(ada.person, submit=False)
    for visit in (ada, school.visitor()):
        page = visit.open(ASKED + "zanzibar")
        assert "0 places found" in page.words
        assert "why-" not in page.tree


def explain_all(school: School) -> None:
    """Give every question of the quiz an explanation of its own, with one word that stands nowhere else."""
    text = school.bread.read("quizzes/dough.yaml")
    head, questions = text.partition("questions:\n")[::2]
    asked, checks = questions.partition("accepted:\n")[::2]
    lines = [line for line in asked.splitlines() if not line.startswith("    explanation:")]
    told = []
    for line in lines:
        told.append(line)
        if line.startswith("  - id: "):
            told.append(f"    explanation: Zanzibar why-{line.removeprefix('  - id: ')}.")
    school.bread.write(
        "quizzes/dough.yaml", f"{head}questions:\n" + "\n".join(told) + f"\naccepted:\n{checks}"
    )
    school.reread()


def test_resources_and_glossary_search_like_the_whole(school: School) -> None:
    page: Visit = school.visitor().open("/resources")
    page.app.text_input[0].set_value("milling fluor")
    assert "1 resource" in page.again().words
