"""What a server allows itself before it serves."""

import resource
from collections.abc import Iterator

import pytest

from commands.serve import FILES, allow_files


@pytest.fixture
def limits() -> Iterator[tuple[int, int]]:
    """How many files this process may open, soft and hard; put back afterwards."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield before
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_server_may_open_as_many_files_as_the_system_allows(limits: tuple[int, int]) -> None:
    hard = limits[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    allow_files()
    most = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, hard)


def test_a_limit_that_is_high_already_stays(limits: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.serve.FILES", 200)
    allow_files()
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == limits
