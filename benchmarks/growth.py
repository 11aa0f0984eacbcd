"""How much memory a server holds more of after many answers: what it never gives back."""

import asyncio
import random
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import quiz
from benchmarks.learner import Learner
from benchmarks.servers import Server, running, sign_in

LEARNERS = 10
WARM_UP = 0.3  # of the answers that are counted: caches fill, and the allocator takes what it needs
UNIT = 10_000  # answers


async def _answer(learner: Learner, answers: int) -> None:
    for _ in range(answers):
        await (quiz.answer(learner) if quiz.question(learner) else quiz.move_on(learner))
        if learner.dice.random() < 0.1:
            await quiz.move_on(learner)


async def _all_answer(learners: list[Learner], answers: int) -> None:
    await asyncio.gather(*(_answer(learner, answers // len(learners)) for learner in learners))


async def grown(server: Server, quiz_id: str, cookies: list[str], answers: int) -> int:
    """The bytes that a server holds more after so many answers than before them, once it is warm."""
    async with AsyncExitStack() as stack:
        learners = [
            await stack.enter_async_context(Learner(server.address, cookie, random.Random(cookie)))
            for cookie in cookies
        ]
        for learner in learners:
            await quiz.enter(learner, quiz_id)
        await _all_answer(learners, int(WARM_UP * answers))
        before = server.memory()
        await _all_answer(learners, answers)
        return server.memory() - before


def growth(quiz_id: str, answers: int) -> float:
    """The bytes that a server of this app's own would hold more for each 10,000 answers; `answers` are given."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "progress.db"
        cookies = sign_in(database, LEARNERS)
        with running("this app", database) as server:
            return asyncio.run(grown(server, quiz_id, cookies, answers)) * UNIT / answers
