"""An author's words in widgets: what Streamlit would take for its own signs is shown as it is written."""

import re

import pytest

from course.markdown import inline
from tests.app_pages.school import School, text_of

SIGNS = {
    "It costs $5 or $6": r"It costs \$5 or \$6",
    ":red[x] and :blue-badge[y]": r"\:red\[x] and \:blue-badge\[y]",
    "[x] or [y](z)": r"\[x] or \[y](z)",
    r"a\b and c\d": r"a\b and c\d",
    r"\$5 and \* and \[x]": r"\$5 and \* and \[x]",
    "`a$b:c` and $": r"`a$b:c` and \$",
    "`` a`$b `` and ` $": r"`` a`$b `` and ` \$",
    "~~not struck~~": r"\~\~not struck\~\~",
    "*miàntiáo* and **strong**": "*miàntiáo* and **strong**",
}


@pytest.mark.parametrize("words", SIGNS)
def test_streamlit_s_own_signs_are_escaped_in_options(school: School, words: str) -> None:
    """What a browser makes of it is tested in tests/browser/test_breakers.py."""
    stem = school.bread.read("quizzes/dough.yaml").replace("stem: What comes first?", f"stem: '{words}'")
    school.bread.write("quizzes/dough.yaml", stem.replace("text: Salt,", f"text: '{words}',"))
    page = school.visitor().open("/module?m=dough&s=flour")
    assert page.app.radio[0].options[1] == SIGNS[words]
    assert text_of(inline(words)) in page.words  # the stem is HTML


@pytest.mark.parametrize(
    "title", ["Costs $5 or $6", "**Bold** :red[x]", "[x](y)", "2021. A year", "<b>x</b>"]
)
def test_titles_in_buttons_and_links_are_text(school: School, title: str) -> None:
    section = school.bread.read("modules/dough/02-starter.md")
    school.bread.write("modules/dough/02-starter.md", section.replace("Feeding a starter", f"'{title}'"))
    module = school.bread.read("modules/oven/module.yaml")
    school.bread.write("modules/oven/module.yaml", module.replace("title: Oven", f"title: '{title}'"))
    reader = school.visitor().open("/module?m=dough&s=flour")
    assert unescaped(reader.app.button(key="next").label) == f"Next: {title}"
    home = school.learner().open()
    links = [str(getattr(link, "label", "")) for link in home.app.get("page_link")]
    assert f"Start: {title}" in [unescaped(label) for label in links]
    assert title in home.words
    signs = re.findall(r"[*_~$:\[<&`]", title)
    assert all(
        f"\\{sign}" in label for sign in signs for label in (reader.app.button(key="next").label, links[1])
    )


def unescaped(label: str) -> str:
    """The label as Markdown shows it, when every sign in it is escaped."""
    return label.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
