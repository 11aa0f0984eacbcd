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
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.authored import Authored, Words
from course.questions.base import LEFT_OUT, QuestionBase, Response
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


class Feedback(Authored):
    """What to say after a right and after a wrong answer."""

    right: str = ""
    wrong: str = ""


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
        return plain(text, frozenset(self.ignore))

    @override
    def normalise(self, response: object) -> Response:
        if response is None:
            return None
        if not isinstance(response, str):
            raise ValueError("the answer must be text")
        if len(response) > MAX_LENGTH:
            raise ValueError(f"the answer is longer than {MAX_LENGTH} characters; shorten it")
        if any(unicodedata.category(c) in ("Cc", "Cs") and not c.isspace() for c in response):
            raise ValueError("the answer holds characters that are not text; type it again")
        return response.strip() or None

    @override
    def grade_answer(self, response: str) -> Grade:
        accepted = {self.plain(answer) for answer in self.accept}
        return RIGHT if self.plain(response) in accepted else WRONG

    @override
    def as_text(self, response: Response) -> str:
        return str(response) if response is not None else LEFT_OUT
