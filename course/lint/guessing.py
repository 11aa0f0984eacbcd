"""What can be had without knowing anything: by ticking everything, by tossing a coin, by elimination."""

from collections.abc import Iterator
from fractions import Fraction

from course.lint.bank import Bank, Finding
from course.questions import Categorise, Match, Multiple, Single, TrueFalse

HALF = Fraction(1, 2)
FEWEST_OPTIONS, MOST_OPTIONS = 3, 5
MOST_TRUE_FALSE = Fraction(1, 3)
FEWEST_TRUE_FALSE = 4  # below that a share says nothing


def tick_all_pays(bank: Bank) -> Iterator[Finding]:
    """Ticking every option earns half of the points or more.

    A rule of this project, and arithmetic: such a score measures boldness. Which options and which `scoring:` pay
    is worked out by grading that answer.
    """
    for item in bank.drawn:
        question = item.question
        if not isinstance(question, Multiple):
            continue
        earned = question.grade([option.id for option in question.options]).score
        if earned >= HALF:
            told = f"ticking everything earns {earned} of the points; add wrong options, or write another `scoring:`"
            if all(option.correct for option in question.options):
                told = "every option is right, so ticking everything earns all; add wrong options"
            yield Finding(item.at("options"), told)


def many_true_false(bank: Bank) -> Iterator[Finding]:
    """More than a third of the quiz is true-false.

    Burton 2001, "Quantifying the Effects of Chance in Multiple Choice and True/False Tests: question selection
    and guessing of answers": a coin answers half of them, so marks say less about what somebody knows.
    """
    judged = sum(isinstance(item.question, TrueFalse) for item in bank.drawn)
    if judged >= FEWEST_TRUE_FALSE and judged > MOST_TRUE_FALSE * len(bank.drawn):
        told = f"{judged} of {len(bank.drawn)} questions are true-false, and a coin gets half of those right"
        yield Finding(("questions",), f"{told}; turn some into `type: single`")


def number_of_options(bank: Bank) -> Iterator[Finding]:
    """One right answer out of two, or out of more than five.

    Rodriguez 2005, "Three Options Are Optimal for Multiple-Choice Items: A Meta-Analysis of 80 Years of
    Research": a third option is worth its reading time, further ones seldom are, as writers run out of errors
    that somebody makes; with two, half of the answers can be guessed.
    """
    for item in bank.drawn:
        if not isinstance(item.question, Single):
            continue
        number = len(item.question.options)
        if number < FEWEST_OPTIONS:
            told = "with two options half of the answers can be guessed; add one that somebody believes"
            yield Finding(item.at("options"), told)
        elif number > MOST_OPTIONS:
            told = f"{number} options are much to read and few of them will be chosen; keep the best three to five"
            yield Finding(item.at("options"), told)


def match_by_elimination(bank: Bank) -> Iterator[Finding]:
    """Every right side of a match is used exactly once, so the last pair is a gift.

    The usual advice on matching, for which see Haladyna & Rodriguez 2013, "Developing and Validating Test Items",
    on selected-response formats: offer more than is asked for. With many pairs the gift is small.
    """
    for item in bank.drawn:
        question = item.question
        if isinstance(question, Match) and len(question.right_sides) == len(question.pairs):
            told = "every right side is used once, so whoever knows all pairs but one has that one too"
            yield Finding(item.at("pairs"), f"{told}; add `decoys:`, or let two pairs share a right side")


def empty_category(bank: Bank) -> Iterator[Finding]:
    """No item belongs to a category.

    A rule of this project: whoever expects something for every category is misled without having erred.
    """
    for item in bank.drawn:
        question = item.question
        if not isinstance(question, Categorise):
            continue
        used = set(question.key.values())
        for i, category in enumerate(question.categories):
            if category.id not in used:
                told = f'no item belongs to category "{category.id}"; add one, or drop the category'
                yield Finding((*item.at("categories"), i), told)
