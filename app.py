"""The front door: Streamlit's page script, the plain HTTP routes beside it, and what happens at start.

Every way of starting comes through here: `china-literacy serve`, `python app.py`, `uvicorn app:app` and
`streamlit run app.py`, which finds the server by reading this file and so needs the assignment to `app` below.
"""

import importlib
import logging
import pkgutil
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from china_literacy import ROOT, put_root_first

put_root_first()

import click
import streamlit as st
from google.protobuf.message import DecodeError
from starlette.middleware import Middleware
from streamlit import config as streamlit_config
from streamlit import logger as streamlit_logger
from streamlit.file_util import get_static_dir
from streamlit.logger import get_logger

import accounts
import course
import logs
import progress
import routes
from accounts import invitations, mail
from app_pages import economy, forgery, parts, provider, services
from commands.serve import allow_files, listen, run, serve
from course.shelf import NoCourse
from faults import log_fault
from progress.database import DatabaseProblem
from routes import pages
from routes.crowd import Crowd
from routes.front import Front
from routes.shield import Shield
from settings import Settings, SettingsProblem

LOG = get_logger("china_literacy")

# Streamlit looks for .streamlit/config.toml beside the file it calls the main script. Uvicorn never names it one; it
# would then take the page script, whose folder has no configuration.
if streamlit_config._main_script_path is None:
    streamlit_config._main_script_path = str(ROOT / "app.py")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Make everything ready before the first visitor comes."""
    keep_logs_private()
    structure_logs()
    allow_files()
    prepare()
    if services.settings().local_accounts and not (services.preview or services.demo):
        offer_first_account()
    warm_up()
    forgery.refuse_misfits()
    economy.economise()
    yield


class CannotStart(Exception):
    """What makes serving impossible, each in a sentence on a line of its own."""


def prepare() -> None:
    """Open the records and the course. Raises CannotStart with all that is wrong with either, and SettingsProblem."""
    wrong = [] if services.preview or services.demo else provider.problems(services.settings())
    if wrong:
        raise SettingsProblem(tuple(wrong))
    pages.offer(BESIDE.provider.ways())
    problems = []
    try:
        made = services.demonstration()
        pages.mark(made.told if made else "")
    except DatabaseProblem as problem:
        problems.append(str(problem))
    try:
        services.shelf().current(time.monotonic())
    except NoCourse as problem:
        problems.append(str(problem))
    if problems:
        raise CannotStart("\n".join(problems))


def keep_logs_private() -> None:
    """Log nothing about who asked for what: addresses of people, one-time links, what a fault was about."""
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("streamlit.error_util").addFilter(_not_a_fault)
    get_logger("streamlit.web.server.starlette.starlette_websocket").addFilter(_in_one_line)


def structure_logs() -> None:
    """Write the log as JSON lines where the settings say so; loggers that Streamlit makes later, too."""
    if services.settings().log == "json":
        streamlit_logger.setup_formatter = logs.as_json
        logs.all_as_json()


def offer_first_account() -> None:
    """While nobody can look after the course, print a link that makes the first trainer's account."""
    if not invitations.first_trainer_needed(services.database()):
        return
    token = invitations.create(services.database(), role="trainer", now=services.now())
    click.echo(
        "No trainer has an account yet. This link makes one; it works once, within 48 hours:\n"
        f"{services.settings().address}/account/welcome/{token}"
    )


def warm_up() -> None:
    """Import and make what pages would otherwise import and make while the first learner waits."""
    for room in (accounts, course, parts, progress):
        for part in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(part.name)
    services.search_index()


def show_fault(fault: Exception) -> bool:
    """Tell the learner what to do after a fault in a page, and the operator what happened.

    Returns True: Streamlit shows nothing of its own.
    """
    reference = log_fault(LOG, fault)
    st.error(
        "Something went wrong on this page. The answers you saved are safe. Reload the page to go on; if this"
        f" happens again, tell the people who run the course and give them the reference **{reference}**."
    )
    return True


def _not_a_fault(record: logging.LogRecord) -> bool:
    """Keep Streamlit from logging faults itself: it writes out the exception's words."""
    return record.getMessage() != "Uncaught app execution"


def _in_one_line(record: logging.LogRecord) -> bool:
    """A message that no browser sends is told in a line: whoever sends it can fill the log with tracebacks."""
    if record.exc_info and isinstance(record.exc_info[1], DecodeError):
        record.exc_info = record.exc_text = None
    return True


def start(settings: Settings, preview: tuple[str, str, str] | None = None, demo: str | None = None) -> None:
    """Serve until told to stop; a preview is its file, its page and its author's session, a demo its trainer's.

    Raises ClickException with a sentence when that cannot be.
    """
    services.preview = services.Preview(*preview) if preview else None
    services.demo = demo
    listener = listen(settings.host, settings.port)
    try:
        prepare()
    except (CannotStart, SettingsProblem) as problem:
        raise click.ClickException(str(problem)) from problem
    page = services.preview.page if services.preview else ""
    run(app, settings.address + page, listener, settings.trusted_proxies)


SCRIPT = ROOT / "app_pages" / "index.py"
FRONT = Front(Path(get_static_dir()), SCRIPT.parent / "static")
BESIDE = routes.Services(
    db=services.database,
    course=services.course,
    now=services.now,
    folder=lambda: services.settings().course,
    script=SCRIPT,
    address=lambda: services.settings().address,
    issuer=lambda: services.settings().issuer,
    front=FRONT,
    provider=provider.StreamlitProvider(),
    policy=provider.policy,
    local_accounts=lambda: services.settings().local_accounts,
    broken_files=lambda: len(services.shelf().problems),
    metrics_token=lambda: services.settings().metrics_token,
    mail=lambda: mail.server_of(services.settings()),
    confirm_email=lambda: services.settings().confirm_email,
)

app = st.App(
    SCRIPT,
    routes=routes.table(BESIDE),
    lifespan=lifespan,
    middleware=[
        Middleware(Shield, base_url=lambda: services.settings().base_url, page=FRONT.html),
        Middleware(
            Crowd, most=lambda: services.settings().most_pages, busy=lambda: pages.busy(BESIDE.course)
        ),
    ],
    on_script_error=show_fault,
)

if __name__ == "__main__":
    sys.modules["app"] = sys.modules["__main__"]  # the command asks for `app`: this one, not a second
    serve(prog_name="app.py")
