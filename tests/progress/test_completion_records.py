import csv
from io import StringIO

import pytest

from progress import completion
from progress.completion import Matrix
from tests.progress.bakery import NOON, Bakery, Learner


def completed(bakery: Bakery, learner: Learner) -> dict[str, float | None]:
    return {one.module_id: one.score for one in completion.of_person(bakery.db, learner.id)}


def shown(
    bakery: Bakery, search: str = "", show: str = "everyone", limit: int = 50, offset: int = 0
) -> Matrix:
    return completion.matrix(
        bakery.db, bakery.course.modules, search=search, show=show, limit=limit, offset=offset
    )


def names(matrix: Matrix) -> list[str]:
    return [row.name for row in matrix.rows]


def states(matrix: Matrix) -> dict[str, dict[str, str]]:
    return {row.name: {module_id: cell.state for module_id, cell in row.cells.items()} for row in matrix.rows}


# ---- when a module becomes complete


def test_passing_after_reading_completes_the_module_with_its_score(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour", "starter")
    assert completed(bakery, ada) == {}
    bakery.wait(hours=1)
    attempt = ada.take(3)
    (entry,) = completion.of_person(bakery.db, ada.id)
    assert (entry.module_id, entry.edition, entry.completed_at) == ("dough", 1, bakery.now)
    assert entry.score == attempt.score
    assert bakery.db.row("SELECT attempt_id FROM completions") == {"attempt_id": attempt.id}


def test_reading_after_passing_completes_the_module_too(bakery: Bakery, ada: Learner) -> None:
    attempt = ada.take(4)
    ada.read("flour")
    assert completed(bakery, ada) == {}
    ada.read("starter")
    assert completed(bakery, ada) == {"dough": attempt.score}


def test_a_failed_quiz_completes_nothing(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour", "starter")
    ada.take(1)
    assert completed(bakery, ada) == {}


def test_a_module_without_a_quiz_is_complete_when_read(bakery: Bakery, ada: Learner) -> None:
    ada.read("heat", module_id="oven")
    assert completed(bakery, ada) == {"oven": None}


def test_a_completion_is_recorded_once_and_outlives_editions_and_failures(
    bakery: Bakery, ada: Learner
) -> None:
    ada.read("flour", "starter")
    ada.take(4)
    bakery.wait(hours=1)
    ada.take(0)
    bakery.edit("modules/dough/module.yaml", "edition: 1\nchanges", "edition: 2\nchanges")
    ada.read("flour")
    (entry,) = completion.of_person(bakery.db, ada.id)
    assert (entry.edition, entry.completed_at, entry.score) == (1, NOON, 100.0)
    assert bakery.count("completions") == 1


def test_a_section_added_later_is_needed_by_who_is_not_done(bakery: Bakery, ada: Learner) -> None:
    ada.take(4)
    ada.read("flour")
    section = (bakery.folder / "modules/dough/02-starter.md").read_text(encoding="utf-8")
    (bakery.folder / "modules/dough/03-salt.md").write_text(section, encoding="utf-8")
    ada.read("starter")
    assert completed(bakery, ada) == {}
    ada.read("salt")
    assert completed(bakery, ada) == {"dough": 100.0}


# ---- the matrix


@pytest.fixture
def class_of_four(bakery: Bakery) -> Bakery:
    """Ana is done with both modules, Ben reads, Cho has only begun the quiz, Dan has not come."""
    ana, ben, cho = bakery.learner("Ana"), bakery.learner("Ben"), bakery.learner("Cho 王静")
    bakery.learner("Dan")
    ana.read("flour", "starter")
    ana.take(3)
    ana.read("heat", module_id="oven")
    ben.read("flour")
    cho.begin()
    return bakery


def test_whoever_is_under_way_counts_in_what_they_have_finished(class_of_four: Bakery) -> None:
    eve = class_of_four.learner("Eve")
    eve.read("heat", module_id="oven")
    for show, finished in {
        "everyone": {"dough": 1, "oven": 2},
        "finished": {"dough": 1, "oven": 1},
        "under-way": {"oven": 1},
        "not-started": {},
    }.items():
        assert dict(shown(class_of_four, show=show).finished) == finished, show


def test_the_matrix_says_how_far_everybody_is(class_of_four: Bakery) -> None:
    matrix = shown(class_of_four)
    assert states(matrix) == {
        "Ana": {"dough": "done", "oven": "done"},
        "Ben": {"dough": "half"},
        "Cho 王静": {"dough": "half"},
        "Dan": {},
    }
    assert (matrix.total, dict(matrix.finished)) == (4, {"dough": 1, "oven": 1})
    assert [row.finished for row in matrix.rows] == [2, 0, 0, 0]
    cell = matrix.rows[0].cells["dough"]
    assert (cell.completed_at, cell.edition) == (NOON, 1)
    assert cell.score is not None
    assert cell.score >= 60


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("everyone", ["Ana", "Ben", "Cho 王静", "Dan"]),
        ("finished", ["Ana"]),
        ("under-way", ["Ben", "Cho 王静"]),
        ("not-started", ["Dan"]),
    ],
)
def test_the_matrix_shows_who_is_asked_for(class_of_four: Bakery, show: str, expected: list[str]) -> None:
    matrix = shown(class_of_four, show=show)
    assert names(matrix) == expected
    assert matrix.total == len(expected)
    assert dict(matrix.finished) == ({"dough": 1, "oven": 1} if "Ana" in expected else {})


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("ANA", ["Ana"]),
        ("án", ["Ana", "Dan"]),
        ("王", ["Cho 王静"]),
        ("learner2@", ["Ben"]),
        ("%", []),
        ("_", []),
        ("!", []),
        ("' OR 1=1 --", []),
        ("  ", ["Ana", "Ben", "Cho 王静", "Dan"]),
    ],
)
def test_the_search_finds_names_and_addresses_and_nothing_else(
    class_of_four: Bakery, search: str, expected: list[str]
) -> None:
    assert names(shown(class_of_four, search=search)) == expected


