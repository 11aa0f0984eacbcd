"""What authors accept: a rule's name and a reason, on one question or for a whole quiz."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from course.documents import Place
from course.lint.bank import Bank, Finding


@dataclass(frozen=True)
class Acceptance:
    """One accepted rule. `scope` is the place of a question, or () for the whole quiz."""

    rule: str
    scope: Place

    @property
    def place(self) -> Place:
        """Where it is written."""
        return (*self.scope, "accepted", self.rule)


def acceptances(bank: Bank) -> Iterator[Acceptance]:
    """Everything that a quiz and its questions accept."""
    for rule in bank.quiz.accepted:
        yield Acceptance(rule, ())
    for item in bank.items:
        for rule in item.question.accepted:
            yield Acceptance(rule, item.place)


def not_accepted(
    rule: str, findings: Iterable[Finding], accepted: set[Acceptance], met: set[Acceptance]
) -> Iterator[Finding]:
    """The findings of a rule that are not accepted; into `met` goes every acceptance that covers one."""
    for finding in findings:
        covering = {Acceptance(rule, ()), Acceptance(rule, finding.place[:2])} & accepted
        met |= covering
        if not covering:
            yield finding
