"""Learners who do not exist, for demonstrations and benchmarks: who they are, what they know and what they answer.

Everything about them follows from a few stated assumptions, so that what statistics find can be held against what
was put in.

**Knowing.** A learner has an ability, drawn from the standard normal distribution. A question has a discrimination a,
a difficulty b and a guessing parameter c. Who has ability t gets it all right with the probability of the
three-parameter logistic model (A. Birnbaum, in Lord and Novick, Statistical Theories of Mental Test Scores, 1968):

    c + (1 - c) / (1 + exp(-a (t - b)))

`questions.py` says where a, b and c come from: with c = 0 it is the two-parameter model, with all a alike Rasch's.
Reading and earlier attempts raise t.

**Answering.** A question in pieces (options to tick, pairs, items, gaps) is answered piece by piece, each with the n-th
root of that probability. Who gets a whole question wrong chooses what is wrong by weight: a misconception that the
learner holds draws most, one that they do not hold less, an option without any least.

**Certainty** follows the chance of being right, with a bias of the learner's own; who holds the misconception that they
chose is surer. **Deciding** in a scenario follows the ability too.

All is pure: chance comes in as dice (a `random.Random`), and what belongs to a question follows from its id and a seed.
"""

from course.simulation.answering import Given, respond
from course.simulation.deciding import decide
from course.simulation.dice import Dice, pick
from course.simulation.expectation import Expected, expect
from course.simulation.learners import SimulatedLearner, learner
from course.simulation.names import Name, name
from course.simulation.questions import Behaviour, behaviour

__all__ = [
    "Behaviour",
    "Dice",
    "Expected",
    "Given",
    "Name",
    "SimulatedLearner",
    "behaviour",
    "decide",
    "expect",
    "learner",
    "name",
    "pick",
    "respond",
]