def test_pages_of_the_matrix_follow_one_another(class_of_four: Bakery) -> None:
    pages = [shown(class_of_four, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [names(page) for page in pages] == [["Ana", "Ben", "Cho 王静"], ["Dan"], []]
    assert {page.total for page in pages} == {4}
    assert {tuple(page.finished.items()) for page in pages} == {(("dough", 1), ("oven", 1))}


def test_trainers_are_shown_once_they_have_begun_something(bakery: Bakery) -> None:
    bakery.learner("Idle Trainer", "trainer")
    bakery.learner("Reading Trainer", "trainer").read("flour")
    bakery.learner("Trying Admin", "admin").take(4, preview=True)
    assert names(shown(bakery)) == ["Reading Trainer"]


def test_people_who_are_no_longer_active_are_not_shown(class_of_four: Bakery) -> None:
    with class_of_four.db.write() as transaction:
        transaction.run("UPDATE people SET active = 0 WHERE name = 'Ana'")
    matrix = shown(class_of_four)
    assert names(matrix) == ["Ben", "Cho 王静", "Dan"]
    assert dict(matrix.finished) == {}


def test_modules_that_left_the_course_are_not_counted(class_of_four: Bakery) -> None:
    modules = [class_of_four.module("oven")]
    matrix = completion.matrix(class_of_four.db, modules, search="", show="finished", limit=9, offset=0)
    assert states(matrix) == {"Ana": {"oven": "done"}}
    assert matrix.rows[0].finished == 1


def test_people_with_one_name_are_told_apart(bakery: Bakery) -> None:
    for _ in range(3):
        bakery.learner("Wang Wei")
    pages = [shown(bakery, limit=1, offset=offset).rows[0].email for offset in range(3)]
    assert len(set(pages)) == 3


# ---- the file


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_file_holds_what_the_matrix_shows(class_of_four: Bakery) -> None:
    rows = table(completion.csv_file(class_of_four.db, class_of_four.course.modules))
    facts = ("state", "completed", "edition", "score")
    assert rows[0] == [
        "Name",
        "Email",
        *(f"Dough: {fact}" for fact in facts),
        *(f"Oven: {fact}" for fact in facts),
        "Modules finished",
        "Overdue",
        "Last seen",
    ]
    assert [row[0] for row in rows[1:]] == names(shown(class_of_four))
    ana, ben, _, dan = rows[1:]
    assert ana[2:5] == ["finished", "2026-11-23", "1"]
    assert float(ana[5]) >= 60
    assert ana[6:] == ["finished", "2026-11-23", "1", "", "2", "", "2026-11-23"]
    assert ben[2:] == ["under way", "", "", "", "not started", "", "", "", "0", "", "2026-11-23"]
    assert dan[2:] == ["not started", "", "", "", "not started", "", "", "", "0", "", ""]


def test_a_name_in_the_file_is_never_run_as_a_formula(bakery: Bakery) -> None:
    bakery.learner('=HYPERLINK("http://x","y")')
    assert (
        table(completion.csv_file(bakery.db, bakery.course.modules))[1][0] == '\'=HYPERLINK("http://x","y")'
    )


def test_a_title_in_the_file_is_never_run_as_a_formula(bakery: Bakery) -> None:
    bakery.edit("modules/dough/module.yaml", "title: Dough", "title: =Dough")
    assert table(completion.csv_file(bakery.db, bakery.course.modules))[0][2] == "'=Dough: state"


def test_the_file_can_hold_the_ones_who_are_asked_for(class_of_four: Bakery) -> None:
    data = completion.csv_file(class_of_four.db, class_of_four.course.modules, show="under-way")
    assert [row[0] for row in table(data)[1:]] == ["Ben", "Cho 王静"]


def test_the_file_of_many_people_is_complete(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(7):
        bakery.learner().read("flour")
    monkeypatch.setattr("progress.matrix.BATCH", 3)
    rows = table(completion.csv_file(bakery.db, bakery.course.modules))
    assert [row[2] for row in rows[1:]] == ["under way"] * 7
