"""The real nginx and Caddy, on loopback, with the examples in deploy/ as they stand but for names and ports."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from benchmarks.survival.serving import free_port
from settings import ROOT

DEPLOY = ROOT / "deploy"
REQUIRED = os.environ.get("LITERACY_REQUIRE_PROXIES")  # read before the tests' own environment is cleared
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Proxy:
    """A running proxy: where it speaks plain HTTP, where HTTPS, and the certificate to trust."""

    plain: str
    address: str
    certificate: Path

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))


def program(name: str) -> str:
    """The path of a program that tries an example; skips, or fails in CI, where there is none."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        if REQUIRED:
            pytest.fail(f"No {name} found, and LITERACY_REQUIRE_PROXIES says there must be one.")
        pytest.skip(f"No {name} found; install what .ci/run installs.")
    return found


def replaced(text: str, **changes: str) -> str:
    """The text with each change made; each must be there to be made."""
    for old, new in changes.items():
        assert old in text, f"the example says no {old}"
        text = text.replace(old, new)
    return text


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[Proxy]:
    """nginx with deploy/nginx.conf before a server on the port `upstream`."""
    path, plain, secure = program("nginx"), free_port(), free_port()
    certificate, key = _certificate(folder)
    example = replaced(
        (DEPLOY / "nginx.conf").read_text(encoding="utf-8"),
        **{
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
            "127.0.0.1:8501": f"127.0.0.1:{upstream}",
            "server_name training.example.ac.uk": "server_name localhost",
            "/etc/letsencrypt/live/training.example.ac.uk/fullchain.pem": str(certificate),
            "/etc/letsencrypt/live/training.example.ac.uk/privkey.pem": str(key),
            "https://$host$request_uri": f"https://$host:{secure}$request_uri",
        },
    )
    (folder / "example.conf").write_text(example, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\nerror_log {folder}/error.log;\npid {folder}/nginx.pid;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}include {folder}/example.conf;\n}}\n",
        encoding="utf-8",
    )
    command = [path, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with _running(command, folder, secure, {}):
        yield Proxy(f"http://localhost:{plain}", f"https://localhost:{secure}", certificate)


@contextmanager
def caddy(folder: Path, upstream: int) -> Iterator[Proxy]:
    """Caddy with deploy/Caddyfile before a server on the port `upstream`; it makes its certificate itself."""
    path, plain, secure = program("caddy"), free_port(), free_port()
    (folder / "Caddyfile").write_text(
        f"{{\n admin off\n http_port {plain}\n https_port {secure}\n skip_install_trust\n}}\n"
        f"import {DEPLOY / 'Caddyfile'}\n",
        encoding="utf-8",
    )
    environment = {
        "LITERACY_SITE": "localhost",
        "LITERACY_UPSTREAM": f"127.0.0.1:{upstream}",
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "HOME": str(folder),
    }
    command = [path, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(command, folder, secure, environment):
        root = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        proxy = Proxy(f"http://localhost:{plain}", f"https://localhost:{secure}", root)
        end = time.monotonic() + PATIENCE
        while not _has_certificate(proxy, secure) and time.monotonic() < end:
            time.sleep(0.05)
        yield proxy


@contextmanager
def _running(command: list[str], folder: Path, port: int, environment: dict[str, str]) -> Iterator[None]:
    log = folder / "proxy.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=out, stderr=out, cwd=folder
        )
    try:
        end = time.monotonic() + PATIENCE
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{command[0]} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _has_certificate(proxy: Proxy, port: int) -> bool:
    """Whether it can be talked to by HTTPS: it listens before its certificates are made."""
    try:
        with (
            socket.create_connection(("localhost", port), timeout=PATIENCE) as line,
            proxy.trust.wrap_socket(line, server_hostname="localhost"),
        ):
            return True
    except OSError:
        return False


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "cert.pem", folder / "key.pem"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


def names_in(text: str) -> set[str]:
    """The settings that an example names."""
    return set(re.findall(r"LITERACY_\w+", text))
