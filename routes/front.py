"""The page that every browser is sent first: Streamlit's own, with what our pages need besides.

Streamlit's page asks for a look, for our script and for the parts that draw words only once the words have come, and it
looks for its server below the page's address first, which costs a tenth of a second on every page but the home page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

LOOK = ("hanzi.css", "look.css")  # in the order in which they count
# What draws HTML, our scripts, buttons and links. Radios, charts and tables are on few pages first.
PARTS = ("Html", "BidiComponent", "Button", "PageLink")
FONT = "fonts/source-serif-4-latin-opsz-normal.woff2"  # of headings and prose

# Streamlit is told where its server is, as hosts of many apps do, and so connects without asking first.
HERE = """
      window.__streamlit = {
        BACKEND_BASE_URL: new URL(".", location.href).href,
        HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
      };
    """

IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./(?P<file>[\w.-]+\.js)["']""")
SCRIPT = '<script type="module"'


class PageName(PathConvertor):
    """What an address calls a page: no folder, and no dot, which the names of Streamlit's own files have."""

    regex = "[^./]*"


register_url_convertor("page", PageName())


@dataclass(frozen=True)
class Front:
    """GET /{name:page}. `streamlit` is the folder that Streamlit serves, `ours` that of our static files."""

    streamlit: Path
    ours: Path

    @cached_property
    def html(self) -> str:
        """The page. Raises ValueError when Streamlit's page is not built as this one expects."""
        page = (self.streamlit / "index.html").read_text(encoding="utf-8")
        for place, added in (
            (SCRIPT, f"<script>{HERE}</script>\n    {SCRIPT}"),
            ("</head>", "".join(f"  {link}\n  " for link in self._early(page)) + "</head>"),
            # after whatever Streamlit's styles are, so that ours count
            ("</body>", "".join(f"  {link}\n  " for link in self._look()) + "</body>"),
        ):
            if page.count(place) != 1:
                raise ValueError(f"Streamlit's page has not one {place!r} but {page.count(place)}.")
            page = page.replace(place, added)
        return page

    def show(self, request: Request) -> Response:
        """The page, or 304 if the browser has it."""
        body = self.html.encode()
        headers = {"Cache-Control": "no-cache", "ETag": f'"{sha256(body).hexdigest()[:32]}"'}
        if request.headers.get("if-none-match", "").removeprefix("W/") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="text/html")

    def _early(self, page: str) -> Iterator[str]:
        """Links to what is needed soon, for the browser to fetch while it reads Streamlit's scripts."""
        yield f'<link rel="preload" href="./app/static/{FONT}" as="font" type="font/woff2" crossorigin>'
        for name in self._parts():
            if name not in page:
                yield f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'

    def _parts(self) -> list[str]:
        """The scripts of PARTS and what they import, each once."""
        folder = self.streamlit / "static" / "js"
        found = dict.fromkeys(file.name for part in PARTS for file in sorted(folder.glob(f"{part}.*.js")))
        waiting = list(found)
        while waiting:
            script = folder / waiting.pop()
            new = [name for name in IMPORT.findall(script.read_text(encoding="utf-8")) if name not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return list(found)

    def _look(self) -> Iterator[str]:
        """Links to our stylesheets, each with a version in its address: an old one must not be kept."""
        for name in LOOK:
            version = sha256((self.ours / name).read_bytes()).hexdigest()[:12]
            yield f'<link rel="stylesheet" href="./app/static/{name}?v={version}">'
