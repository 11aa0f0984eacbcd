"""A real provider of OpenID Connect on this machine, as a process of its own: oidc-provider-mock.

It signs in whoever types a name, and tells of them what a test has told it; `iss`, `aud`, `nonce` and `exp` too.
"""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = 30  # seconds that it may take to answer


class OidcProvider:
    """The provider, at `address`, which is also its issuer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.address = f"http://127.0.0.1:{port}"

    def knows(self, subject: str, **claims: object) -> None:
        """Have it tell this of somebody from now on."""
        request = urllib.request.Request(
            f"{self.address}/users/{subject}",
            json.dumps(claims).encode(),
            {"Content-Type": "application/json"},
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            assert answer.status == 204

    def secrets(self, folder: Path, port: int, more: str = "") -> None:
        """Write the secrets.toml of a server on a port, into the folder that it is started in."""
        file = folder / ".streamlit" / "secrets.toml"
        file.parent.mkdir()
        file.write_text(
            f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "thirty-two characters or more than that"
client_id = "course"
client_secret = "a secret of the course"
server_metadata_url = "{self.address}/.well-known/openid-configuration"
{more}
"""
        )

    def answers(self) -> bool:
        """Whether it has come up."""
        try:
            with urllib.request.urlopen(f"{self.address}/.well-known/openid-configuration", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def oidc_provider(log: Path) -> Iterator[OidcProvider]:
    """A provider that runs until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        provider = OidcProvider(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--port",
        str(provider.port),
        "--require-nonce",
        "true",
    ]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            until = time.monotonic() + START
            while not provider.answers():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.1)
            yield provider
        finally:
            process.kill()
