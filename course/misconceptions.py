"""Beliefs that wrong answers reveal, each with its correction."""

from pydantic import Field

from course.authored import Authored, Slug, Slugs, Words


class Misconception(Authored):
    """A belief in one sentence, and what is so instead."""

    id: Slug
    belief: Words
    correction: Words
    sources: Slugs = ()


class MisconceptionsFile(Authored):
    """Beliefs that wrong answers reveal."""

    misconceptions: tuple[Misconception, ...] = Field(description="The beliefs; `[]` if there are none.")
