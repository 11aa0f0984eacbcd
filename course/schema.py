"""The JSON Schemas of what authors write, with which an editor completes and checks a file while it is typed.

They are made from the shapes that the loader fits files into, so they know the same keys, words and limits. What a
key means is told in the words of the documentation, from the tables of docs/write-a-quiz.md and
docs/write-a-scenario.md, which tests hold against the shapes. What takes a look at the whole (a name that leads
nowhere, two right options) only the checker sees.

The loader reads every value as the text that was typed. An editor follows YAML, to which `80` is a number and `true`
is no text. So here a text may also be a number, true or false, and what is a number may stand in quotes.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema
from typing_extensions import override

from course.authored import Authored
from course.misconceptions import MisconceptionsFile
from course.questions import QuestionBase
from course.quizzes import Quiz
from course.scenarios import Scenario

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MADE = "Made by `china-literacy schema` from the shapes and the documentation. Do not edit."

FILES: Mapping[str, type[Authored]] = {
    "quizzes/quiz.schema.json": Quiz,
    "quizzes/scenarios/scenario.schema.json": Scenario,
    "quizzes/misconceptions.schema.json": MisconceptionsFile,
}
YAML_WORDS = {"true": True, "false": False}  # as keys, editors take them for values of their own
FENCE = re.compile(r"^(`{3,})[^`].*?^\1$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| (?:yes|no) \| (.*) \|$", re.MULTILINE)
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")

Told = Mapping[str, Mapping[str, str]]
"""Heading -> key -> what it says."""


def schemas(page: str) -> dict[str, str]:
    """Every schema as JSON text, under its file's name in a course folder; `page` is the documentation."""
    told = read_tables(page)
    return {
        file: _text(_AsTyped(told).generate(shape.__pydantic_core_schema__)) for file, shape in FILES.items()
    }


def read_tables(page: str) -> Told:
    """What the tables of keys on a page of the documentation say, heading by heading."""
    _, *parts = HEADING.split(FENCE.sub("", page))
    return {heading: dict(_rows(text)) for heading, text in zip(parts[::2], parts[1::2], strict=True)}


def _rows(text: str) -> list[tuple[str, str]]:
    return [(key, LINK.sub(r"\1", said).replace("\\|", "|")) for key, said in ROW.findall(text)]


def _text(schema: JsonSchemaValue) -> str:
    whole = {"$schema": DIALECT, "$comment": MADE, **schema}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


class _AsTyped(GenerateJsonSchema):
    """Makes the schema of a file as it is typed: with YAML's kinds of values and the words of the documentation."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told

    @override
    def field_title_should_be_set(self, schema: Any) -> bool:
        return False  # the key says it

    @override
    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return super().str_schema(schema) | {"type": ["string", "number", "boolean"]}

    @override
    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return super().int_schema(schema) | _or_quoted("integer", "[0-9]+", "write a whole number")

    @override
    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return _or_quoted(
            "boolean", "[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|[Nn]o|[Oo]n|[Oo]ff", "write true or false"
        )

    @override
    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        if "type" not in inner or {"enum", "const"} & inner.keys():
            return super().nullable_schema(schema)
        kinds = inner["type"]
        return inner | {"type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}

    @override
    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if made.get("default") in (None, "", []) or isinstance(made["default"], dict | list):
            made.pop("default", None)  # an editor would type it in
        return made

    @override
    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Say which shape holds for which `type`: of several that may fit, an editor would guess one."""
        kinds = super().tagged_union_schema(schema)["discriminator"]["mapping"]
        return {
            "title": "A question",
            "type": "object",
            "properties": {
                "type": {"enum": [*kinds], "enumDescriptions": [self._kind(kind) for kind in kinds]}
            },
            "required": ["type"],
            "allOf": [
                {
                    "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                    "then": {"$ref": shape},
                }
                for kind, shape in kinds.items()
            ],
        }

    @override
    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made, shape = super().model_schema(schema), schema["cls"]
        made["title"] = self._name(shape)
        made["description"] = (shape.__doc__ or "").partition("\n\n")[0]
        if issubclass(shape, QuestionBase):
            made["required"] = ["type", *made["required"]]
        for key, said in self._told(shape).items():
            made["properties"][key]["description"] = said
        if made["properties"].keys() & YAML_WORDS.keys():
            del made["additionalProperties"]
            words = [word for key in made["properties"] for word in (key, YAML_WORDS.get(key, key))]
            made["propertyNames"] = {"enum": words}
        return made

    def _name(self, shape: type[Authored]) -> str:
        """What a shape is called: the heading under which it is told."""
        if issubclass(shape, QuestionBase):
            return self._kind(shape.model_fields["type"].default)
        return self._heading(shape).partition(": `")[0] or shape.__name__

    def _kind(self, kind: str) -> str:
        """What a question type is called."""
        named = (heading.partition(": `")[0] for heading in self.told if heading.endswith(f": `{kind}`"))
        return next(named, kind)

    def _told(self, shape: type[Authored]) -> Mapping[str, str]:
        """What is said of the keys of a shape."""
        every = self.told.get(self._heading(QuestionBase), {}) if issubclass(shape, QuestionBase) else {}
        return {**every, **self.told.get(self._heading(shape), {})}

    def _heading(self, shape: type[Authored]) -> str:
        """The heading below which exactly the keys of a shape are told, by preference one with its name."""
        keys, name = own_keys(shape), shape.__name__.lower()
        found = [heading for heading, told in self.told.items() if told and told.keys() == keys]
        return next((heading for heading in found if name in heading.lower()), found[0] if found else "")


def own_keys(shape: type[Authored]) -> set[str]:
    """The keys that the documentation tells in the shape's own table: a question type's without those of all."""
    keys = {field.alias or key for key, field in shape.model_fields.items()}
    if shape is QuestionBase:
        return keys | {"type"}
    return keys - QuestionBase.model_fields.keys() - {"type"} if issubclass(shape, QuestionBase) else keys


def _or_quoted(kind: str, pattern: str, told: str) -> JsonSchemaValue:
    return {"type": [kind, "string"], "pattern": f"^({pattern})$", "patternErrorMessage": told}
