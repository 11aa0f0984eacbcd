"""Tables as files: the same facts in each form, in the types that spreadsheets and scripts expect."""

import csv
import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest

from progress.completion import csv_file
from progress.exports import xlsx_form
from progress.exports.completion import completion
from progress.exports.problems import ExportProblem
from progress.exports.roster import roster
from progress.exports.tables import Cell, Column, Form, Table, write
from tests.progress.bakery import Bakery, Learner
from tests.progress.finals import add_final, cohort_of, complete, take_final

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def written(table: Table, form: Form, *, bom: bool = False) -> bytes:
    file = BytesIO()
    write(table, form, file, bom=bom)
    return file.getvalue()


def small(*rows: tuple[Cell, ...]) -> Table:
    return Table("Small", (Column("name", "Name"), Column("value", "Its value")), rows)


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_rows(data: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    assert sheet is not None
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_csv_has_days_in_iso_and_the_mark_for_excel_on_request_only() -> None:
    table = small(("王静, PhD", date(2026, 12, 4)), ("Zoë", NOON), ("", None), ("x", 80.5))
    data = written(table, "csv")
    assert csv_rows(data) == [
        ["Name", "Its value"],
        ["王静, PhD", "2026-12-04"],
        ["Zoë", "2026-11-23T12:00:00.000000Z"],
        ["", ""],
        ["x", "80.5"],
    ]
    assert not data.startswith(b"\xef\xbb\xbf")
    assert written(small(), "csv", bom=True).startswith(b"\xef\xbb\xbfName")


def test_csv_has_an_apostrophe_before_what_a_spreadsheet_would_run() -> None:
    assert csv_rows(written(small(("=cmd()", -1)), "csv"))[1] == ["'=cmd()", "-1"]


def test_json_is_a_list_of_objects_with_the_keys_for_scripts() -> None:
    data = written(small(("王静", date(2026, 12, 4)), ("=x", None), ("y", 0.5)), "json")
    assert json.loads(data) == [
        {"name": "王静", "value": "2026-12-04"},
        {"name": "=x", "value": None},
        {"name": "y", "value": 0.5},
    ]
    assert json.loads(written(small(), "json")) == []


def test_a_workbook_has_numbers_days_and_texts_that_are_no_formulas() -> None:
    table = small(("王静", 80.5), ("=1+1", 3), ("https://example.org", date(2026, 12, 4)), ("t", NOON))
    data = written(table, "xlsx")
    assert sheet_rows(data) == [
        ("Name", "Its value"),
        ("王静", 80.5),
        ("=1+1", 3),
        ("https://example.org", datetime(2026, 12, 4)),  # noqa: DTZ001 - a workbook knows no time zones
        ("t", datetime(2026, 11, 23, 12)),  # noqa: DTZ001
    ]
    book = openpyxl.load_workbook(BytesIO(data))
    sheet = book["Small"]
    assert (sheet["A3"].data_type, sheet["A4"].hyperlink, sheet["B4"].is_date) == ("s", None, True)
    assert sheet.freeze_panes == "B2"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_form, "MOST_ROWS", 2)
    assert len(sheet_rows(written(small(("a", 1), ("b", 2)), "xlsx"))) == 3
    with pytest.raises(ExportProblem, match="Choose CSV, or one cohort"):
        written(small(("a", 1), ("b", 2), ("c", 3)), "xlsx")


def test_completion_says_what_the_page_hands_out(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    bakery.learner("=Ben").read("flour")
    bakery.learner("Cleo")
    table = completion(bakery.db, bakery.course.modules)
    ours = csv_rows(written(table, "csv"))
    page = csv_rows(csv_file(bakery.db, bakery.course.modules))
    places = [page[0].index(head) for head in ours[0]]
    assert ours == [[row[place] for place in places] for row in page]
    assert len(ours) == 4
    (first, *_) = json.loads(written(completion(bakery.db, bakery.course.modules), "json"))
    assert (first["dough.state"], first["dough.completed"], first["dough.score"], first["finished"]) == (
        "under way",
        None,
        None,
        0,
    )


def test_completion_of_a_cohort_is_about_its_members_only(bakery: Bakery, ada: Learner) -> None:
    trainer = bakery.learner("Rhian", "trainer")
    spring = cohort_of(bakery, trainer, ada)
    bakery.learner("Ben")
    for ids, names in ([spring.id], ["Ada", "Rhian"]), ([], []), (None, ["Ada", "Ben"]):
        rows = json.loads(written(completion(bakery.db, bakery.course.modules, ids), "json"))
        assert [row["name"] for row in rows] == names


def test_the_roster_has_a_line_for_each_thing_completed(bakery: Bakery, ada: Learner) -> None:
    add_final(bakery)
    bakery.edit("modules/course.yaml", "title: Bread", "title: Bread\nvalid_months: 12")
    complete(ada)
    take_final(bakery, ada)
    module, final = json.loads(written(roster(bakery.db, bakery.course, bakery.now), "json"))
    assert module == {
        "name": "Ada",
        "email": "learner1@example.ac.uk",
        "institution": "example.ac.uk",
        "address_proof": "course staff",
        "kind": "module",
        "id": "dough",
        "title": "Dough",
        "edition": 1,
        "completed": "2026-11-23",
        "score": 100,
        "valid_until": "2027-11-23",
        "status": "valid",
        "code": module["code"],
    }
    assert (final["kind"], final["title"], final["edition"]) == (
        "final",
        "The last loaf",
        bakery.course.quiz("last-loaf").edition()[:8],
    )
    assert module["code"] != final["code"]
    heads, first, _ = sheet_rows(written(roster(bakery.db, bakery.course, bakery.now), "xlsx"))
    cells = dict(zip(heads, first, strict=True))
    assert cells["Date"] == datetime(2026, 11, 23)  # noqa: DTZ001
    assert cells["Edition"] == 1
    assert cells["Code"] == module["code"]
