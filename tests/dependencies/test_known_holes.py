"""Known holes in what is installed are found, and silence is not taken for soundness."""

import json
from pathlib import Path

import pytest

from tests.dependencies import audit
from tests.dependencies.audit import Answer, Hole

RECORD = """
id: PYSEC-2026-1
modified: "2026-03-01T00:00:00Z"
affected:
- package: {name: Some.Bread, ecosystem: PyPI}
  ranges:
  - type: ECOSYSTEM
    events: [{introduced: "0"}, {fixed: 1.2.3}, {introduced: "2.0"}, {fixed: "2.4"}]
  versions: ["0.9", "2.0rc1"]
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "vulns" / "some-bread").mkdir(parents=True)
    (tmp_path / "vulns" / "some-bread" / "PYSEC-2026-1.yaml").write_text(RECORD, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("version", "has_it"),
    [
        *(("0.9", True), ("1.2.2", True), ("1.2.3", False), ("1.9", False)),
        *(("2.0rc1", True), ("2.0", True), ("2.3.9", True), ("2.4", False), ("10.0", False)),
    ],
)
def test_a_version_between_two_mendings_has_the_hole(database: Path, version: str, has_it: bool) -> None:
    answer = audit.from_folder(database, {"some-bread": version, "other": "1"})
    assert [hole.version for hole in answer.holes] == ([version] if has_it else [])


def test_a_hole_up_to_a_last_version_ends_behind_it() -> None:
    record = {
        "id": "X",
        "affected": [
            {
                "package": {"name": "x"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1"}, {"last_affected": "1.5"}]}],
            }
        ],
    }
    assert [bool(list(audit.holes_in(record, "x", v))) for v in ("0.9", "1", "1.5", "1.5.1")] == [
        *(False, True, True, False)
    ]


def test_what_was_withdrawn_is_no_hole(database: Path) -> None:
    file = database / "vulns" / "some-bread" / "PYSEC-2026-1.yaml"
    file.write_text(RECORD + 'withdrawn: "2026-04-01T00:00:00Z"\n', encoding="utf-8")
    assert audit.from_folder(database, {"some-bread": "1.0"}).holes == ()


def test_a_folder_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no copy of the advisory database"):
        audit.from_folder(tmp_path, {})


def test_a_hole_is_told_with_its_mending_and_fails(database: Path) -> None:
    report, sound = audit.told([audit.from_folder(database, {"some-bread": "1.0"})], 1)
    assert not sound
    assert report.splitlines() == [
        "the advisory database of 2026-03-01: 1 known holes in 1 packages",
        "  some-bread 1.0: PYSEC-2026-1, mended in 1.2.3, 2.4",
    ]


def test_pip_audits_answer_is_read() -> None:
    report = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]},
            {"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited: b (1)"},
        ]
    }
    assert audit.from_pip_audit(json.dumps(report)) == Answer(
        "pip-audit", 1, (Hole("a", "1", "PYSEC-1", ("2",)),)
    )


def test_an_index_that_says_nothing_of_anything_has_audited_nothing() -> None:
    silent = audit.from_pip_audit('{"dependencies": [{"name": "b", "skip_reason": "not found"}]}')
    report, sound = audit.told([silent], 90)
    assert report.startswith("NOT AUDITED: no source of advisories answered for the 90 packages.")
    assert sound  # no hole is known; the words say that nobody was asked


def test_what_is_installed_is_found_under_its_usual_name() -> None:
    packages = audit.installed()
    assert "typing-extensions" in packages
    assert "china-literacy" not in packages
