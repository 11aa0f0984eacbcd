"""What the model expects of an answer, worked out and not thrown: what statistics should find."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from course.attempts import hint_cost
from course.questions import Categorise, Cloze, Match, Multiple, Question, Response
from course.simulation.answering import hint_chance, pieces
from course.simulation.keys import right_answer, right_parts, slips, ticked
from course.simulation.learners import SimulatedLearner
from course.simulation.questions import Behaviour

Shares = dict[float, float]
"""Share of the points -> its probability."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The mean and the variance of the share of a question's points that an answer earns, less its hints' cost."""

    mean: float
    variance: float


def expect(question: Question, behaviour: Behaviour, learner: SimulatedLearner, ability: float) -> Expected:
    """What to expect of the learner's answer to a question that is marked."""
    chance = behaviour.chance(ability)
    answers = 1 - learner.leaves_out
    asks = hint_chance(question, chance)
    cost = float(hint_cost(question, 1))
    mean = square = 0.0
    for share, likely in _shares(question, chance, learner.beliefs).items():
        for taken, how_often in ((0.0, 1 - asks), (cost, asks)):
            kept = max(0.0, share - taken)
            mean += answers * likely * how_often * kept
            square += answers * likely * how_often * kept**2
    return Expected(mean, square - mean**2)


def _shares(question: Question, chance: float, beliefs: frozenset[str]) -> Shares:
    shares: defaultdict[float, float] = defaultdict(float)
    for response, likely in _answers(question, chance, beliefs):
        shares[_share(question, response)] += likely
    return shares


def _answers(question: Question, chance: float, beliefs: frozenset[str]) -> Iterator[tuple[Response, float]]:
    """Every answer that earns differently, with its probability. In pieces: every way of getting some right."""
    wrong = slips(question, beliefs)
    if wrong:
        whole = sum(weight for weight, _ in wrong)
        yield right_answer(question), chance
        yield from ((response, (1 - chance) * weight / whole) for weight, response in wrong)
        return
    likely = dict(pieces(question, chance, beliefs))
    for got in product((True, False), repeat=len(likely)):
        probability = 1.0
        for piece, right in zip(likely, got, strict=True):
            probability *= likely[piece] if right else 1 - likely[piece]
        yield (
            _with_right(question, [one for one, right in zip(likely, got, strict=True) if right]),
            probability,
        )


def _with_right(question: Question, got: list[str]) -> Response:
    """An answer with exactly these pieces right. A part left open earns as little as one that is wrong."""
    match question:
        case Multiple():
            return ticked(question, got)
        case Match() | Categorise() | Cloze():
            return {part: right for part, right in right_parts(question).items() if part in got}
        case _:
            return right_answer(question)


def _share(question: Question, response: Response) -> float:
    return float(question.grade(response).score)
