"""Every setting of the server, read once from the environment.

A setting is one line here: its variable, its default, its unit and what it is for. The command line hands its own
options on as the same variables, so that all ways of starting the server read the same settings.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
PREFIX = "LITERACY_"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
LONGEST_LINE = 100  # characters
LONGEST_KEPT = 9999  # days
SHORTEST_TOKEN = 16  # characters
# What is of no use without the other.
TOGETHER = (
    ("smtp_host", "smtp_from"),
    ("smtp_user", "smtp_password"),
    ("lrs_url", "lrs_key"),
    ("lrs_key", "lrs_secret"),
)


class SettingsProblem(Exception):
    """Settings that cannot be used; `problems` has one sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError("a port is a whole number from 1 to 65535")
    return int(text)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LONGEST_KEPT))):
        raise ValueError(f"write a whole number of days from 0, which is for ever, to {LONGEST_KEPT}")
    return int(text)


def _pages(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError("write a whole number from 0, which is any number, to 999999")
    return int(text)


def _host(text: str) -> str:
    if any(character in text for character in "/ \t") or "://" in text:
        raise ValueError("name one address of this machine, such as 127.0.0.1, 0.0.0.0 or ::")
    return text


def _base_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:
        sound = False
    if not sound or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("write it as https://training.example.ac.uk, with no path behind the name")
    return text.rstrip("/")


def _proxies(text: str) -> str:
    try:
        networks = [ip_network(part.strip()) for part in text.split(",")]
    except ValueError as problem:
        raise ValueError("write addresses or networks, such as 127.0.0.1, 10.20.0.0/16") from problem
    return ",".join(map(str, networks))


def _smtp_tls(text: str) -> str:
    if text not in ("starttls", "tls", "off"):
        raise ValueError("write starttls, tls or off")
    return text


def _sender(text: str) -> str:
    if "@" not in text or not text.isprintable():
        raise ValueError("write an address, such as training@example.ac.uk, or Name <training@example.ac.uk>")
    return text


def _store_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("write it as https://records.example.ac.uk/xapi; plain http would show the password")
    if not parts.hostname or parts.query or parts.fragment:
        raise ValueError("write it as https://records.example.ac.uk/xapi")
    return text.rstrip("/").removesuffix("/statements")


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("write true or false")
    return text.lower() == "true"


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())


def _domains(text: str) -> frozenset[str]:
    domains = frozenset(word.removeprefix("@").lower() for word in _words(text))
    if any("." not in domain or "@" in domain or " " in domain or "*" in domain for domain in domains):
        raise ValueError(
            "write domains with commas between them, such as example.ac.uk, student.example.ac.uk"
        )
    return domains


