"""A value of another kind than its widget is as if it had not been sent."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState

from app_pages import forgery

FIELD = "$$ID-0123-name"


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> SessionState:
    """What a page knows of its widgets while values of another kind are refused."""
    for name in ("set_widgets_from_proto", "register_widget"):
        monkeypatch.setattr(SessionState, name, getattr(SessionState, name))  # put back afterwards
    forgery.refuse_misfits()
    return SessionState()


def text_field() -> WidgetMetadata[str]:
    """A field for text, which would fail at a number."""
    return WidgetMetadata(FIELD, lambda sent: str.strip(sent or ""), lambda value: value, "string_value")


def message(*widgets: WidgetState) -> WidgetStates:
    return WidgetStates(widgets=widgets)


def test_a_number_for_a_text_leaves_the_text_that_was_there(state: SessionState) -> None:
    state.register_widget(text_field(), None)
    state.on_script_will_rerun(message(WidgetState(id=FIELD, string_value=" Ada ")))
    assert state.register_widget(text_field(), None).value == "Ada"
    state.on_script_will_rerun(message(WidgetState(id=FIELD, int_value=7)))
    assert state.register_widget(text_field(), None).value == "Ada"


def test_a_forged_value_ahead_of_its_widget_is_dropped_when_that_is_drawn(state: SessionState) -> None:
    state.on_script_will_rerun(message(WidgetState(id=FIELD, bool_value=True)))
    assert state.register_widget(text_field(), None).value == ""


@pytest.mark.parametrize(
    ("sent", "kind", "fits"),
    [
        (WidgetState(string_value="x"), "string_value", True),
        (WidgetState(), "string_value", True),  # a field that was emptied
        (WidgetState(string_value="x"), None, True),
        (WidgetState(double_value=1.5), "string_value", False),
        (WidgetState(string_value="true"), "bool_value", False),
        (WidgetState(json_value='{"a": 1}'), "json_value", True),
        (WidgetState(json_value="{"), "json_value", False),
        (WidgetState(json_value="[" * 100_000), "json_value", False),
    ],
)
def test_a_value_fits_a_widget_of_its_kind(sent: WidgetState, kind: str | None, fits: bool) -> None:
    assert forgery.fits(sent, kind) is fits
