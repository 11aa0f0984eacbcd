"""A sheet of paper that can be written and drawn on, in the fonts and colours of the pages: A4, in millimetres."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from app_pages.parts.typefaces import Face, Slice, cut, runs

INK, MUTED, LINE, PINE = (13, 23, 21), (74, 90, 86), (211, 222, 218), (15, 92, 85)
POINT = 25.4 / 72  # millimetres

Colour = tuple[int, int, int]


class Paper:
    """One landscape sheet. `texts` names all that will be written, by face, so that only those letters are loaded."""

    def __init__(self, texts: Mapping[Face, str], *, title: str, author: str, made: datetime) -> None:
        self._pdf = FPDF(orientation="landscape", format="A4")
        self._pdf.set_margin(0)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title(title)
        self._pdf.set_author(author)
        self._pdf.set_lang("en")
        self._pdf.set_creation_date(made)  # the same certificate gives the same file
        self._pdf.add_page()
        self._fonts: dict[Slice, str] = {}
        self._folder = TemporaryDirectory()
        self._texts = texts

    def __enter__(self) -> Self:
        try:
            self._load()
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def _load(self) -> None:
        letters: dict[Slice, set[str]] = {}
        for face, text in self._texts.items():
            for run in runs(face, text):
                letters.setdefault(run.slice, set()).update(run.text)
        for number, (slice_, found) in enumerate(letters.items()):
            name = self._fonts[slice_] = f"face{number}"
            file = Path(self._folder.name) / f"{name}.ttf"
            file.write_bytes(cut(slice_, "".join(sorted(found))))
            self._pdf.add_font(name, fname=file)

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def width(self, face: Face, size: float, text: str) -> float:
        """How wide a line is, in millimetres; `size` is in points."""
        width = 0.0
        for run in runs(face, text):
            self._pdf.set_font(self._fonts[run.slice], size=size)
            width += self._pdf.get_string_width(run.text)
        return width

    def write(self, x: float, y: float, face: Face, size: float, text: str, colour: Colour = INK) -> float:
        """Write a line whose letters stand on `y`. Returns where it ends."""
        self._pdf.set_text_color(*colour)
        height = size * POINT
        for run in runs(face, text):
            self._pdf.set_font(self._fonts[run.slice], size=size)
            width = self._pdf.get_string_width(run.text)
            self._pdf.set_xy(x, y - 0.8 * height)
            self._pdf.c_margin = 0
            self._pdf.cell(width, height, run.text, new_x=XPos.RIGHT, new_y=YPos.TOP)
            x += width
        return x

    def wrapped(self, face: Face, size: float, text: str, width: float) -> list[str]:
        """The text in lines of at most this width; a word that is wider has a line to itself."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(face, size, longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: Colour) -> None:
        """A straight line."""
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(width)
        self._pdf.line(x1, y1, x2, y2)

    def curve(self, points: list[tuple[float, float]], width: float, colour: Colour) -> None:
        """A curve through the first and the last of three points, bent towards the second."""
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(width)
        self._pdf.bezier(points)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle."""
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(x, y, width, height, style="F")

    def dot(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle around a point."""
        self._pdf.set_fill_color(*colour)
        self._pdf.circle(x, y, radius, style="F")

    def link(self, x: float, y: float, width: float, height: float, address: str) -> None:
        """Let a rectangle lead somewhere."""
        self._pdf.link(x, y, width, height, link=address)

    def file(self) -> bytes:
        """The sheet as a PDF."""
        return bytes(self._pdf.output())
