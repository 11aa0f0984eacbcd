"""What there is to choose in a question, so that choices can be counted whatever the type."""

from dataclasses import dataclass

Pick = tuple[str, str]
"""A part of the question ('' where it has none) and the id of what was chosen there ('' for left open)."""

LEFT_OPEN = ""
TYPED_RIGHT = "+right"
TYPED_WRONG = "+wrong"
"""What stands for words that were typed: nobody's own words are counted. No id has a plus sign."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen: `part` and `choice` as in a Pick, both in words too, and whether it is right."""

    part: str
    choice: str
    part_words: str
    words: str
    right: bool

    @property
    def pick(self) -> Pick:
        """What choosing it is counted as."""
        return self.part, self.choice
