"""Whom a figure is about: everybody, or the members of some cohorts; and how few people are too few to show."""

from collections.abc import Mapping
from dataclasses import dataclass

MINIMUM = 5  # people behind any figure


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody, or the members, with an active account, of the cohorts with these ids."""

    cohort_ids: tuple[str, ...] = ()

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out."""
        return not self.cohort_ids

    @property
    def cohorts(self) -> str:
        """The cohorts' places in SQL: `:cohort_0, :cohort_1`."""
        return ", ".join(f":{name}" for name in self.values)

    @property
    def members(self) -> str:
        """SQL for the members' ids, each once."""
        return (
            "SELECT cohort_members.person_id FROM cohort_members"  # noqa: S608 - values go in as parameters
            " JOIN people ON people.id = cohort_members.person_id"
            f" WHERE people.active = 1 AND cohort_members.cohort_id IN ({self.cohorts})"
        )

    @property
    def who(self) -> str:
        """A condition on `person_id`, with `values` as its parameters."""
        return "1 = 1" if self.everybody else f"person_id IN ({self.members})"

    @property
    def values(self) -> Mapping[str, str]:
        """The parameters of `cohorts`, `members` and `who`."""
        return {f"cohort_{i}": cohort_id for i, cohort_id in enumerate(self.cohort_ids)}


def in_steps(people: int) -> int:
    """A number of people in steps of MINIMUM, rounded down, so that no single person can be told from it."""
    return people - people % MINIMUM
