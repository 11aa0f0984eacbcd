"""Words in options that tell the right one from the wrong ones without any knowledge of the subject."""

import re
from collections.abc import Iterator

from course.lint.bank import Bank, Finding, OptionList
from course.lint.chance import at_most
from course.lint.keys import EVERYWHERE, SELDOM
from course.lint.wording import plain, sentences
from course.questions import TrueFalse

# Specific determiners: they leave no room for an exception, which learners know to be rare. "No", "any" and
# "nothing" are left out, because plain refusals use them as often in right options as in wrong ones.
ABSOLUTE = re.compile(
    r"\b(always|never|only|all|none|every|everybody|everyone|must|completely|absolutely|entirely|totally|whatever)\b"
    r"|\bin every case\b|\bunder no circumstances\b",
    re.IGNORECASE,
)
NOT_ABSOLUTE = re.compile(
    r"\b(not only|not all|not every|if only|only if|at all|above all|after all)\b", re.IGNORECASE
)
FEWEST = 2  # wrong options with such a word: one alone is no pattern

# Whole options. One word alone is none: "none" and "both" answer how many, and who.
WHOLE_LIST = re.compile(
    r"(all|none|both|neither|any|either|each) (of )?(these|those|them|above|the (above|others?|two|three|four|five))"
    r"( (above|answers?|options?|choices?|statements?))*[.!]?"
    r"|(both |only |answers? |options? )?\(?[a-e]\)? (and|or|&|nor) \(?[a-e]\)?[.!]?",
    re.IGNORECASE,
)
ABOVE = re.compile(r"\b(all|none|both|neither|any|either|each) of the (above|others?)\b", re.IGNORECASE)


def absolute(text: str) -> str:
    """The first absolute word of a text in lower case, '' where there is none."""
    found = ABSOLUTE.search(NOT_ABSOLUTE.sub("", text))
    return found[0].lower() if found else ""


def absolute_words(bank: Bank) -> Iterator[Finding]:
    """Absolute words stand in wrong options only.

    Haladyna, Downing & Rodriguez 2002: avoid giving clues to the right answer, such as specific determiners
    (always, never, completely, absolutely). Told of a question in which two or more wrong options have such a
    word and no right one does, of a false statement that has one, and of a quiz in which right options have them
    more seldom than chance allows (exact test at 5 per cent).
    """
    hits, chances = 0, []
    for item in bank.items:
        if isinstance(item.question, TrueFalse):
            claim = sentences(plain(item.question.stem))[-1:]  # what stands before is the case
            word = "" if item.question.answer else absolute(" ".join(claim))
            if word:
                told = f'the statement is false and says "{word}", which gives it away; say it without'
                yield Finding(item.at("stem"), told)
        for choice in item.lists:
            found = [absolute(text) for text in choice.texts]
            wrong = [found[i] for i in choice.wrong if found[i]]
            if len(wrong) >= FEWEST and len(wrong) == sum(map(bool, found)):
                yield Finding(choice.at(_first(found)), _only_wrong(wrong))
            if item.drawn and choice.key is not None and any(found):
                hits += bool(found[choice.key])
                chances.append(sum(map(bool, found)) / len(found))
    if hits < sum(chances) and at_most(hits, chances) < SELDOM:
        told = (
            f"options of {len(chances)} questions have absolute words (always, never, only …), and in {hits} of these "
            f"the right one has; chance gives about {sum(chances):.0f}; take them out of some wrong options"
        )
        yield Finding(EVERYWHERE, told)


def _first(found: list[str]) -> int:
    return next(i for i, word in enumerate(found) if word)


def _only_wrong(wrong: list[str]) -> str:
    said = ", ".join(f'"{word}"' for word in dict.fromkeys(wrong))
    return f"{len(wrong)} wrong options have absolute words ({said}) and no right one has; say them without"


def all_or_none_of_the_above(bank: Bank) -> Iterator[Finding]:
    """An option is "all of the above", "none of these", "A and B".

    Haladyna, Downing & Rodriguez 2002: avoid all-of-the-above, use none-of-the-above carefully, and avoid the
    complex format that combines options. Who knows that two options are right needs to know no third, and in mixed
    options nothing is above.
    """
    for item in bank.items:
        for choice in item.lists:
            yield from _whole_lists(choice)


def _whole_lists(choice: OptionList) -> Iterator[Finding]:
    for i, text in enumerate(choice.texts):
        if WHOLE_LIST.fullmatch(text) or ABOVE.search(text):
            told = f'"{text}" answers by pointing to the other options; write an answer of its own'
            yield Finding(choice.at(i), f"{told}, or `type: multiple`")
