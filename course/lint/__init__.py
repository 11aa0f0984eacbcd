"""Item lint: what good questions have in common, as rules that warn their author.

A rule is a pure function of one quiz and gives findings; docs/item-lint.md tells authors of each. Nothing here keeps
a course from being used: a warning is mended, or accepted with a reason.
"""

from collections.abc import Iterator

from course.documents import Document
from course.draft import Draft
from course.glossary import Term
from course.lint.acceptance import Acceptance, acceptances, not_accepted
from course.lint.bank import Bank, Finding
from course.lint.rules import RULES
from course.lint.wording import words
from course.problems import Problems, did_you_mean


def check_items(draft: Draft, problems: Problems) -> None:
    """Warn of what the rules find in each quiz. An acceptance that names no rule is an error.

    Errors come first: a quiz in whose own file there are any, or whose module or glossary could not be read, is
    not judged.
    """
    terms = draft.glossary.terms if draft.glossary else ()
    field_words = frozenset(word for term in terms for word in _term_words(term))
    for quiz in draft.quizzes.values():
        document = draft.documents[f"quizzes/{quiz.id}.yaml"]
        module = draft.modules.get(quiz.module or "")
        outcomes = tuple(outcome.id for outcome in module.outcomes) if module else ()
        bank = Bank(quiz, outcomes, field_words)
        known = _known(bank, document, problems)
        readable = draft.glossary is not None and (module is not None or not quiz.module)
        if readable and not problems.errors[document.file]:
            _judge(bank, document, known, problems)


def _term_words(term: Term) -> Iterator[str]:
    yield from words(f"{term.english} {term.pinyin or ''}")


def _known(bank: Bank, document: Document, problems: Problems) -> list[Acceptance]:
    """The acceptances of rules that exist; the others are errors."""
    known = []
    for acceptance in acceptances(bank):
        if acceptance.rule in RULES:
            known.append(acceptance)
            continue
        hint = did_you_mean(acceptance.rule, RULES) or "; docs/item-lint.md names them all"
        told = f'"accepted" names no rule "{acceptance.rule}"{hint}'
        problems.error(document.file, document.line(acceptance.place), told)
    return known


def _judge(bank: Bank, document: Document, known: list[Acceptance], problems: Problems) -> None:
    met: set[Acceptance] = set()
    for name, rule in RULES.items():
        for finding in not_accepted(name, rule(bank), set(known), met):
            told = _named(bank, finding)
            problems.warning(document.file, document.line(finding.place), told, name)
    for acceptance in known:
        if acceptance not in met:
            told = (
                f'"{acceptance.rule}" is accepted, but nothing of the kind is found any more; remove the line'
            )
            problems.warning(document.file, document.line(acceptance.place), told)


def _named(bank: Bank, finding: Finding) -> str:
    """The finding's sentence with the question that it is about, if it is about one."""
    match finding.place:
        case [("questions" | "checks") as key, int(position), *_]:
            kind = "question" if key == "questions" else "check question"
            return f'{kind} "{getattr(bank.quiz, key)[position].id}": {finding.told}'
        case _:
            return finding.told


__all__ = ["RULES", "Bank", "Finding", "check_items"]
