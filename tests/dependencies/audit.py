"""`python -m tests.dependencies.audit`: has what is installed here a hole that somebody has told of?

Two sources are asked. pip-audit asks the package index, which may pass on PyPA's advisories; mirrors often do not. A
copy of PyPA's advisory database (github.com/pypa/advisory-database) is read where ADVISORY_DATABASE names its folder.
What no source could answer is said, and never taken for sound.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from sysconfig import get_paths
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

FOLDER = "ADVISORY_DATABASE"
OURS = "china-literacy"
PIP_AUDIT = (  # which may stand in an environment of its own, and is to look into this one
    *("pip-audit", f"--path={get_paths()['purelib']}", "--skip-editable"),
    *("--format=json", "--progress-spinner=off"),
)


@dataclass(frozen=True, order=True)
class Hole:
    """A known hole in an installed package: by which name it is told of, and from which versions on it is mended."""

    package: str
    version: str
    advisory: str
    mended: tuple[str, ...] = ()

    def __str__(self) -> str:
        way = f"mended in {', '.join(self.mended)}" if self.mended else "not mended yet"
        return f"{self.package} {self.version}: {self.advisory}, {way}"


@dataclass(frozen=True)
class Answer:
    """What a source says: of how many packages it knew something to say, the holes, and how it calls itself."""

    source: str
    known: int
    holes: tuple[Hole, ...]


def installed() -> dict[str, str]:
    """What is installed beside this program, without itself: canonical name -> version."""
    found = {canonicalize_name(one.name): one.version for one in distributions() if one.name}
    return {name: version for name, version in found.items() if name != OURS}


def from_folder(folder: Path, packages: Mapping[str, str]) -> Answer:
    """What a copy of the advisory database says. Raises ValueError when the folder is none."""
    if not (folder / "vulns").is_dir():
        raise ValueError(f"{folder} is no copy of the advisory database: it has no folder vulns/.")
    told = {path.name: path for path in (folder / "vulns").iterdir() if path.is_dir()}
    holes: list[Hole] = []
    newest = ""
    for file in sorted((folder / "vulns").glob("*/*.yaml")):
        record = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        newest = max(newest, str(record.get("modified", "")))
        name = canonicalize_name(file.parent.name)
        if name in packages and not record.get("withdrawn"):
            holes += holes_in(record, name, packages[name])
    return Answer(f"the advisory database of {newest[:10] or 'no day'}", len(told), tuple(sorted(set(holes))))


def holes_in(record: Mapping[str, Any], name: str, version: str) -> Iterator[Hole]:
    """The hole that a record in the format of OSV tells of, if this version of this package has it."""
    for affected in record.get("affected", ()):
        if canonicalize_name(affected["package"]["name"]) != name:
            continue
        ranges = [one["events"] for one in affected.get("ranges", ()) if one["type"] == "ECOSYSTEM"]
        if version in affected.get("versions", ()) or any(_within(version, events) for events in ranges):
            mended = tuple(event["fixed"] for events in ranges for event in events if "fixed" in event)
            yield Hole(name, version, record["id"], mended)


def _within(version: str, events: Iterable[Mapping[str, str]]) -> bool:
    """Whether a version is in a range of OSV: from `introduced` on, up to `fixed` or behind `last_affected`."""
    try:
        here, inside = Version(version), False
        for event in events:
            match event:
                case {"introduced": since}:
                    inside = inside or since == "0" or here >= Version(since)
                case {"fixed": until}:
                    inside = inside and here < Version(until)
                case {"last_affected": last}:
                    inside = inside and here <= Version(last)
    except InvalidVersion:
        return False
    return inside


def from_pip_audit(report: str) -> Answer:
    """What pip-audit says in JSON. A package that the index said nothing of is skipped there, and not known here."""
    found = json.loads(report)["dependencies"]
    known = [one for one in found if "skip_reason" not in one]
    holes = [
        Hole(one["name"], one["version"], hole["id"], tuple(hole["fix_versions"]))
        for one in known
        for hole in one["vulns"]
    ]
    return Answer("pip-audit", len(known), tuple(sorted(set(holes))))


def _ask_pip_audit() -> Answer | None:
    """None where there is no pip-audit, or where it could not ask."""
    try:
        done = subprocess.run(PIP_AUDIT, capture_output=True, text=True, timeout=600, check=False)
        return from_pip_audit(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return None


def told(answers: Iterable[Answer], packages: int) -> tuple[str, bool]:
    """The report in lines, and whether nothing is wrong."""
    heard = [one for one in answers if one.known]
    lines = [f"{one.source}: {len(one.holes)} known holes in {packages} packages" for one in heard]
    holes = sorted({hole for one in heard for hole in one.holes})
    if not heard:
        lines = [
            f"NOT AUDITED: no source of advisories answered for the {packages} packages. Run pip-audit where the"
            f" package index passes advisories on, or name a copy of the advisory database in {FOLDER}."
        ]
    return "\n".join([*lines, *(f"  {hole}" for hole in holes)]), not holes


def main() -> int:
    """Ask both sources; 1 when there is a hole."""
    packages = installed()
    answers = [answer for answer in [_ask_pip_audit()] if answer]
    if folder := os.environ.get(FOLDER):
        answers.append(from_folder(Path(folder), packages))
    report, sound = told(answers, len(packages))
    print(report)
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
