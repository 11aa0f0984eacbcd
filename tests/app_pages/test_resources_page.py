"""The repository of resources: what brings people here, one entry by its address, and the whole list."""

from tests.app_pages.school import School


def test_who_knows_what_brings_them_here_finds_what_helps_with_two_clicks(school: School) -> None:
    page = school.visitor().open("/resources")
    assert "What brings you here?" in page.words
    assert 'href="resources?w=first-sack"' in page.html
    page.open("/resources?w=first-sack")
    for words in ("I have been offered a sack of flour.", "Weigh it before you say yes.", "A guide to mills"):
        assert words in page.words
    assert 'href="module?m=dough&amp;s=flour"' in page.html


def test_an_entry_has_an_address_of_its_own(school: School) -> None:
    page = school.visitor().open("/resources?r=mill-guide")
    assert "A guide to mills" in page.words
    assert not page.app.get("button_group")


def test_a_course_without_situations_shows_the_list_alone(school: School) -> None:
    text = school.bread.read("modules/resources.yaml")
    school.bread.write("modules/resources.yaml", text[: text.index("situations:")])
    school.reread()
    page = school.visitor().open("/resources")
    assert "What brings you here?" not in page.words
    assert "1 resource" in page.words
