"""What a browser says of a widget counts only if it is of the widget's kind.

Streamlit hands whatever a message holds to the code that reads the widget's value, so that a forged message, a number
for a text, makes the page fail for whoever sent it. Here such a value is as if it had not been sent: the widget keeps
what it had. Both places where Streamlit meets a value are replaced, in a server that starts: where a message comes in,
before anything is called back, and where a widget is drawn that the message was ahead of.
"""

import json
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.common import RegisterWidgetResult, WidgetMetadata
from streamlit.runtime.state.session_state import Serialized, SessionState, WStates

JSON = {"json_value", "json_trigger_value"}


def refuse_misfits() -> None:
    """Do it for every session from now on."""
    SessionState.set_widgets_from_proto = _take  # type: ignore[assignment, method-assign]
    SessionState.register_widget = _register  # type: ignore[assignment, method-assign]


_set_widgets = SessionState.set_widgets_from_proto
_register_widget = SessionState.register_widget


def _take(state: SessionState, sent: WidgetStates) -> None:
    """Take in what a message says of all widgets."""
    _set_widgets(state, sent)
    values = state._new_widget_state
    for widget in sent.widgets:
        if metadata := values.widget_metadata.get(widget.id):
            _drop_misfit(values, metadata)


def _register(
    state: SessionState, metadata: WidgetMetadata[Any], user_key: str | None
) -> RegisterWidgetResult[Any]:
    """Note that a widget is drawn; returns its value."""
    _drop_misfit(state._new_widget_state, metadata)
    return _register_widget(state, metadata, user_key)


def _drop_misfit(values: WStates, metadata: WidgetMetadata[Any]) -> None:
    sent = values.states.get(metadata.id)
    if isinstance(sent, Serialized) and not fits(sent.value, metadata.value_type):
        # A new dictionary, because a run that is being broken off may still go over this one.
        values.states = {name: value for name, value in values.states.items() if name != metadata.id}


def fits(sent: WidgetState, kind: str | None) -> bool:
    """Whether a value is of a widget's kind, or none; JSON must also be some. A kind may be unknown, after none."""
    held = sent.WhichOneof("value")
    if held is None or kind is None:
        return True
    return held == kind and (kind not in JSON or _is_json(getattr(sent, held)))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
