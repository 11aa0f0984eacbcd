"""A certificate on paper: every letter is there, it fits, and the same one gives the same file."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from app_pages.parts.certificate_pdf import missing, pdf
from app_pages.parts.certificate_words import sentence, strip
from course.loader import load
from progress.certificates import Certificate, Part
from settings import ROOT

ADDRESS = "https://training.example.ac.uk/certificates/ABCD-EFGH-JKMN"
PLAIN = Certificate(
    id="x1",
    code="ABCDEFGHJKMN",
    person_id="ada",
    name="Ada Baker",
    course_title="Bread",
    issuer="University of Bread",
    modules=(Part("dough", "Dough", "2"), Part("oven", "Oven", "1")),
    finals=(Part("final", "The last loaf", "3f2a91c0"),),
    score=86.7,
    issued_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
    until=date(2028, 11, 23),
    revoked=None,
)


def words(file: bytes) -> str:
    reader = PdfReader(BytesIO(file))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def test_it_says_what_the_page_says() -> None:
    text = words(pdf(PLAIN, (), ADDRESS))
    for said in (
        "Ada Baker",
        "has completed all 2 modules of Bread and passed the final test with 86 %.",
        "23 November 2026",
        "23 November 2028",
        "University of Bread",
        "ABCD-EFGH-JKMN",
        "Editions: Dough (2) · Oven (1) · The last loaf (3f2a91c0)",
        "training.example.ac.uk/certificates/ABCD-EFGH-JKMN",
    ):
        assert said in text


@pytest.mark.parametrize(
    "name",
    [
        "王静 Wáng Jìng",
        "王 静",
        "Zoë Müller-Łukaszewska",
        "Жанна Ёлкина",
        "Nguyễn Thị Hương",
        "Αθηνά",
        "歐陽靜",
    ],
)
def test_a_name_stands_in_its_own_letters(name: str) -> None:
    found = replace(PLAIN, name=name)
    assert missing(found) == ""
    assert name.replace(" ", "") in words(pdf(found, (), ADDRESS)).replace(" ", "")


def test_letters_in_two_parts_are_joined() -> None:
    found = replace(PLAIN, name="Zoe\u0308")
    assert missing(found) == ""
    assert "Zoë" in words(pdf(found, (), ADDRESS))


def test_letters_that_no_font_has_are_named() -> None:
    assert missing(replace(PLAIN, name="عمر Omar")) == "عمر"


def test_a_long_name_is_set_smaller_until_it_fits() -> None:
    name = "Maximiliana Theodora Konstantinopolitanska-Featherstonehaugh of Northbridge"
    reader = PdfReader(BytesIO(pdf(replace(PLAIN, name=name), (), ADDRESS)))
    sizes: list[float] = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: sizes.append(size) if "Maximiliana" in text else None
    )
    assert sizes
    assert 16 <= max(sizes) < 44


def test_the_same_certificate_gives_the_same_file() -> None:
    assert pdf(PLAIN, (), ADDRESS) == pdf(PLAIN, (), ADDRESS)


def test_the_strip_shows_the_words_of_the_course() -> None:
    course = load(ROOT).course
    assert course
    shown = strip(course)
    assert len({word.hanzi for word in shown}) == len(shown) == 8
    assert shown[0].hanzi
    assert shown[0].hanzi in words(pdf(PLAIN, shown, ADDRESS))


def test_it_is_told_what_it_is_about_to_readers_of_sound() -> None:
    reader = PdfReader(BytesIO(pdf(PLAIN, (), ADDRESS)))
    assert reader.metadata
    assert reader.metadata.title == "Bread: certificate of completion, Ada Baker"
    assert str(reader.root_object["/Lang"]) == "en"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"score": None}, "has completed all 2 modules of Bread."),
        ({"score": 79.99}, "passed the final test with 79 %."),
        ({"modules": (Part("dough", "Dough", "2"),)}, "has completed the one module of Bread"),
    ],
)
def test_the_sentence_says_what_was_done(change: dict[str, object], said: str) -> None:
    assert said in sentence(replace(PLAIN, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    [
        ") /JS (app.alert(1)) /S /JavaScript (",
        "<</URI(https://evil.example)>>",
        "\\) Tj (x",
        "%PDF-1.7 endobj",
    ],
)
def test_a_name_is_text_on_paper_and_does_nothing(name: str) -> None:
    file = pdf(replace(PLAIN, name=name), (), ADDRESS)
    found, plain = (PdfReader(BytesIO(sheet)).root_object for sheet in (file, pdf(PLAIN, (), ADDRESS)))
    assert name.replace(" ", "") in words(file).replace(" ", "")
    assert set(found) == set(plain)
    assert not isinstance(found["/OpenAction"], dict)  # a place on the page, and no action
    links = [note.get_object()["/A"]["/URI"] for note in PdfReader(BytesIO(file)).pages[0].get("/Annots", [])]
    assert set(links) <= {ADDRESS}
