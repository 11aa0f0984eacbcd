"""Files of `static/` that a component's script imports, by an address that names their version."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).parents[1] / "static"
PLACE = re.compile(r"(?P<file>[\w-]+\.js)\?v=VERSION")


@cache
def versioned(script: str) -> str:
    """A script in which each `name.js?v=VERSION` has that file's version: a browser must not go on with an old one."""
    return PLACE.sub(lambda found: f"{found['file']}?v={_version(STATIC / found['file'])}", script)


def _version(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12]
