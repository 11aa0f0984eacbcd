"""The Dockerfile, by hadolint, and what stands around it; no Docker is needed."""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from china_literacy import ROOMS
from settings import ROOT, Settings, table
from tests.deploy.proxies import DEPLOY, names_in, program

EXAMPLES = sorted(file for file in DEPLOY.iterdir() if file.is_file())


def instructions(text: str) -> list[tuple[str, str]]:
    """Each instruction of a Dockerfile in capitals, and what follows it, on one line."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def faults(text: str) -> list[str]:
    """What hadolint says of a Dockerfile, by its numbers; hints and matters of style too."""
    done = subprocess.run(
        [program("hadolint"), "--no-color", "--failure-threshold=style", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert bool(done.returncode) == bool(done.stdout), done.stderr
    return done.stdout.splitlines()


def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def test_hadolint_takes_the_dockerfile_without_a_word() -> None:
    assert faults(dockerfile()) == []


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("python:3.11-slim-bookworm", "python", "DL3006"),
        ("python:3.11-slim-bookworm", "python:latest", "DL3007"),
        ("COPY . .", "ADD . .", "DL3020"),
        ("WORKDIR /srv", "WORKDIR srv", "DL3000"),
        ('CMD ["china-literacy", "serve"]', "CMD china-literacy serve", "DL3025"),
        (" --no-cache-dir", "", "DL3042"),
        ("USER 10001", "USER root", "DL3002"),
        ("RUN pip", "RUN sudo pip", "DL3004"),
        ("EXPOSE", "EXPORT", "unexpected 'E'"),
        ("WORKDIR /srv/china-literacy\n", "", "DL3045"),
    ],
)
def test_a_dockerfile_that_breaks_a_rule_is_found(old: str, new: str, number: str) -> None:
    assert old in dockerfile()
    assert any(number in fault for fault in faults(dockerfile().replace(old, new)))


def test_the_container_does_not_run_as_root() -> None:
    user = [rest for word, rest in instructions(dockerfile()) if word == "USER"][
        -1
    ]  # hadolint lets none pass
    assert int(user) >= 10_000


def test_the_container_asks_itself_whether_it_is_ready_and_keeps_records_outside() -> None:
    given = dict(instructions(dockerfile()))
    assert "/readyz" in given["HEALTHCHECK"]
    assert given["VOLUME"] == "/records"
    assert "LITERACY_DB=/records/progress.db" in given["ENV"]
    assert given["EXPOSE"] == str(Settings().port)


def is_sent(path: str) -> bool:
    """Whether a file reaches the container: the last line of the list of exceptions that fits decides."""
    sent = True
    for line in (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        parts = path.split("/")
        heads = ["/".join(parts[: n + 1]) for n in range(len(parts))]
        if pattern.startswith("**/"):
            fits = any(fnmatch(part, pattern[3:]) for part in parts)
        else:
            fits = any(head.count("/") == pattern.count("/") and fnmatch(head, pattern) for head in heads)
        if line and not line.startswith("#") and fits:
            sent = line.startswith("!")
    return sent


def test_what_the_course_needs_reaches_the_container_and_nothing_private_does() -> None:
    for room in ROOMS:
        assert is_sent(f"{room}.py" if (ROOT / f"{room}.py").is_file() else f"{room}/__init__.py"), room
    for file in ("app.py", "pyproject.toml", "README.md", "LICENSE", ".streamlit/config.toml"):
        assert (ROOT / file).is_file()
        assert is_sent(file), file
    for file in ("modules/course.yaml", "docs/write-a-quiz.md", "app_pages/static/favicon.png"):
        assert (ROOT / file).is_file()
        assert is_sent(file), file
    for file in (
        "data/progress.db",
        ".git/config",
        ".streamlit/secrets.toml",
        "tests/conftest.py",
        "x.db",
        "course/__pycache__/x.pyc",
        ".venv/bin/python",
    ):
        assert not is_sent(file), file


def test_compose_gives_the_course_no_more_than_it_needs() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
    course = services["course"]
    assert "ports" not in course  # only the proxy reaches it
    assert course["volumes"] == ["records:/records"]
    assert course["tmpfs"] == ["/tmp"]
    build = course["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()
    assert services["proxy"]["environment"]["LITERACY_UPSTREAM"] == f"course:{Settings().port}"
    mounted = [volume.split(":")[0] for volume in services["proxy"]["volumes"]]
    assert (DEPLOY / mounted[0]).is_file()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.name)
def test_every_setting_that_an_example_names_exists(example: Path) -> None:
    known = {row.variable for row in table()} | {"LITERACY_SITE", "LITERACY_UPSTREAM"}  # the Caddyfile's own
    assert names_in(example.read_text(encoding="utf-8")) <= known


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.name)
def test_every_example_is_told_to_operators(example: Path) -> None:
    told = (ROOT / "docs" / "for-operators.md").read_text(encoding="utf-8")
    assert f"deploy/{example.name.removesuffix('.dockerignore')}" in told
