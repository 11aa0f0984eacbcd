"""Pinyin: a word or a name is typed, with tone marks or tone numbers.

`Lǐ Kèqiáng`, `Li3 Ke4qiang2` and `li3ke4qiang2` are the same; capitals never count, v and `u:` are ü, and ü is never
u. `spaces: keep` makes word division count too. `toneless` is the per cent of the points that the right letters earn
where tones are missing or wrong; nothing if it says nothing. `hanzi` shows the characters to read.

```yaml
id: read-noodle
type: pinyin
outcome: D2
stem: Luc reads this on a packet. How is it said?
hanzi: 面条
accept: [miàntiáo]
toneless: 50
feedback:
  right: That is it, noodles.
  partly: The letters are right; the tones are *miàntiáo*.
  wrong: It is *miàntiáo*.
```
"""

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from typing_extensions import override

from course.authored import Words
from course.pinyin import HANZI, NEUTRAL
from course.questions.base import LEFT_OUT, FeedbackInPart, QuestionBase, Response
from course.questions.grade import RIGHT, WRONG, Grade
from course.questions.text import MAX_LENGTH, typed
from course.spelling import Sound, Spelling, read, toneless

ERASED = "erased"  # no pinyin, so never right


def _marked(written: str) -> str:
    """An author's pinyin with tone marks. Raises ValueError with a sentence for the author."""
    try:
        spelling = read(written[:MAX_LENGTH])
    except ValueError:
        spelling = Spelling("", ())
    if not spelling.is_pinyin:
        raise ValueError(f'"{written}" cannot be read as pinyin; write it as Lǐ or Li3, or use `type: text`')
    if len(spelling.sounds) > 1 and all(tone == NEUTRAL for _, tone in spelling.sounds):
        raise ValueError(f'"{written}" has no tones; write them as marks or numbers, such as Lǐ or Li3')
    return spelling.text


class Pinyin(QuestionBase):
    """The answer is what was typed, with its tones as marks, composed (NFC)."""

    type: Literal["pinyin"] = "pinyin"
    accept: Annotated[tuple[Annotated[Words, AfterValidator(_marked)], ...], Field(min_length=1)]
    toneless: Annotated[int, Field(ge=0, le=100)] = 0
    spaces: Literal["ignore", "keep"] = "ignore"
    hanzi: str = ""
    feedback: FeedbackInPart = FeedbackInPart()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.feedback.partly and not 0 < self.toneless < 100:
            raise ValueError(
                '"partly" is said to right letters that earn a part; write "toneless", or remove it'
            )
        characters = len(HANZI.findall(self.hanzi))
        if self.hanzi and not characters:
            raise ValueError('"hanzi" holds no characters; write them, or remove the line')
        for accepted in self.accept if characters else ():
            sounds = read(accepted).sounds
            ends = sum(letters.endswith("r") and letters != "er" for letters, _ in sounds)
            if not len(sounds) <= characters <= len(sounds) + ends:
                raise ValueError(
                    f'"{accepted}" does not have one syllable for each character of "{self.hanzi}"'
                )
        return self

    def _compared(self, text: str) -> tuple[tuple[Sound, ...], ...]:
        spelling = read(text)
        return spelling.words if self.spaces == "keep" else (spelling.sounds,)

    @cached_property
    def _accepted(self) -> frozenset[tuple[tuple[Sound, ...], ...]]:
        return frozenset(self._compared(accepted) for accepted in self.accept)

    @cached_property
    def _toneless(self) -> frozenset[tuple[tuple[str, ...], ...]]:
        return frozenset(map(_letters, self._accepted))

    @override
    def normalise(self, response: object) -> Response:
        text = typed(response)
        return (typed(read(text).text) or None) if text else None

    @override
    def grade_answer(self, response: str) -> Grade:
        if response in self.accept or (sounds := self._compared(response)) in self._accepted:
            return RIGHT
        return Grade(Fraction(self.toneless, 100)) if _letters(sounds) in self._toneless else WRONG

    @override
    def impersonal(self, response: Response) -> Response:
        if not isinstance(response, str):
            return None
        grade = self.grade_answer(response)
        words = (*self.accept, *map(toneless, self.accept))
        return next((word for word in words if self.grade_answer(word) == grade), ERASED)

    @override
    def as_text(self, response: Response) -> str:
        return str(response) if response is not None else LEFT_OUT

    @override
    def key_text(self) -> str:
        return "; ".join(self.accept)


def _letters(words: tuple[tuple[Sound, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(letters for letters, _ in word) for word in words)
