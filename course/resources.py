"""The repository of resources: what exists, whose it is, and when to use it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from course.authored import Authored, Day, Slug, Words
from course.sources import Address


class Resource(Authored):
    """One resource. `use` says in one line when a reader needs it."""

    id: Slug
    title: Words
    publisher: Words
    url: Address
    year: Words
    kind: Words
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    jurisdiction: Words
    use: Words
    checked: Day


class Situation(Authored):
    """What brings somebody here, in their own words: what to do first, where it is taught, and what helps.

    `sections` are named `module/section`.
    """

    id: Slug
    text: Words
    first: Words
    sections: tuple[Words, ...] = ()
    resources: Annotated[tuple[Slug, ...], Field(min_length=1)]


class ResourcesFile(Authored):
    """modules/resources.yaml"""

    topics: Mapping[Slug, Words]
    situations: tuple[Situation, ...] = ()
    resources: tuple[Resource, ...]
