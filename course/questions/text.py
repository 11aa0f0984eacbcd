"""Short text: the answer is typed and compared with the accepted ones.

`ignore` says which differences do not count: `case`, `accents`, `spaces`, `punctuation`. The comparison is
exact after that; near misses are never accepted. Full-width letters always equal their usual forms, invisible
characters never count, and ü is never taken for u.

```yaml
id: noodle-in-hanzi
type: text
outcome: D2
stem: What is a noodle called, in pinyin or in hanzi?
accept: [miantiao, miàntiáo, 面条]
ignore: [case, spaces, punctuation]
feedback:
  right: That is it.
  wrong: It is called *miàntiáo*.
```
"""

import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.authored import Words
from course.questions.base import LEFT_OUT, Feedback, QuestionBase, Response
from course.questions.grade import RIGHT, WRONG, Grade

MAX_LENGTH = 500
DIAERESIS = "\u0308"  # turns u into ü, another vowel, so it is no accent to ignore

Difference = Literal["case", "accents", "spaces", "punctuation"]


def plain(text: str, ignore: frozenset[str]) -> str:
    """The text as it is compared: normalised to NFKC, without the differences to ignore. Idempotent.

    Taking characters out can bring others together that then compose, so it is done until nothing changes.
    """
    while (plainer := _plainer(text, ignore)) != text:
        text = plainer
    return text


def _plainer(text: str, ignore: frozenset[str]) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if "case" in ignore:
        text = unicodedata.normalize("NFKC", text.casefold())
    if "accents" in ignore:
        text = _without_accents(text)
    if "punctuation" in ignore:
        text = "".join(c for c in text if not unicodedata.category(c).startswith("P"))
    return ("" if "spaces" in ignore else " ").join(text.split())


def _without_accents(text: str) -> str:
    kept = ""
    for c in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(c) or (c == DIAERESIS and kept[-1:] in ("u", "U")):
            kept += c
    return unicodedata.normalize("NFC", kept)


def typed(response: object, longest: int = MAX_LENGTH) -> str | None:
    """What was typed, without the blanks around it; None when nothing was.

    Raises ValueError with a sentence for the learner when it is too long or no text.
    """
    if response is None:
        return None
    if not isinstance(response, str):
        raise ValueError("This answer must be text. Reload the page and type it again.")
    if len(response) > longest:
        raise ValueError(f"This answer is longer than {longest:,} characters. Shorten it.")
    if any(unicodedata.category(c) in ("Cc", "Cs") and not c.isspace() for c in response):
        raise ValueError("This answer holds characters that are not text. Type it again.")
    return response.strip() or None


STAND_INS = ("(erased)", "(?)", "–")
"""What takes the place of typed words that are wrong: the first that is."""


def in_our_words(given: str, right: str, is_right: Callable[[str], bool]) -> str:
    """What takes the place of typed words: the author's where they are right, else words that are wrong too."""
    return right if is_right(given) else next(word for word in STAND_INS if not is_right(word))


class Text(QuestionBase):
    """The answer is what was typed; blank text is an answer left out."""

    type: Literal["text"] = "text"
    accept: Annotated[tuple[Words, ...], Field(min_length=1)]
    ignore: tuple[Difference, ...] = ("case", "spaces", "punctuation")
    feedback: Feedback = Feedback()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not all(self.plain(accepted) for accepted in self.accept):
            raise ValueError(f'question "{self.id}" accepts an answer of which nothing is left; ignore less')
        return self

    def plain(self, text: str) -> str:
        """The text as this question compares it."""
        return plain(text, self._ignored)

    @cached_property
    def _ignored(self) -> frozenset[str]:
        return frozenset(self.ignore)

    @cached_property
    def _accepted(self) -> frozenset[str]:
        return frozenset(map(self.plain, self.accept))

    @override
    def normalise(self, response: object) -> Response:
        return typed(response)

    @override
    def grade_answer(self, response: str) -> Grade:
        return RIGHT if self.plain(response) in self._accepted else WRONG

    @override
    def impersonal(self, response: Response) -> Response:
        if not isinstance(response, str):
            return None
        return in_our_words(response, self.accept[0], lambda word: self.grade_answer(word).right)

    @override
    def as_text(self, response: Response) -> str:
        return str(response) if response is not None else LEFT_OUT

    @override
    def key_text(self) -> str:
        return "; ".join(self.accept)
