"""Where the course gets its facts: every source once, with the day it was last checked."""

import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from course.authored import Authored, Day, Slug, Words


def check_address(url: str) -> str:
    """Return `url`. Raises ValueError unless it is a whole web address."""
    rest = url.removeprefix("https://").removeprefix("http://")
    if rest == url or "." not in rest.split("/")[0] or any(c.isspace() or c in '<>"' for c in url):
        raise ValueError(f'"{url}" is no web address; copy it whole, with https://')
    return url


Address = Annotated[Words, AfterValidator(check_address)]


class Source(Authored):
    """One source.

    `date` is the day it speaks for, as its publisher states it; `volatile` ones carry a `review_by`.
    """

    id: Slug
    title: Words
    publisher: Words
    url: Address
    date: Words
    checked: Day
    jurisdiction: Words
    volatile: bool = False
    review_by: Day | None = None
    original_title: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.volatile and not self.review_by:
            raise ValueError(f'source "{self.id}" is volatile; add `review_by` with a date')
        return self

    def overdue(self, today: datetime.date) -> bool:
        """Whether it should have been checked again before `today`."""
        return self.review_by is not None and self.review_by < today


class SourcesFile(Authored):
    """modules/sources.yaml"""

    sources: tuple[Source, ...]
