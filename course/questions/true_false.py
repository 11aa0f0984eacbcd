"""True or false: one statement to judge.

```yaml
id: feed-on-the-day
type: true-false
outcome: D2
stem: A starter is fed on the day of baking.
answer: true
feedback:
  true: Right. Then it is lively.
  false: It is. Then it is lively.
misconception: starters-feed-themselves
```
"""

from functools import cached_property
from typing import Literal

from pydantic import Field
from typing_extensions import override

from course.authored import Authored, Slug
from course.questions.base import LEFT_OUT, NOT_OFFERED, Option, QuestionBase, Response
from course.questions.grade import RIGHT, WRONG, Grade

WORDS = {"true": "True", "false": "False"}


class Feedback(Authored):
    """What to say to whoever chose each of the two."""

    true: str = Field(default="", description="Said to whoever chose `true`.")
    false: str = Field(default="", description="Said to whoever chose `false`.")


class TrueFalse(QuestionBase):
    """The answer is "true" or "false". `misconception` belongs to the wrong one."""

    type: Literal["true-false"] = "true-false"
    answer: bool
    feedback: Feedback = Feedback()
    misconception: Slug | None = None
    shuffle: bool = False

    @property
    @override
    def choices(self) -> tuple[Option, ...]:
        return self._choices

    @cached_property
    def _choices(self) -> tuple[Option, ...]:
        return tuple(self._choice(word) for word in WORDS)

    def _choice(self, word: str) -> Option:
        correct = word == str(self.answer).lower()
        belief = None if correct else self.misconception
        said = self.feedback.true if word == "true" else self.feedback.false
        return Option(id=word, text=WORDS[word], correct=correct, feedback=said, misconception=belief)

    @override
    def normalise(self, response: object) -> Response:
        if response is None or (isinstance(response, str) and response in WORDS):
            return response
        raise ValueError(NOT_OFFERED)

    @override
    def grade_answer(self, response: str) -> Grade:
        return RIGHT if response == str(self.answer).lower() else WRONG

    @override
    def as_text(self, response: Response) -> str:
        return WORDS[str(response)] if response is not None else LEFT_OUT

    @override
    def key_text(self) -> str:
        return str(self.answer)
