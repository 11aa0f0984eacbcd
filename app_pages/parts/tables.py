"""A table under a heading of its own."""

from collections.abc import Sequence


def table(title: str, heads: Sequence[str], rows: Sequence[str], empty: str = "") -> str:
    """The rows, as HTML, under their heads; a head that begins with `>` stands at the right, as its figures do.

    `empty` is said where there are no rows.
    """
    above = f'<h2 class="section-rule">{title}</h2>'
    if not rows:
        return f'{above}<p class="empty">{empty}</p>'
    head = "".join(
        f'<th scope="col" class="r">{name[1:]}</th>' if name[0] == ">" else f'<th scope="col">{name}</th>'
        for name in heads
    )
    return (
        f'{above}<div class="scroll" role="region" aria-label="{title}" tabindex="0"><table class="tbl">'
        f'<caption class="vh">{title}</caption><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody>'
        "</table></div>"
    )
