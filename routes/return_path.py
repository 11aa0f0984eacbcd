"""Where a visitor goes after signing in: back to a page of this site, and never to another one."""

from urllib.parse import urlsplit

HOME = "/"
LONGEST = 1000  # characters


def return_path(text: object) -> str:
    """The path, with its query, if it is one of this site's pages; otherwise the home page.

    Browsers take `//host`, `/\\host` and, since they drop tabs and newlines, `/<tab>/host` for another site.
    """
    if not isinstance(text, str) or not _is_own_path(text):
        return HOME
    return text


def _is_own_path(text: str) -> bool:
    if len(text) > LONGEST or not text.startswith("/") or text.startswith("//"):
        return False
    if "\\" in text or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    # A page under /account/ would ask a person who has just signed in to sign in.
    return not parts.scheme and not parts.netloc and not parts.path.startswith("/account/")
