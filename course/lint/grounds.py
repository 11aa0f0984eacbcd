"""Does whoever answers wrongly learn why, and can whoever doubts it look it up?"""

from collections.abc import Iterator

from course.lint.bank import Bank, Finding, OptionList
from course.questions import TrueFalse


def distractor_without_feedback(bank: Bank) -> Iterator[Finding]:
    """A wrong option says nothing to whoever chose it.

    Butler & Roediger 2008, "Feedback enhances the positive effects and reduces the negative effects of
    multiple-choice testing": without feedback learners take wrong options home as facts. Haladyna, Downing &
    Rodriguez 2002: distractors are the typical errors of learners; then there is something to be said of each.
    """
    for item in bank.items:
        for choice in item.lists:
            yield from _silent(choice)
        question = item.question
        if isinstance(question, TrueFalse):
            wrong = "false" if question.answer else "true"
            if not getattr(question.feedback, wrong):
                told = f"whoever wrongly answers {wrong} is told nothing; add `{wrong}:` to its feedback"
                yield Finding(item.at("feedback"), told)


def _silent(choice: OptionList) -> Iterator[Finding]:
    silent = [i for i in choice.wrong if not choice.options[i].feedback]
    if len(silent) > 1 and len(silent) == len(choice.wrong):
        yield Finding(
            choice.place, f"none of the {len(silent)} wrong options has feedback; say why each is wrong"
        )
        return
    for i in silent:
        told = f'wrong option "{choice.options[i].id}" has no feedback; say why it is wrong'
        yield Finding(choice.at(i, "id"), told)


def explanation_without_source(bank: Bank) -> Iterator[Finding]:
    """An explanation states how things are and names nobody who says so.

    A rule of this project, not of the literature on tests: every statement of a rule, a figure or a date cites a
    source (CONTRIBUTING.md), so that learners can read on and reviewers see what a changed source touches.
    """
    for item in bank.items:
        if item.question.explanation and not item.question.source:
            yield Finding(item.at("explanation"), "the explanation names no source; add `source:`")
