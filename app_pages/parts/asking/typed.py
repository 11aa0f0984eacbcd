"""Answers that are typed: words, a number, pinyin, and thoughts that nobody marks."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from app_pages.parts.asking.form import Form, OnChange, Q
from app_pages.parts.naming import name
from course.markdown import plain
from course.questions import Numeric, Pinyin, Reflection, Response, Text
from course.questions.reflection import MAX_LENGTH as LONGEST_REFLECTION
from course.questions.text import MAX_LENGTH

PRIVATE = "Only you can read this. It is not marked."
IN_DIGITS = "Write the number in digits."
TONES = (
    "Write each tone as a mark or as a number after its syllable: "
    '<span lang="zh-Latn-pinyin">nǚ</span>, <span lang="zh-Latn-pinyin">nü3</span> and '
    '<span lang="zh-Latn-pinyin">nv3</span> are the same.'
)


class Typed(Form[Q]):
    """One field, and below it how it is to be filled and how it was read."""

    def field(self, label: str, on_change: OnChange) -> None:
        """Draw the field; the label is for readers of sound, who hear the stem otherwise only before it."""
        st.session_state.setdefault(self.key, "")
        st.text_input(
            label,
            key=self.key,
            on_change=on_change,
            max_chars=MAX_LENGTH,
            autocomplete="off",
            label_visibility="collapsed",
        )

    def reading(self, help_line: str, show: str, attributes: Mapping[str, str]) -> None:
        """Say how to write the answer and, when there is one, how it was read; and set the field's `attributes`.

        The line for the reading is always there, so that answering moves nothing. Readers of sound are told of it.
        """
        st.html(f'<p class="meta" id="help-{self.key}">{help_line}</p>')
        st.html(f'<p class="meta read">{f"Read as <strong>{show}</strong>" if show else "&nbsp;"}</p>')
        name(
            {
                f".st-key-{self.key} input": {"aria-describedby": f"help-{self.key}", **attributes},
                f'.st-key-ask-{self.key} [data-testid="stElementContainer"]:has(.read)': {"role": "status"},
            },
            self.key,
        )

    def read_as(self) -> Response:
        """The answer as the question reads it; None where there is none."""
        try:
            return self.question.normalise(self.read())
        except ValueError:
            return None  # whoever stores or checks the answer says why

    def fill(self, response: Response) -> None:
        """Put the stored words into the field."""
        st.session_state[self.key] = response or ""


class TypeText(Typed[Text]):
    """A field for a word or two."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the field."""
        self.field(plain(self.question.stem), on_change)


class TypeNumber(Typed[Numeric]):
    """A field with its unit beside it."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the field, the unit and the reading."""
        stem, unit = plain(self.question.stem), self.question.unit
        with st.container(key=f"number-{self.key}", horizontal=True, vertical_alignment="center"):
            self.field(f"{stem} ({unit})" if unit else stem, on_change)
            if unit:
                st.html(f'<span class="unit" aria-hidden="true">{escape(unit)}</span>')
        answer = self.read_as()
        self.reading(
            IN_DIGITS,
            escape(self.question.as_text(answer)) if answer else "",
            {"inputmode": "text" if self.question.interval[0] < 0 else "decimal"},
        )


class TypePinyin(Typed[Pinyin]):
    """A field for pinyin, with the characters above it where the question shows some."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the characters, the field and the reading."""
        stem, hanzi = plain(self.question.stem), self.question.hanzi
        if hanzi:
            st.html(f'<p class="hanzi" lang="zh-Hans">{escape(hanzi)}</p>')
        self.field(f"{stem} {hanzi}".strip(), on_change)
        shown = escape(str(self.read_as() or ""))
        self.reading(
            TONES,
            f'<span class="pinyin" lang="zh-Latn-pinyin">{shown}</span>' if shown else "",
            {"lang": "zh-Latn-pinyin", "autocapitalize": "none", "spellcheck": "false"},
        )


class Write(Typed[Reflection]):
    """A large field for the learner's own thoughts."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the field, and say that it is private."""
        st.html(f'<p class="meta" id="help-{self.key}">{PRIVATE}</p>')
        st.session_state.setdefault(self.key, "")
        st.text_area(
            plain(self.question.stem),
            key=self.key,
            on_change=on_change,
            max_chars=LONGEST_REFLECTION,
            height=200,
            label_visibility="collapsed",
        )
        name({f".st-key-{self.key} textarea": {"aria-describedby": f"help-{self.key}"}}, self.key)