def _log(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError("write text or json")
    return text


def _metrics_token(text: str) -> str:
    if len(text) < SHORTEST_TOKEN or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(f"use at least {SHORTEST_TOKEN} letters and digits, made by chance")
    return text


def _line(text: str) -> str:
    if not text.isprintable() or len(text) > LONGEST_LINE:
        raise ValueError(f"write one line of at most {LONGEST_LINE} characters")
    return text


def _setting(
    name: str, parse: Callable[[str], Any], default: object, unit: str, what: str, *, secret: bool = False
) -> Any:
    """One setting; a secret one is never shown."""
    metadata = {"variable": PREFIX + name, "parse": parse, "unit": unit, "what": what}
    return field(default=default, metadata=metadata, repr=not secret)


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Equal settings mean the same server."""

    course: Path = _setting(
        "COURSE",
        _path,
        ROOT,
        "folder",
        "The course: a folder that holds modules/ and quizzes/. By default the one shipped with the engine.",
    )
    database: Path = _setting(
        "DB",
        _path,
        ROOT / "data" / "progress.db",
        "file",
        "The SQLite file with people and records. It and its folder are made when they are missing.",
    )
    host: str = _setting(
        "HOST",
        _host,
        "127.0.0.1",
        "address",
        "The address to listen on, for `china-literacy serve` and `python app.py`. Use 0.0.0.0 or :: to be"
        " reached from other machines, best behind a proxy that speaks HTTPS.",
    )
    port: int = _setting(
        "PORT",
        _port,
        8501,
        "TCP port",
        "The port to listen on, for `china-literacy serve` and `python app.py`.",
    )
    base_url: str = _setting(
        "BASE_URL",
        _base_url,
        "",
        "URL",
        "The address people type, used in links that leave the server. By default http://localhost with the port.",
    )
    trusted_proxies: str = _setting(
        "TRUSTED_PROXIES",
        _proxies,
        "",
        "addresses",
        "The proxies whose word is taken for where a request comes from (`X-Forwarded-For`), with commas between them."
        " Without it nobody's is, and behind a proxy all visitors count as one address.",
    )
    most_pages: int = _setting(
        "MOST_PAGES",
        _pages,
        1000,
        "open pages",
        "How many pages may be open in browsers at once. Who comes then is told to try again; people who are signed in"
        " are let in until a quarter more are. 0 is any number.",
    )
    confirm_email: bool = _setting(
        "CONFIRM_EMAIL",
        _truth,
        True,
        "true or false",
        "Whether people who make an account have to open a link that is sent to their address first. Without a mail"
        " server they do not.",
    )
    smtp_host: str = _setting(
        "SMTP_HOST",
        _host,
        "",
        "address",
        "The mail server for reminders and for links to sign up or to set a password. Without it none are sent.",
    )
    smtp_port: int = _setting("SMTP_PORT", _port, 587, "TCP port", "The port of the mail server.")
    smtp_user: str = _setting(
        "SMTP_USER", str, "", "text", "The name to sign in with, if the server wants one."
    )
    smtp_password: str = _setting(
        "SMTP_PASSWORD", str, "", "text", "The password for that name.", secret=True
    )
    smtp_from: str = _setting(
        "SMTP_FROM", _sender, "", "email address", "The address that reminders come from, and replies go to."
    )
    smtp_tls: Literal["starttls", "tls", "off"] = _setting(
        "SMTP_TLS",
        _smtp_tls,
        "starttls",
        "word",
        "How the mail server is spoken to: starttls, tls from the first byte, or off, for a server on this machine.",
    )
    lrs_url: str = _setting(
        "LRS_URL", _store_url, "", "URL", "The learning record store that statements are posted to."
    )
    lrs_key: str = _setting("LRS_KEY", str, "", "text", "The key for it.")
    lrs_secret: str = _setting("LRS_SECRET", str, "", "text", "The secret for that key.", secret=True)
    issuer: str = _setting(
        "ISSUER",
        _line,
        "",
        "text",
        "Who issues certificates, as printed on them. By default the course's title.",
    )
    local_accounts: bool = _setting(
        "LOCAL_ACCOUNTS",
        _truth,
        True,
        "true or false",
        "Whether people can make accounts here and sign in with a password. When false, they sign in through the"
        " provider alone.",
    )
    oidc_name: str = _setting(
        "OIDC_NAME",
        _line,
        "your university account",
        "text",
        "What people sign in with, as the button says it after `Sign in with`.",
    )
    oidc_domains: frozenset[str] = _setting(
        "OIDC_DOMAINS",
        _domains,
        frozenset(),
        "domains",
        "The domains that verified addresses may have, with commas. By default all.",
    )
    oidc_new_accounts: bool = _setting(
        "OIDC_NEW_ACCOUNTS",
        _truth,
        True,
        "true or false",
        "Whether the first sign-in makes an account where there is none with the address.",
    )
    oidc_verified_claim: str = _setting(
        "OIDC_VERIFIED_CLAIM",
        _line,
        "email_verified",
        "claim",
        "The claim by which the provider says that the address is this person's.",
    )
    oidc_role_claim: str = _setting(
        "OIDC_ROLE_CLAIM",
        _line,
        "",
        "claim",
        "The claim whose values make somebody a trainer or an administrator, at each sign-in.",
    )
    oidc_trainers: frozenset[str] = _setting(
        "OIDC_TRAINERS", _words, frozenset(), "values", "Its values that make a trainer, with commas."
    )
    oidc_admins: frozenset[str] = _setting(
        "OIDC_ADMINS", _words, frozenset(), "values", "Its values that make an administrator, with commas."
    )
    keep_unused: int = _setting(
        "KEEP_UNUSED",
        _days,
        1095,
        "days",
        "How long a learner's account that nobody uses is kept, before `china-literacy tidy` erases it; 0 for ever.",
    )
    keep_open: int = _setting(
        "KEEP_OPEN",
        _days,
        365,
        "days",
        "How long an attempt that nobody goes on with stays open, before `china-literacy tidy` submits it; 0 for ever.",
    )
    log: Literal["text", "json"] = _setting(
        "LOG", _log, "text", "word", "How the log is written: text for people, or json, one object a line."
    )
    metrics_token: str = _setting(
        "METRICS_TOKEN",
        _metrics_token,
        "",
        "text",
        "What a monitor has to send to read /metrics. Without it that address does not exist.",
        secret=True,
    )

    @property
    def address(self) -> str:
        """Where people find the server: the base URL, or localhost with the port."""
        return self.base_url or f"http://localhost:{self.port}"


@dataclass(frozen=True)
class Row:
    """One setting as the documentation shows it."""

    variable: str
    default: str
    unit: str
    what: str


def table() -> tuple[Row, ...]:
    """Every setting in order: variable, default, unit, meaning."""
    return tuple(
        Row(entry.metadata["variable"], _shown(entry.default), entry.metadata["unit"], entry.metadata["what"])
        for entry in fields(Settings)
    )


def _shown(default: object) -> str:
    if isinstance(default, Path):
        return default.relative_to(ROOT).as_posix()
    if isinstance(default, bool | frozenset):
        return str(default).lower() if isinstance(default, bool) else ""
    return str(default)


def read(environ: Mapping[str, str]) -> Settings:
    """Read the settings. Blank variables count as not set; paths are taken from the working directory.

    Raises SettingsProblem with a sentence for every variable that cannot be used.
    """
    problems = _misspelt(environ)
    values: dict[str, Any] = {}
    for entry in fields(Settings):
        variable = entry.metadata["variable"]
        text = environ.get(variable, "").strip()
        if not text:
            continue
        try:
            values[entry.name] = entry.metadata["parse"](text)
        except ValueError as problem:
            shown = f'"{text}"' if entry.repr else "not usable"
            problems.append(f"{variable} is {shown}: {problem}.")
    problems += [*_unsafe(values), *_unfinished(environ), *_unconfirmed(values)]
    if problems:
        raise SettingsProblem(tuple(problems))
    return Settings(**values)


def _unsafe(values: Mapping[str, Any]) -> list[str]:
    """A sentence where mail would cross a network unprotected, and where roles would be given by nothing."""
    problems = []
    if values.get("smtp_tls") == "off" and values.get("smtp_host", LOOPBACK[0]) not in LOOPBACK:
        problems.append(
            "LITERACY_SMTP_TLS is off, which is for a mail server on this machine only; use starttls or tls."
        )
    roles = values.get("oidc_trainers") or values.get("oidc_admins")
    if bool(roles) != bool(values.get("oidc_role_claim")):
        problems.append(
            "LITERACY_OIDC_ROLE_CLAIM names a claim, and LITERACY_OIDC_TRAINERS or LITERACY_OIDC_ADMINS its values:"
            " set both or neither."
        )
    return problems


def _unfinished(environ: Mapping[str, str]) -> list[str]:
    """A sentence for each setting that is of no use without another that is not set."""
    given = {entry.name for entry in fields(Settings) if environ.get(entry.metadata["variable"], "").strip()}
    return [
        f"{PREFIX}{one.upper()} is set, and {PREFIX}{other.upper()} is not; set both, or neither."
        for one, other in TOGETHER
        if one in given and other not in given
    ]


def _unconfirmed(values: Mapping[str, Any]) -> list[str]:
    """A sentence where addresses are to be confirmed and no letter can be sent."""
    if not values.get("confirm_email") or values.get("smtp_host"):
        return []
    return [
        "LITERACY_CONFIRM_EMAIL is true, and there is no LITERACY_SMTP_HOST to send letters; set it, or leave both."
    ]


def _misspelt(environ: Iterable[str]) -> list[str]:
    """A sentence for each variable that is nearly a setting; other programs' variables are left alone."""
    known = [entry.metadata["variable"].removeprefix(PREFIX) for entry in fields(Settings)]
    problems = []
    for variable in sorted(environ):
        name = variable.removeprefix(PREFIX)
        if name == variable or name in known:
            continue
        near = get_close_matches(name, known, n=1, cutoff=0.75)
        if near:
            problems.append(f"{variable} is no setting; did you mean {PREFIX}{near[0]}?")
    return problems
