"""Does the right option give itself away over a whole quiz, by its length or by its place?

One long key is nothing; that the longest option is the key again and again is what test-wise learners look
for. So these rules count over the quiz, and speak only when chance seldom gives so much.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from course.lint.bank import Bank, Finding, OptionList
from course.lint.chance import at_least, at_most, unevenness
from course.questions import TrueFalse

SELDOM = 0.05  # one quiz in twenty is warned of without cause
RARELY = 0.01  # for cues that help a guesser less
MUCH_LONGER = 1.5  # times the next longest option
VISIBLY = 8  # letters: below that nobody sees the difference
EVERYWHERE = ("questions",)


@dataclass(frozen=True)
class Tally:
    """In how many choices the longest option is the right one, and the chance of that in each of them."""

    hits: int
    chances: Sequence[float]

    @property
    def expected(self) -> float:
        """How often chance would make the longest option the right one."""
        return sum(self.chances)

    @property
    def too_often(self) -> bool:
        """Whether chance seldom gives so many hits."""
        return self.hits > self.expected and at_least(self.hits, self.chances) < SELDOM

    @property
    def too_rarely(self) -> bool:
        """Whether chance very seldom gives so few hits."""
        return self.hits < self.expected and at_most(self.hits, self.chances) < RARELY


def longest_is_key(bank: Bank) -> Iterator[Finding]:
    """The longest option is the right one more often than chance allows.

    Haladyna, Downing & Rodriguez 2002, "A Review of Multiple-Choice Item-Writing Guidelines for Classroom
    Assessment": keep the length of choices about equal. One-sided exact test at 5 per cent. Once the quiz is told,
    so is each question whose key sticks out.
    """
    tally = _longest(bank)
    if not tally.too_often:
        return
    told = (
        f"in {tally.hits} of {len(tally.chances)} questions the longest option is the right one, where chance gives "
        f"about {tally.expected:.0f}; shorten right options or lengthen wrong ones"
    )
    yield Finding(EVERYWHERE, told)
    for choice in bank.keyed:
        key = choice.key or 0
        right = choice.lengths[key]
        next_longest = max((*choice.lengths[:key], *choice.lengths[key + 1 :]), default=0) or 1
        if right > MUCH_LONGER * next_longest and right - next_longest >= VISIBLY:
            times = f"{right / next_longest:.1f} times the next"
            told = f"the right option is the longest of {len(choice.options)}, {times}"
            yield Finding(choice.at(key), f"{told}; shorten it, or lengthen another")


def longest_is_never_key(bank: Bank) -> Iterator[Finding]:
    """The longest option is so seldom the right one that striking it out pays.

    The other side of the same guideline (Haladyna, Downing & Rodriguez 2002): it is what remains when an author
    has shortened every key. One-sided exact test at 1 per cent, as striking out one option helps less.
    """
    tally = _longest(bank)
    if tally.too_rarely:
        told = (
            f"in {tally.hits} of {len(tally.chances)} questions the longest option is the right one, where chance "
            f"gives about {tally.expected:.0f}, so a learner may strike out the longest; shorten some wrong options"
        )
        yield Finding(EVERYWHERE, told)


def _longest(bank: Bank) -> Tally:
    """Counted where one option is longer than all others, in as many options as there are."""
    hits, chances = 0, []
    for choice in bank.keyed:
        longest = max(choice.lengths)
        if choice.key is None or choice.lengths.count(longest) > 1:
            continue
        hits += choice.lengths[choice.key] == longest
        chances.append(1 / len(choice.options))
    return Tally(hits, chances)


def key_position(bank: Bank) -> Iterator[Finding]:
    """The right option stands in one place more often, or more seldom, than chance allows.

    Haladyna, Downing & Rodriguez 2002: vary the location of the right answer. Attali & Bar-Hillel 2003, "Guess
    Where: The Position of Correct Answers in Multiple-Choice Test Items as a Psychometric Variable": writers hide
    it in the middle, and guessers look there. Pearson's test that all places are equally likely, apart for each
    number of options: at 5 per cent where learners see the author's order, at 1 per cent where the options are
    mixed for them, because then only prints, exports and reviewers meet that order. True-false statements are
    places too: as many should be true as false.
    """
    fixed = [choice for choice in bank.keyed if not choice.mixed]
    mixed = [choice for choice in bank.keyed if choice.mixed]
    yield from _uneven(fixed, SELDOM, "the options are not mixed; move some, or leave out `shuffle: false`")
    yield from _uneven(mixed, RARELY, "learners see them mixed, prints and exports do not; move some")
    judged = Counter(item.question.answer for item in bank.drawn if isinstance(item.question, TrueFalse))
    if unevenness((judged[True], judged[False])) < SELDOM:
        more = judged[True] > judged[False]
        told = f"{max(judged.values())} of {judged.total()} statements are {'true' if more else 'false'}"
        yield Finding(EVERYWHERE, f"{told}, so guessing pays; turn some of them round")


def _uneven(choices: Iterable[OptionList], seldom: float, remedy: str) -> Iterator[Finding]:
    places: dict[int, list[int]] = {}
    for choice in choices:
        counts = places.setdefault(len(choice.options), [0] * len(choice.options))
        counts[choice.key or 0] += 1
    for options, counts in sorted(places.items()):
        if unevenness(counts) < seldom / len(places):
            where = ", ".join(str(count) for count in counts)
            told = f"in questions with {options} options the right one stands {where} times in place 1 to {options}"
            yield Finding(EVERYWHERE, f"{told}, which chance seldom gives; {remedy}")
