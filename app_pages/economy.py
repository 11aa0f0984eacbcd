"""What Streamlit does at each run or message that a server with hundreds of open pages need not do.

Nothing here changes what a page shows. Each part replaces a private name of the Streamlit that pyproject.toml pins, in
a server that starts, and says what that name does. benchmarks/README.md says what they save together.
"""

import gc
import threading
from collections.abc import Callable
from functools import cache
from typing import Any

from streamlit import config, runtime
from streamlit.components.v2.bidi_component import main as component
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionManager
from streamlit.runtime.state.session_state import SessionState

YOUNG = (
    10_000  # objects that are made before the young ones are searched; Python's own is 700 (2,000 since 3.14)
)


def economise() -> None:
    """Do all of it. To be called where the server's loop runs, once everything that lives as long as it is made."""
    settle_options()
    keep_scripts()
    component.make_bidi_component_presenter = presenter  # type: ignore[assignment, attr-defined]
    ScriptRunner._run_script_thread = _run_and_let_go  # type: ignore[assignment, method-assign]
    if runtime.exists():
        wake_once(runtime.get_instance())
        send_from_who_has_something(runtime.get_instance())
    spare_the_heap()


def settle_options() -> None:
    """Read Streamlit's theme from its configuration once: it stands when the server does.

    Streamlit looks its options up and writes them into a message at every rerun, as if they could have changed.
    """
    config.get_options_for_section = cache(config.get_options_for_section)
    write = app_session._populate_theme_msg

    @cache
    def written(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        write(message, section)
        return message

    def copy(msg: CustomThemeConfig, section: str = "theme") -> None:
        msg.MergeFrom(written(section))

    app_session._populate_theme_msg = copy


def keep_scripts() -> None:
    """Compile each page's script once: Streamlit forgets them when nobody is here, as if they could have changed.

    Where files are watched they can.
    """
    if config.get_option("server.fileWatcherType") == "none":
        ScriptCache.clear = _keep  # type: ignore[assignment, method-assign]


def _keep(_: ScriptCache) -> None:
    """Forget nothing."""


def presenter(
    aggregator_id: str, component_id: str | None = None, allowed_state_keys: set[str] | None = None
) -> Callable[[object, SessionState], object] | None:
    """What shows a component's state to whoever reads it: as it is, but for events that came with this message.

    None for a component that nothing listens to. Streamlit's own defines a class each time that the state is read,
    several times a run: garbage in a circle.
    """
    if allowed_state_keys is None:
        return None
    with_events = make_bidi_component_presenter(aggregator_id, component_id, allowed_state_keys)

    def present(state: object, session: SessionState) -> object:
        values = session._new_widget_state
        return with_events(state, session) if values.get(aggregator_id) else state

    return present


_run = ScriptRunner._run_script_thread


def _run_and_let_go(runner: ScriptRunner) -> None:
    """Run the script, and cut the two ways by which what ran leads back to itself, so that all of it goes at once.

    Otherwise each run leaves some two hundred objects to the collection of garbage, which has to search every session
    that is open to find them.
    """
    try:
        _run(runner)
    finally:
        vars(threading.current_thread()).pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)
        object.__setattr__(runner._session_state, "_yield_callback", _nothing)


def _nothing() -> None:
    """A run that is over cannot be interrupted any more."""


def wake_once(server: Runtime) -> None:
    """Wake the loop that sends messages at once, and not through the queue of callbacks for each message of a run."""
    loop = threading.get_ident()
    from_elsewhere = server._enqueued_some_message

    def wake() -> None:
        if threading.get_ident() == loop:
            server._get_async_objs().need_send_data.set()
        else:
            from_elsewhere()

    server._session_mgr._message_enqueued_callback = wake  # type: ignore[attr-defined]


class _Sending:
    """The sessions as the server's loop sees them: those with something to send. All else is the manager's."""

    def __init__(self, manager: SessionManager) -> None:
        self._manager = manager

    def __getattr__(self, name: str) -> Any:
        return getattr(self._manager, name)

    def list_active_sessions(self) -> list[ActiveSessionInfo]:
        """Those with messages that wait."""
        return [
            active
            for active in self._manager.list_active_sessions()
            if not active.session._browser_queue.is_empty()
        ]


def send_from_who_has_something(server: Runtime) -> None:
    """Let the loop that sends messages pass over sessions that have none.

    It empties the queue of every open session up to two hundred times a second, whoever had something to send.
    """
    server._session_mgr = _Sending(server._session_mgr)


def spare_the_heap() -> None:
    """Tell the garbage collector to leave alone what is alive now: it lives as long as the server does.

    Streamlit and its libraries hold so many objects that searching them costs 30 ms each time. What comes later is
    searched less often than Python does by itself, because runs leave nothing behind that only a search would find.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
