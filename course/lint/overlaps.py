"""Options must be choices: none may say what another says, or part of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from course.lint.bank import Bank, Finding, OptionList

# What two options may differ in without saying another thing.
EMPTY = re.compile(r"a|an|the|is|are|was|were|be|it|its|this|that", re.IGNORECASE)
# What makes the longer of two options another answer, and not the shorter one with more words.
TURNING = re.compile(
    r"not|no|never|none|without|only|unless|except|but|nor|neither|or|if|when|before|after|until|than|instead"
    r"|cannot|nobody|nothing",
    re.IGNORECASE,
)
# Where these stand, the order of the other words carries the meaning.
ORDERING = re.compile(
    rf"{TURNING.pattern}|from|to|by|into|over|under|above|below|of|for|with|against|and", re.IGNORECASE
)
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
CONTAINED = 3  # words that the shorter option must have: two words are inside many a sentence
REORDERED = 4
LONGEST = 60  # words of an option that are compared, and characters of a range of numbers
MOST = 12  # options that are compared with one another: pairs grow with the square


def overlapping_options(bank: Bank) -> Iterator[Finding]:
    """Two options say the same, one is part of another, or their ranges of numbers meet.

    Haladyna, Downing & Rodriguez 2002: keep choices independent; choices should not be overlapping. If one
    includes another, both are right or both are wrong, and a learner who sees that need not know which.
    """
    for item in bank.items:
        for choice in item.lists:
            yield from _overlaps(choice)


def _overlaps(choice: OptionList) -> Iterator[Finding]:
    texts = choice.texts[:MOST]
    said = [_telling_words(text) for text in texts]
    ranges = [None if choice.several else span(text) for text in texts]
    for one, other in combinations(range(len(texts)), 2):
        told = _same(said[one], said[other]) or _meeting(ranges[one], ranges[other])
        if told:
            first, second = choice.options[one].id, choice.options[other].id
            yield Finding(choice.at(other), f'options "{first}" and "{second}" {told}')


def _telling_words(text: str) -> tuple[str, ...]:
    """The words that tell: without articles and the like, without the s of a plural, the first one uncapitalised.

    Other capitals stay, as in names they may be what the question is about.
    """
    found = WORD.findall(text[:1].lower() + text[1:])
    kept = (word for word in found if not EMPTY.fullmatch(word))
    return tuple(word.removesuffix("s") if len(word) > 3 else word for word in islice(kept, LONGEST))


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    if not one or not other:
        return ""
    if one == other:
        return "say the same; make them differ, or drop one"
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer):
        moved = (
            len(one) >= REORDERED and not any(map(ORDERING.fullmatch, one)) and sorted(one) == sorted(other)
        )
        return "say the same in another order; make them differ, or drop one" if moved else ""
    if len(shorter) >= CONTAINED and _inside(shorter, longer):
        return "overlap, as one says all that the other says; make them exclude each other"
    return ""


def _inside(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether the longer option is the shorter one with words before or after it that turn nothing round."""
    for start in range(len(longer) - len(shorter) + 1):
        end = start + len(shorter)
        if longer[start:end] == shorter:
            return not any(map(TURNING.fullmatch, (*longer[:start], *longer[end:])))
    return False


@dataclass(frozen=True)
class Span:
    """Numbers from `low` to `high` of one unit; whether the ends themselves belong to it."""

    low: float
    high: float
    unit: str
    low_in: bool = True
    high_in: bool = True

    def meets(self, other: "Span") -> bool:
        """Whether some number of this unit lies in both."""
        if self.unit != other.unit:
            return False
        first, second = sorted((self, other), key=lambda span: (span.low, not span.low_in))
        if first.high == second.low:
            return first.high_in and second.low_in
        return first.high > second.low


NUMBER = r"(\d{1,12}(?:,\d{3})*(?:\.\d{1,12})?)"
UNIT = r"\s*(\D{0,30}?)[.]?"
ENDLESS = float("inf")
SHAPES = {
    "between": re.compile(
        rf"(?:between |from )?{NUMBER}\s*(?:to|and|until|–|—|-)\s*{NUMBER}{UNIT}", re.IGNORECASE
    ),
    "over": re.compile(rf"(?:more than|over|above|longer than|after) {NUMBER}{UNIT}", re.IGNORECASE),
    "from": re.compile(
        rf"(?:at least|from) {NUMBER}{UNIT}|{NUMBER}{UNIT} (?:or more|or over)", re.IGNORECASE
    ),
    "under": re.compile(rf"(?:less than|fewer than|under|below) {NUMBER}{UNIT}", re.IGNORECASE),
    "up to": re.compile(
        rf"(?:at most|up to|no more than) {NUMBER}{UNIT}|{NUMBER}{UNIT} (?:or less|or fewer|or under)",
        re.IGNORECASE,
    ),
    "just": re.compile(rf"{NUMBER}{UNIT}"),
}


def span(text: str) -> Span | None:
    """The range of numbers that an option is, None for any other text: "5 to 10 days", "over 10 days", "3 days"."""
    if len(text) > LONGEST or not any(letter.isdigit() for letter in text):
        return None
    for shape, pattern in SHAPES.items():
        if match := pattern.fullmatch(text.strip()):
            found = [part for part in match.groups() if part is not None]
            return _span(shape, [_number(part) for part in found[:-1]], found[-1])
    return None


def _span(shape: str, numbers: list[float], unit: str) -> Span:
    unit = unit.strip().casefold().removesuffix("s")
    match shape:
        case "between":
            return Span(min(numbers), max(numbers), unit)
        case "over":
            return Span(numbers[0], ENDLESS, unit, low_in=False)
        case "from":
            return Span(numbers[0], ENDLESS, unit)
        case "under":
            return Span(-ENDLESS, numbers[0], unit, high_in=False)
        case "up to":
            return Span(-ENDLESS, numbers[0], unit)
        case _:
            return Span(numbers[0], numbers[0], unit)


def _number(text: str) -> float:
    """Commas group thousands."""
    return float(text.replace(",", ""))


def _meeting(one: Span | None, other: Span | None) -> str:
    if one and other and one.meets(other):
        return "have numbers in common; let each number belong to one option"
    return ""
