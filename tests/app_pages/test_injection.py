"""What a learner calls themselves is text on every page a trainer opens, and in every file and letter that goes out."""

import csv
import json
from html import unescape
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from app_pages import access
from progress import cohorts
from tests.app_pages.school import Make, School, Visit

MARKUP = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
NAMES = [
    MARKUP,
    "</table></div><style>*{display:none}</style>",
    "<a href=javascript:alert(1)>x</a>",
    "&lt;b&gt; &#60;b&#62;",
    "[x](javascript:alert(1)) ![x](https://evil.example/a.png)",
    "{{ 7*7 }} ${7*7} %(x)s {0.__class__}",
    ":red[x] $\\text{x}$ :material/home:",
]
FORMULAS = ['=HYPERLINK("https://evil.example")', "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0"]
TAGS = ("<img", "<script", "<style>*", "<a href=javascript", "</table></div><", "<b>")


def looked_after(school: School, name: str) -> tuple[Visit, str, str]:
    """A trainer, their cohort with one learner of this name who has done everything, and that learner."""
    trainer = school.trainer()
    learner = school.person(name)
    cohort = cohorts.create(school.db, name[:60], trainer.person.id, school.now)
    with school.db.write() as transaction:
        cohorts.add_member(transaction, cohort, learner.id, "trainer", school.now)
    school.read(learner, "flour", "starter")
    school.take(learner)
    return trainer, cohort.id, learner.id


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_on_every_page_of_a_trainer(school: School, name: str) -> None:
    trainer, cohort, learner = looked_after(school, name)
    places = [place for place, right in access.PAGES.items() if right.may in access.TRAINERS]
    places += [
        f"learner?p={learner}",
        f"cohorts?c={cohort}",
        f"completion?c={cohort}",
        f"overview?c={cohort}",
    ]
    shown = 0
    for place in places:
        html = trainer.open(f"/{place}").html
        shown += name in unescape(html)
        if name != NAMES[3]:
            assert [tag for tag in TAGS if tag in html] == [], place
        assert "javascript:alert" not in html or "[x](javascript" in name or "&lt;a href" in html, place
    assert shown >= 3


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_is_no_formula_in_a_file(school: School, files: list[Make], name: str) -> None:
    trainer, *_ = looked_after(school, name)
    trainer.open("/completion")
    rows = list(csv.reader(StringIO(files[-1]().decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row if name in cell]
    assert cells
    assert all(cell[0] not in "=+-@\t" for cell in cells), cells
    files.clear()
    page = trainer.open("/downloads")
    page.app.selectbox(key="download-what").set_value("completion")
    page.again()
    made = [make() for make in files]
    sheet = next(data for data in made if data.startswith(b"PK"))
    book = load_workbook(BytesIO(sheet))
    found = [
        cell
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.value and name in str(cell.value)
    ]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    assert name in json.dumps(json.loads(made[-1]), ensure_ascii=False).replace('\\"', '"')


@pytest.mark.parametrize("email", ["x@example.ac.uk\nBcc: all@example.ac.uk", "x@example.ac.uk\r\n\r\nhello"])
def test_an_address_brings_no_line_of_its_own_into_a_letter(school: School, email: str) -> None:
    from accounts.problems import AccountProblem

    with pytest.raises(AccountProblem):
        school.person("Eve", email=email)
