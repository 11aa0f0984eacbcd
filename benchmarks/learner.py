"""One learner's browser without the browser: it speaks Streamlit's own messages over a websocket.

It keeps the page as the messages describe it, finds widgets in it, and answers as a browser would: the state of all
widgets goes along with each change. That is enough to drive a quiz and to time it; nothing is drawn.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

FULL = ForwardMsg.FINISHED_SUCCESSFULLY
FRAGMENT = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class PageFault(Exception):
    """The page showed a fault, or did not hold what a learner needs."""


@dataclass(frozen=True)
class Widget:
    """One element of the page: its kind ("radio", "button" ...), its content, and the fragment it belongs to."""

    kind: str
    content: Any
    fragment: str


@dataclass
class Page:
    """What is on the page now, by place."""

    widgets: dict[tuple[int, ...], Widget] = field(default_factory=dict)
    drawn: dict[tuple[int, ...], Widget] = field(default_factory=dict)

    def begin(self) -> None:
        """A run begins."""
        self.drawn = {}

    def draw(self, message: ForwardMsg) -> None:
        """A run draws one element."""
        delta = message.delta
        kind = delta.new_element.WhichOneof("type")
        if delta.WhichOneof("type") == "new_element" and kind:
            widget = Widget(kind, getattr(delta.new_element, kind), delta.fragment_id)
            self.drawn[tuple(message.metadata.delta_path)] = widget

    def finish(self, status: int) -> None:
        """Take over what this run drew: all of the page, or the fragments that ran."""
        if status == FULL:
            self.widgets = {}
        ran = {widget.fragment for widget in self.drawn.values()}
        kept = {place: widget for place, widget in self.widgets.items() if widget.fragment not in ran}
        self.widgets = kept | self.drawn

    def all(self, kind: str) -> Iterator[Widget]:
        """The widgets of a kind that can be operated, in the order of the page."""
        for _, widget in sorted(self.widgets.items()):
            if widget.kind == kind and not getattr(widget.content, "disabled", False):
                yield widget

    def faults(self) -> list[str]:
        """What the page says has gone wrong."""
        shown = [widget.content.message for widget in self.all("exception")]
        return shown + [w.content.body for w in self.all("alert") if w.content.format == w.content.ERROR]


class Learner:
    """A connection to one page. Use it as an asynchronous context manager."""

    def __init__(self, address: str, cookie: str = "", dice: random.Random | None = None) -> None:
        self.address = address.rstrip("/")
        self.cookie = cookie
        self.dice = dice or random.Random()
        self.page = Page()
        self.states: dict[str, WidgetState] = {}
        self.theme_colour = ""
        self._page_hash = ""
        self._query = ""

    async def __aenter__(self) -> Self:
        self.socket: ClientConnection = await connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            compression=None,
            max_size=None,
            open_timeout=60,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def open(self, page: str = "", query: str = "") -> float:
        """Open a page by its name in the address, as a first visit does; returns seconds."""
        self._query = query
        return await self._run(self._rerun(page_name=page))

    async def choose(self, radio: Widget) -> float:
        """Choose another option of a radio; returns seconds."""
        shown = radio.content.raw_value if radio.content.set_value else None
        now = self.states[radio.content.id].string_value if radio.content.id in self.states else shown
        others = [option for option in radio.content.options if option != now]
        return await self._set(radio, WidgetState(id=radio.content.id, string_value=self.dice.choice(others)))

    async def tick(self, box: Widget) -> float:
        """Turn a checkbox over; returns seconds."""
        shown = box.content.value if box.content.set_value else box.content.default
        now = self.states[box.content.id].bool_value if box.content.id in self.states else shown
        return await self._set(box, WidgetState(id=box.content.id, bool_value=not now))

    async def type(self, text_input: Widget, text: str) -> float:
        """Type a text and press Enter; returns seconds."""
        return await self._set(text_input, WidgetState(id=text_input.content.id, string_value=text))

    async def press(self, button: Widget) -> float:
        """Press a button; returns seconds."""
        trigger = WidgetState(id=button.content.id, trigger_value=True)
        return await self._run(self._rerun(button.fragment, trigger))

    def button(self, *labels: str) -> Widget:
        """The first button whose label begins with one of these. Raises PageFault when there is none."""
        for button in self.page.all("button"):
            if button.content.label.startswith(labels):
                return button
        raise PageFault(f"there is no button {' or '.join(labels)}")

    async def _set(self, widget: Widget, state: WidgetState) -> float:
        self.states[state.id] = state
        return await self._run(self._rerun(widget.fragment))

    def _rerun(self, fragment: str = "", *extra: WidgetState, page_name: str = "") -> BackMsg:
        message = BackMsg()
        client = message.rerun_script
        client.query_string = self._query
        client.page_name = page_name
        client.page_script_hash = "" if page_name else self._page_hash
        client.fragment_id = fragment
        client.widget_states.widgets.extend([*self.states.values(), *extra])
        client.context_info.timezone = "Europe/London"
        client.context_info.locale = "en-GB"
        client.context_info.url = f"{self.address}/{page_name}"
        return message

    def _forget_what_is_gone(self) -> None:
        """As a browser does: the state of a widget that is no longer on the page is never sent again."""
        here = {getattr(widget.content, "id", "") for widget in self.page.widgets.values()}
        self.states = {widget: state for widget, state in self.states.items() if widget in here}

    async def _run(self, message: BackMsg) -> float:
        """Send a message and take in the page until its run is over; returns the seconds in between."""
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while await self._take(await self.socket.recv(decode=False)) in (None, EARLY):
            pass
        seconds = time.perf_counter() - begun
        if faults := self.page.faults():
            raise PageFault(faults[0])
        return seconds

    async def _take(self, data: bytes) -> int | None:
        """Take in one message; returns how the run ended, or None while it goes on."""
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page.begin()
            self._page_hash = message.new_session.page_script_hash
            self.theme_colour = message.new_session.custom_theme.light.primary_color
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "delta":
            self.page.draw(message)
        elif kind == "page_not_found":
            raise PageFault("the server knows no such page")
        elif kind == "script_finished":
            if message.script_finished in (FULL, FRAGMENT):
                self.page.finish(message.script_finished)
                self._forget_what_is_gone()
            return int(message.script_finished)
        return None
