"""Can the question be read? A learner who misreads the stem is not asked what its author meant to ask."""

import re
from collections.abc import Iterator

from course.lint.bank import Bank, Finding
from course.lint.wording import MOST, plain, reading_ease, sentences
from course.questions import TrueFalse

NEGATIVE = re.compile(r"\b(not|except|never|least|cannot|\w+n['’]t)\b", re.IGNORECASE)
# Words in which a negative turns nothing round.
SPARED = re.compile(r"\b(not only|not just|not least|at least|or not|why not|if not)\b", re.IGNORECASE)
STRONG = re.compile(r"\*\*.+?\*\*")
QUOTED = re.compile(r'"[^"]*"|“[^”]{0,500}”|‘[^’]{0,500}’')
# What holds in the case is no part of what is asked of it.
ASIDE = re.compile(
    r"\b(if|when|because|since|although|though|unless|while|after|before|until)\b[^,.?!;:]*", re.IGNORECASE
)
HARDEST = 40  # the middle of what Flesch calls difficult (30 to 50): a stem is read once, on the way to something else


def unmarked_negative(bank: Bank) -> Iterator[Finding]:
    """The stem asks for what is not so, and the word that says it is easily read over.

    Haladyna, Downing & Rodriguez 2002: word the stem positively; where a negative is needed, make sure that it
    stands out in capitals and bold. Only what is asked is looked at: the sentences with a question mark, otherwise
    the last; of a true-false statement all of it. Quotations and clauses with if, when, because … are left out.
    """
    for item in bank.items:
        asked = STRONG.sub("", item.question.stem[:MOST])
        if not isinstance(item.question, TrueFalse):
            parts = sentences(QUOTED.sub("", asked))
            asked = " ".join([part for part in parts if "?" in part] or parts[-1:])
        asked = SPARED.sub("", ASIDE.sub("", QUOTED.sub("", asked)))
        word = next((found[0] for found in NEGATIVE.finditer(asked) if not found[0].isupper()), "")
        if word:
            told = f'the stem turns on "{word}", which is easily read over; ask for what is so, or write **{word}**'
            yield Finding(item.at("stem"), told)


def hard_stem(bank: Bank) -> Iterator[Finding]:
    """The stem is harder to read than the question is to answer.

    Haladyna, Downing & Rodriguez 2002: keep vocabulary simple and minimise the amount of reading. Flesch 1948,
    "A new readability yardstick": 60 to 70 is standard, 30 to 50 difficult (the grades of Kincaid and others,
    1975, rest on the same two counts). The course's own terms, names and hanzi are not held against it.
    """
    for item in bank.items:
        ease = reading_ease(plain(item.question.stem), bank.field_words)
        if ease is not None and ease < HARDEST:
            told = f"the stem is hard to read (reading ease {ease:.0f}, below {HARDEST})"
            yield Finding(item.at("stem"), f"{told}; use shorter sentences and shorter words")
