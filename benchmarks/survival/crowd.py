"""Learners who type words that nobody typed before, and remember what the server told them of each."""

import asyncio
import random
from dataclasses import dataclass, field
from itertools import count

from websockets.exceptions import WebSocketException

from benchmarks import quiz
from benchmarks.learner import Learner, PageFault, Widget

QUIZ = "words"
SAVED = 'class="saved">✓'
TROUBLE = 'role="alert"'  # beside what says that an earlier answer is saved
SUBMIT = "Submit my answers"
RESULTS = "Right answers by outcome"
PAUSE = 0.03  # seconds between two steps, at most
GONE = (OSError, TimeoutError, WebSocketException)


@dataclass
class Memory:
    """What one learner sent, and what the server acknowledged of it before it died."""

    person_id: str
    cookie: str
    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    submits_sent: int = 0
    submits_acknowledged: int = 0
    faults: list[str] = field(default_factory=list)
    _words: "count[int]" = field(default_factory=count)

    def word(self) -> str:
        """A word that is typed once only."""
        return f"{self.person_id[:8]} {next(self._words)}"


async def work(address: str, memory: Memory, dice: random.Random) -> None:
    """Answer, move on, submit and begin again until the server is gone."""
    try:
        async with Learner(address, memory.cookie, dice) as learner:
            await quiz.enter(learner, QUIZ)
            while True:
                await _step(learner, memory)
                await asyncio.sleep(dice.uniform(0, PAUSE))
    except PageFault as fault:
        memory.faults.append(str(fault))
    except GONE:
        return


async def _step(learner: Learner, memory: Memory) -> None:
    field = quiz.question(learner)
    if field is None:
        await _at_the_review(learner, memory)
    elif learner.dice.random() < 0.4:
        await quiz.move_on(learner)
    elif field.kind == "text_input":
        await type_word(learner, memory, field)
    else:
        await quiz.answer(learner)


async def type_word(learner: Learner, memory: Memory, text_field: Widget) -> None:
    """Type a word that nobody typed before. Raises PageFault when the server does not say that it is saved."""
    word = memory.word()
    memory.sent.add(word)
    await learner.type(text_field, word)
    if shows(learner, TROUBLE) or not shows(learner, SAVED):
        raise PageFault("an answer was not called saved")
    memory.acknowledged.add(word)


async def _at_the_review(learner: Learner, memory: Memory) -> None:
    if learner.dice.random() < 0.5:
        await quiz.move_on(learner)
        return
    memory.submits_sent += 1
    await learner.press(learner.button(SUBMIT))
    if not shows(learner, RESULTS):
        raise PageFault("the results were not shown")
    memory.submits_acknowledged += 1
    await quiz.enter(learner, QUIZ)


def shows(learner: Learner, words: str) -> bool:
    """Whether the page has these words."""
    return any(words in widget.content.body for widget in learner.page.all("html"))
