"""What the browser watches over on every page: `static/line.js`, and what the server makes of its message."""

import re
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from app_pages.parts.sitting import PLACE
from tests.app_pages.school import School

LINE = (Path(__file__).parents[2] / "app_pages" / "static" / "line.js").read_text()


def test_the_script_knows_streamlit_s_messages_by_their_first_bytes() -> None:
    rerun, file = BackMsg(), BackMsg()
    rerun.rerun_script.SetInParent()
    file.backend_operation_request.SetInParent()
    said = dict(re.findall(r"^const (RERUN|FILE) = (.+?);", LINE, re.MULTILINE))
    assert int(said["RERUN"], 16) == rerun.SerializeToString()[0]
    assert [int(byte, 16) for byte in said["FILE"].strip("[]").split(", ")] == list(
        file.SerializeToString()[:2]
    )


def test_the_place_of_an_open_question_is_known_by_its_widgets(school: School) -> None:
    attempt = school.take(school.person(), submit=False)
    found = PLACE.fullmatch(f"{attempt.id}-3")
    assert found
    assert found.groupdict() == {"attempt": attempt.id, "place": "3"}


@pytest.mark.parametrize("key", ["", "none", "check-dough-odd-1", "0" * 32 + "-99999", "0" * 32 + "-٣"])
def test_what_is_no_place_is_none(key: str) -> None:
    assert PLACE.fullmatch(key) is None


def test_a_place_that_an_attempt_does_not_have_leads_to_the_first_open_question(school: School) -> None:
    school.ask_everything()
    person = school.person()
    school.take(person, submit=False)
    visit = school.visit(person)
    page = visit.open("/quiz?q=dough")
    attempt = school.attempts_of(person)[-1]
    visit.app.session_state[f"place-{attempt.id}"] = 77
    visit.app.run()
    assert page.title == "Review and submit"
