"""`china-literacy serve`: open the course in a browser. Also how `python app.py` starts."""

import signal
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click
import uvicorn

from commands.options import course_option, db_option, settings_with

if TYPE_CHECKING:
    from starlette.types import ASGIApp

LARGEST_MESSAGE = 2 * 1024 * 1024  # bytes of what a browser sends at once; a whole quiz has some thousand
FILES = 65_536  # that the server may have open: an open page takes four
GRACE = 3  # seconds that open pages have to finish when the server stops


@click.command()
@click.option("--port", metavar="NUMBER", help="The port to listen on [default: 8501].")
@click.option("--host", metavar="ADDRESS", help="The address to listen on [default: 127.0.0.1].")
@db_option
@course_option
def serve(port: str | None, host: str | None, db: str | None, course: str | None) -> None:
    """Open the course on http://localhost:8501 and keep it open until Ctrl-C."""
    settings = settings_with(port=port, host=host, db=db, course=course)
    import app

    app.start(settings)


def run(application: "ASGIApp", address: str, listener: socket.socket, proxies: str = "") -> None:
    """Serve on `listener` until SIGINT or SIGTERM. `address` is what people are told to open.

    `proxies` are those whose word is taken for where a request comes from, with commas between them.
    """
    # Uvicorn finishes its pages and then raises the signal again; let that end the process quietly.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=GRACE,
    )
    try:
        _Server(config, address).run(sockets=[listener])
    except KeyboardInterrupt:
        click.echo()


def allow_files() -> None:
    """Let this process open as many files as the system allows it, up to FILES.

    A page that is open takes four: its connection, and three of the loop that Streamlit makes for each. The usual limit
    of 1024, which a process may raise by itself, would end at 250 pages.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):  # a system may refuse; then it stays at what it was
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def listen(host: str, port: int) -> socket.socket:
    """Bind the listening socket, before anything slow is done.

    asyncio turns Nagle's algorithm off only on sockets that say they are TCP; where it stays on, every answer waits
    40 ms for the browser's delayed acknowledgement. (uvloop turns it off on all.)
    Raises ClickException with a sentence when the address cannot be had.
    """
    listener = None
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as problem:
        if listener:
            listener.close()
        raise click.ClickException(
            f"Cannot listen on {host}, port {port}: {problem.strerror}. Choose another with --port or --host."
        ) from None
    return listener


class _Server(uvicorn.Server):
    """Says where the course is as soon as it is there."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self.address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        click.echo(f"Open {self.address} (Ctrl-C stops the server)")
