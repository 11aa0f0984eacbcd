"""One person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from progress.database import Row
from progress.moments import from_text

Role = Literal["learner", "trainer", "admin"]
Proof = Literal["letter", "provider", "staff"]
"""How it is known that an address is the person's: a letter's link was opened, a provider said so, staff did."""
ROLES: tuple[Role, ...] = ("learner", "trainer", "admin")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `email` is lower case; `name` may be in any script.

    `time_factor` is what time limits are multiplied by for this person, 1 to 10. `address_proof` says how it is known
    that the address is theirs, None while only they have said so.
    """

    id: str
    email: str
    name: str
    role: Role
    created_at: datetime
    active: bool = True
    time_factor: float = 1
    address_proof: Proof | None = None


COLUMNS = (
    "people.id, people.email, people.name, people.role, people.created_at, people.active, people.time_factor,"
    " people.address_proof"
)


def from_row(row: Row) -> Person:
    """The person in a row that has COLUMNS."""
    return Person(
        id=row["id"],
        email=row["email"] or "",
        name=row["name"],
        role=row["role"],
        created_at=from_text(row["created_at"]),
        active=bool(row["active"]),
        time_factor=row["time_factor"],
        address_proof=row["address_proof"],
    )
