"""The schemas that editors use: current, in the words of the documentation, and of one mind with the loader."""

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from commands.schema import documentation
from course.documents import parse
from course.questions import QuestionBase
from course.schema import FILES, own_keys, schemas
from settings import ROOT
from tests.bread import ORIGINAL, Bread
from tests.course.test_problems_of_authors import MISTAKES, Mistake

PAGE = documentation()
QUIZ, SCENARIO, BELIEFS = (
    "quizzes/quiz.schema.json",
    "quizzes/scenarios/scenario.schema.json",
    "quizzes/misconceptions.schema.json",
)


class Yaml12(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `off` and 2026-11-23 are texts, and a key is the text that stands there."""

    def whole_number(self, node: yaml.ScalarNode) -> int | float:
        return self.construct_yaml_int(node) if len(node.value) < 4000 else float(node.value)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    expression = re.compile(rf"^(?:{pattern})$")
    Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", expression, ["", *first] if tag == "null" else [*first]
    )


Yaml12.add_constructor("tag:yaml.org,2002:int", Yaml12.whole_number)


def typed(text: str) -> Any:
    return yaml.load(text, Yaml12)


@cache
def validator(file: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schemas(PAGE)[file]))


def refused(file: str, text: str) -> list[str]:
    """What the schema says against a file."""
    return [f"{error.json_path}: {error.message}" for error in validator(file).iter_errors(typed(text))]


def schema_of(file: str) -> str | None:
    """The schema for a file of a course."""
    if file == "quizzes/misconceptions.yaml":
        return BELIEFS
    folder = file.rpartition("/")[0]
    return {"quizzes": QUIZ, "quizzes/scenarios": SCENARIO}.get(folder)


BANK = [
    (path, schema_of(path.relative_to(root).as_posix()) or "")
    for root in (ROOT, ORIGINAL)
    for path in sorted((root / "quizzes").rglob("*.yaml"))
]
each_file = pytest.mark.parametrize(("path", "schema"), BANK, ids=[path.name for path, _ in BANK])


def test_the_shipped_schemas_are_current() -> None:
    written = {file: (ROOT / file).read_text(encoding="utf-8") for file in FILES}
    assert written == schemas(PAGE), "`china-literacy schema` writes them anew"


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_sound(file: str) -> None:
    schema = json.loads(schemas(PAGE)[file])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]


@each_file
def test_every_quiz_and_scenario_validates(path: Path, schema: str) -> None:
    assert refused(schema, path.read_text(encoding="utf-8")) == []


@each_file
def test_every_shipped_file_tells_editors_its_schema(path: Path, schema: str) -> None:
    if path.is_relative_to(ROOT / "quizzes"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema={Path(schema).name}"


def test_the_examples_of_the_documentation_validate() -> None:
    written = re.findall(r"^\*\*(\S+\.yaml)\*\*\n\n```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    files = [(file, text) for file, text in written if schema_of(file)]
    assert len(files) >= 2
    assert {file: refused(schema_of(file) or "", text) for file, text in files} == {
        file: [] for file, _ in files
    }


def question_examples() -> list[dict[str, Any]]:
    """The examples of question types, in the documentation and in the code."""
    pages = [
        PAGE,
        *(sys.modules[module].__doc__ or "" for module in sorted(shape.__module__ for shape in kinds())),
    ]
    fence = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    examples = [typed(found) for page in pages for found in fence.findall(page)]
    return [example for example in examples if isinstance(example, dict) and "type" in example]


def kinds() -> set[type[QuestionBase]]:
    """Every question type."""
    found, base = set(), [QuestionBase]
    while base:
        shape = base.pop()
        base += shape.__subclasses__()
        found |= {shape} if "type" in shape.model_fields else set()
    return found


@pytest.mark.parametrize("example", question_examples(), ids=lambda example: example["type"])
def test_the_example_of_a_question_type_validates(example: dict[str, Any]) -> None:
    asked = {"id": "x", "title": "x", "questions": [example]}
    assert [error.message for error in validator(QUIZ).iter_errors(asked)] == []


def shapes() -> dict[str, dict[str, Any]]:
    """Every shape in every schema by its name."""
    made = {file: json.loads(text) for file, text in schemas(PAGE).items()}
    inner = {
        f"{file} {name}": shape for file, schema in made.items() for name, shape in schema["$defs"].items()
    }
    return made | inner


@pytest.mark.parametrize("shape", shapes().values(), ids=shapes())
def test_every_key_says_what_it_means(shape: dict[str, Any]) -> None:
    assert shape["description"]
    assert [key for key, told in shape.get("properties", {}).items() if not told.get("description")] == []


def test_each_question_type_offers_its_own_keys_and_those_of_all() -> None:
    defined = json.loads(schemas(PAGE)[QUIZ])["$defs"]
    for shape in kinds():
        offered = set(defined[shape.__name__]["properties"])
        assert offered == own_keys(QuestionBase) | own_keys(shape)


# What the shape alone does not show but a schema can say too.
SEEN_TOO = {
    "id with a blank",
    "id with a blank where one or several may stand",
    "nothing drawn",
    "drawing that is a word",
    "drawing that is a list",
    "drawing that is empty",
    "attempts that are a word",
}


@pytest.mark.parametrize(
    ("name", "mistake"),
    [(name, mistake) for name, mistake in MISTAKES.items() if schema_of(mistake.file)],
    ids=[name for name, mistake in MISTAKES.items() if schema_of(mistake.file)],
)
def test_an_editor_marks_the_mistakes_in_form_and_no_others(
    bread: Bread, name: str, mistake: Mistake
) -> None:
    bread.edit(mistake.file, mistake.old, mistake.new)
    text = bread.read(mistake.file)
    file = schema_of(mistake.file) or ""
    marked = bool(refused(file, text))
    try:
        FILES[file].model_validate(parse(text, mistake.file).data)
    except ValidationError as faults:
        of_form = {fault["type"] for fault in faults.errors()} - {"value_error"}
        assert marked is (bool(of_form) or name in SEEN_TOO)
    else:
        assert not marked


WORDS = st.sampled_from(
    [
        *(
            "2020",
            "-1",
            "1.0",
            "1e3",
            "0x1F",
            "true",
            "No",
            "off",
            "2026-11-23",
            "12:30",
            "~x",
            "5 %",
            '"80"',
            "''",
        )
    ]
)

IDS = st.sampled_from(["2020", "-1", "true", "No", "2026-11-23", "half-baked", "1_000", "a b", '"80"', "''"])


@given(
    st.lists(WORDS, min_size=4, max_size=4),
    st.lists(IDS, min_size=2, max_size=2),
    st.sampled_from(["2", '"2"', "{D1: 1}", "{D1: {easy: 1}}", "all", "0", "~"]),
    st.sampled_from(["3", "unlimited", '"3"', "some", "0"]),
    st.sampled_from(["true", "false", '"true"', "yes", "No", "maybe"]),
    st.sampled_from(["80", '"80"', "101", "-1", "1.0", "0.5", "80 %", "true", "''", "2026-11-23"]),
)
def test_a_value_is_marked_exactly_where_the_loader_refuses_it(
    words: list[str], ids: list[str], draw: str, attempts: str, answer: str, mark: str
) -> None:
    title, stem, explanation, right = words
    outcome, source = ids
    text = (
        f"id: x\ntitle: {title}\ndraw: {draw}\nattempts: {attempts}\npass_mark: {mark}\nquestions:\n"
        f"  - {{id: a, type: true-false, outcome: {outcome}, stem: {stem}, answer: {answer}, source: {source},"
        f" explanation: {explanation}, feedback: {{true: {right}}}}}\n"
    )
    try:
        FILES[QUIZ].model_validate(parse(text, "x.yaml").data)
        fits = True
    except ValidationError:
        fits = False
    assert (refused(QUIZ, text) == []) is fits
