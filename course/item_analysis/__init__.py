"""Item analysis: what learners' marks say of a quiz and of its questions.

Marks go in as a matrix (`tallied`), or as tallies or sums that a database has added up; figures come out. All of it is
exact until the figure itself is a float, so groups of learners can be merged in any order.
"""

from course.item_analysis.analysis import analyse, analyse_sums
from course.item_analysis.figures import FEW, MINIMUM, Analysis, ItemFigures, Standing, WholeFigures, standing
from course.item_analysis.marks import Mark, exact
from course.item_analysis.sums import Powers, Sums
from course.item_analysis.suspicions import Choices, Suspicion, suspicions
from course.item_analysis.tallies import QuizSums, Result, Tallies, Total, tallied

__all__ = [
    "FEW",
    "MINIMUM",
    "Analysis",
    "Choices",
    "ItemFigures",
    "Mark",
    "Powers",
    "QuizSums",
    "Result",
    "Standing",
    "Sums",
    "Suspicion",
    "Tallies",
    "Total",
    "WholeFigures",
    "analyse",
    "analyse_sums",
    "exact",
    "standing",
    "suspicions",
    "tallied",
]
