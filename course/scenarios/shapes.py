"""A scenario as its author writes it: a graph of nodes, each a situation with its evidence and the ways on from it."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import Field

from course.authored import Authored, Slug, Slugs, Words

Judgement = Literal["sound", "naive", "over-cautious", "escalate"]
Kind = Literal["message", "document", "record", "web", "conversation"]


class Evidence(Authored):
    """A card that a learner may open before deciding. `text` is Markdown as in sections."""

    id: Slug
    kind: Kind
    title: Words
    text: Words


class Option(Authored):
    """One way on from a node. `consequence` is told at once, `rests_on` in the debrief; both are Markdown."""

    id: Slug
    text: Words
    judgement: Judgement
    consequence: Words
    rests_on: Words
    next: Slug
    sources: Slugs = ()
    misconception: Slug | None = None


class Node(Authored):
    """A situation. Where it is an ending it has no options; everywhere else it is a decision."""

    id: Slug
    title: Words
    text: Words
    evidence: tuple[Evidence, ...] = ()
    options: tuple[Option, ...] = ()
    ending: bool = False

    def option(self, option_id: str) -> Option:
        """The option with this id. Raises KeyError if there is none."""
        return {option.id: option for option in self.options}[option_id]

    def card(self, card_id: str) -> Evidence:
        """The evidence card with this id. Raises KeyError if there is none."""
        return {card.id: card for card in self.evidence}[card_id]

    @cached_property
    def better(self) -> Option | None:
        """The first sound option, or the first that escalates where none is sound; None at an ending."""
        by_judgement = {option.judgement: option for option in reversed(self.options)}
        return by_judgement.get("sound") or by_judgement.get("escalate")

    def is_sound(self, option: Option) -> bool:
        """Whether an option is sound here: escalating is, exactly where no option is sound by itself."""
        if option.judgement == "escalate":
            return all(other.judgement != "sound" for other in self.options)
        return option.judgement == "sound"


class Scenario(Authored):
    """One scenario file. `role` says who the learner is in it; `benign` that nothing is wrong in it."""

    id: Slug
    title: Words
    summary: Words
    module: Slug | None = None
    minutes: Annotated[int, Field(ge=1)]
    benign: bool = False
    role: Words
    start: Slug
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)]

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Node id -> node, in the author's order; of two nodes with one id, the first."""
        nodes: dict[str, Node] = {}
        for node in self.nodes:
            nodes.setdefault(node.id, node)
        return nodes

    def node(self, node_id: str) -> Node:
        """The node with this id. Raises KeyError if there is none."""
        return self.by_id[node_id]

    @cached_property
    def _json(self) -> str:
        content = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def to_json(self) -> str:
        """The scenario as canonical JSON: sorted, and without defaults so that new keys change no hash."""
        return self._json

    @cached_property
    def _version(self) -> str:
        return hashlib.sha256(self._json.encode()).hexdigest()

    def version(self) -> str:
        """SHA-256 (hex) of the content: two versions are equal exactly when nothing differs."""
        return self._version


@lru_cache(maxsize=64)
def from_json(text: str) -> Scenario:
    """The scenario that `to_json` wrote. Kept, as one learner after the other is shown the same one."""
    return Scenario.model_validate_json(text)
