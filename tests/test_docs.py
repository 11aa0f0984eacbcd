"""The documentation says what there is: every key, question type, box, block, command and setting, and nothing else.

What stands in the documentation is tried: its example course is written out and read, its question types load, its
tables of scores are graded, and the sentences of the checker that it explains are sentences of the checker.
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args, get_origin

import click
import pytest
import yaml
from pydantic import BaseModel, TypeAdapter

import settings
from china_literacy import main
from course.authored import Authored
from course.course import CourseFile, Principle
from course.figures import MAKERS
from course.glossary import GlossaryFile, Term
from course.loader import load
from course.markdown import ALERTS
from course.misconceptions import Misconception, MisconceptionsFile
from course.modules import Change, Module, ModuleFile, Outcome
from course.practice import Name, Piece, PracticeFile, TitledName
from course.practice.shapes import Spelled
from course.questions import (
    Categorise,
    Choice,
    Cloze,
    Feedback,
    FeedbackInPart,
    Gap,
    Hint,
    Match,
    Multiple,
    Numeric,
    Option,
    Order,
    Parted,
    Pinyin,
    Question,
    QuestionBase,
    Reflection,
    Single,
    Text,
    TrueFalse,
    categorise,
    match,
    numeric,
    order,
    true_false,
)
from course.quizzes import Quiz
from course.resources import Resource, ResourcesFile, Situation
from course.scenarios import Scenario
from course.scenarios import shapes as shapes_of_scenarios
from course.scenarios.shapes import Evidence, Node
from course.sections import FrontMatter
from course.sources import Source, SourcesFile
from tests.course import test_question_mistakes
from tests.course.test_problems_of_authors import MISTAKES

DOCS = settings.ROOT / "docs"
MODULE = (DOCS / "write-a-module.md").read_text(encoding="utf-8")
QUIZ = (DOCS / "write-a-quiz.md").read_text(encoding="utf-8")
SCENARIO = (DOCS / "write-a-scenario.md").read_text(encoding="utf-8")
OPERATORS = (DOCS / "for-operators.md").read_text(encoding="utf-8")
README = (settings.ROOT / "README.md").read_text(encoding="utf-8")

# Where each shape's keys are told: a page and its heading.
TOLD = {
    CourseFile: (MODULE, "The course: `modules/course.yaml`"),
    Principle: (MODULE, "Each principle"),
    Source: (MODULE, "Each source"),
    Term: (MODULE, "Each term"),
    Name: (MODULE, "Each name"),
    TitledName: (MODULE, "Each title"),
    Piece: (MODULE, "Each piece"),
    Resource: (MODULE, "Each resource"),
    Situation: (MODULE, "Each situation"),
    ModuleFile: (MODULE, "A module: `module.yaml`"),
    Outcome: (MODULE, "Each outcome"),
    Change: (MODULE, "Each change"),
    FrontMatter: (MODULE, "Front matter"),
    Quiz: (QUIZ, "A quiz: `quizzes/tea.yaml`"),
    QuestionBase: (QUIZ, "Every question"),
    Option: (QUIZ, "Each option"),
    Single: (QUIZ, "One right answer: `single`"),
    Multiple: (QUIZ, "Several right answers: `multiple`"),
    TrueFalse: (QUIZ, "A statement to judge: `true-false`"),
    Numeric: (QUIZ, "A number to type: `numeric`"),
    Text: (QUIZ, "A word to type: `text`"),
    Pinyin: (QUIZ, "Pinyin to type: `pinyin`"),
    Match: (QUIZ, "What belongs together: `match`"),
    Order: (QUIZ, "What comes first: `order`"),
    Categorise: (QUIZ, "What goes where: `categorise`"),
    Cloze: (QUIZ, "A text with gaps: `cloze`"),
    Misconception: (QUIZ, "Each misconception"),
    Scenario: (SCENARIO, "A scenario: `quizzes/scenarios/the-hurried-guest.yaml`"),
    Node: (SCENARIO, "Each node"),
    Evidence: (SCENARIO, "Each card of evidence"),
    shapes_of_scenarios.Option: (SCENARIO, "Each way on"),
}
# Files that are one list, or two, told in a sentence; and the pairs of feedback, told with their question.
IN_A_SENTENCE = {
    SourcesFile: (MODULE, "Sources: `modules/sources.yaml`"),
    GlossaryFile: (MODULE, "Words: `modules/glossary.yaml`"),
    PracticeFile: (MODULE, "Names and titles to practise: `modules/practice.yaml`"),
    ResourcesFile: (MODULE, "What else there is: `modules/resources.yaml`"),
    MisconceptionsFile: (QUIZ, "Beliefs: `quizzes/misconceptions.yaml`"),
    Hint: (QUIZ, "Hints"),
    Feedback: (QUIZ, "A word to type: `text`"),
    FeedbackInPart: (QUIZ, "A number to type: `numeric`"),
    true_false.Feedback: (QUIZ, "A statement to judge: `true-false`"),
    numeric.Range: (QUIZ, "A number to type: `numeric`"),
    numeric.Near: (QUIZ, "A number to type: `numeric`"),
    match.Pair: (QUIZ, "What belongs together: `match`"),
    Choice: (QUIZ, "What belongs together: `match`"),
    order.Step: (QUIZ, "What comes first: `order`"),
    categorise.Sorted: (QUIZ, "What goes where: `categorise`"),
    Gap: (QUIZ, "A text with gaps: `cloze`"),
    Reflection: (QUIZ, "Something to think about: `reflection`"),
}
FENCE = re.compile(r"^(`{3,})[^`].*?^\1$", re.MULTILINE | re.DOTALL)
TYPES: dict[str, type[QuestionBase]] = {
    shape.model_fields["type"].default: shape
    for shape in (*TOLD, *IN_A_SENTENCE)
    if issubclass(shape, QuestionBase) and shape is not QuestionBase
}


def below(page: str, heading: str) -> str:
    """What stands below a heading, up to the next one of any level."""
    start = re.search(rf"^#+ {re.escape(heading)}$", page, re.MULTILINE)
    assert start, f"there is no heading {heading!r}"
    outside = re.sub(
        r"^(`{3,})[^`].*?^\1$",
        lambda m: re.sub("^#", " ", m[0], flags=re.M),
        page[start.end() :],
        flags=re.M | re.S,
    )
    return re.split(r"^#+ ", outside, maxsplit=1, flags=re.MULTILINE)[0]


def rows(page: str, first: str) -> list[list[str]]:
    """The cells of the table whose first column is called `first`; bars in code are escaped, as Markdown wants it."""
    tables = re.findall(r"(?:^\|.*\|\n)+", page, re.MULTILINE)
    table = next(table for table in tables if table.startswith(f"| {first} |"))
    cells = [re.split(r"(?<!\\)\|", row)[1:-1] for row in table.splitlines()[2:]]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


def code(cell: str) -> str:
    """What stands in the code span that a cell is."""
    return cell.strip("`").strip()


def fences(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def own_keys(shape: type[BaseModel]) -> dict[str, bool]:
    """The keys of a shape that no other table tells already, and whether each is needed."""
    elsewhere = {"type", *QuestionBase.model_fields} if issubclass(shape, QuestionBase) else set()
    if shape is QuestionBase:
        elsewhere = set()
    own = {
        field.alias or key: field.is_required()
        for key, field in shape.model_fields.items()
        if key not in elsewhere
    }
    return {"type": True, **own} if shape is QuestionBase else own


def shapes(base: type[BaseModel] = Authored) -> set[type[BaseModel]]:
    """Every shape that an author fills in."""
    return {
        found
        for child in base.__subclasses__()
        for found in (child, *shapes(child))
        if found.__module__.startswith("course.")
    }


def test_every_shape_is_told_somewhere() -> None:
    assert shapes() - {Module, Parted, Spelled} == TOLD.keys() | IN_A_SENTENCE.keys()


@pytest.mark.parametrize("shape", TOLD, ids=lambda shape: f"{shape.__module__}.{shape.__name__}")
def test_every_key_is_told_with_whether_it_is_needed_and_no_other_key_is(shape: type[BaseModel]) -> None:
    told = {code(key): needed == "yes" for key, needed, _ in rows(below(*TOLD[shape]), "key")}
    assert told == own_keys(shape)


@pytest.mark.parametrize("shape", IN_A_SENTENCE, ids=lambda shape: f"{shape.__module__}.{shape.__name__}")
def test_every_key_of_a_short_shape_is_told(shape: type[BaseModel]) -> None:
    told = below(*IN_A_SENTENCE[shape])
    assert [key for key in own_keys(shape) if f"`{key}`" not in told and f"{key}:" not in told] == []


@pytest.mark.parametrize(
    "shape", [*TOLD, *IN_A_SENTENCE], ids=lambda shape: f"{shape.__module__}.{shape.__name__}"
)
def test_every_word_that_a_key_may_have_is_told(shape: type[BaseModel]) -> None:
    page = MODULE + QUIZ + SCENARIO
    words = {
        word
        for key, field in shape.model_fields.items()
        if key != "type"
        for word in choices(field.annotation)
    }
    assert {word for word in words if f"`{word}`" not in page} == set()


def choices(annotation: object) -> set[str]:
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    return {word for part in get_args(annotation) for word in choices(part)}


def test_the_words_to_choose_from_are_found() -> None:
    assert choices(Quiz.model_fields["role"].annotation) == {"module", "diagnostic", "final"}
    assert choices(Text.model_fields["ignore"].annotation) == {"case", "accents", "spaces", "punctuation"}


def test_every_box_is_told_and_no_other() -> None:
    assert {code(kind).lower() for kind, _ in rows(below(MODULE, "Boxes"), "kind")} == set(ALERTS)


def test_every_block_is_told_and_no_other() -> None:
    assert {code(kind) for kind, _ in rows(below(MODULE, "Blocks"), "kind")} == set(MAKERS)


def test_the_example_course_can_be_typed_in(tmp_path: Path) -> None:
    files = re.findall(
        r"^\*\*(\S+)\*\*\n\n(`{3,})\w+\n(.*?)^\2$", MODULE + QUIZ + SCENARIO, re.MULTILINE | re.DOTALL
    )
    for file, _, content in [
        *files,
        ("modules/tea/leaf.svg", "", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ]:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(content, encoding="utf-8")
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert {key: number for key, number in loaded.counts.items() if number} == {
        "modules": 1,
        "sections": 1,
        "quizzes": 1,
        "questions": 2,
        "scenarios": 1,
        "terms": 2,
        "resources": 1,
        "sources": 2,
    }


@pytest.mark.parametrize("page", [MODULE, QUIZ, SCENARIO], ids=["module", "quiz", "scenario"])
def test_every_example_is_yaml(page: str) -> None:
    examples = fences(page, "yaml")
    assert examples
    for example in examples:
        yaml.load(example, yaml.BaseLoader)


def test_every_question_type_has_a_section() -> None:
    headings = re.findall(r"^### .*`(.*)`$", QUIZ.partition("## The question types")[2], re.MULTILINE)
    known = get_args(get_args(Question)[0])
    assert set(headings) == set(TYPES) == {shape.model_fields["type"].default for shape in known}


def question(example: str) -> Question:
    adapter: TypeAdapter[Question] = TypeAdapter(Question)
    return adapter.validate_python(yaml.load(example, yaml.BaseLoader))


@pytest.mark.parametrize("kind", TYPES)
def test_the_example_of_a_question_type_loads(kind: str) -> None:
    _, heading = {**TOLD, **IN_A_SENTENCE}[TYPES[kind]]
    (example,) = fences(below(QUIZ, heading), "yaml")
    assert question(example).kind == kind


@pytest.mark.parametrize("kind", TYPES)
def test_the_example_in_the_code_of_a_question_type_loads(kind: str) -> None:
    (example,) = fences(import_module(TYPES[kind].__module__).__doc__ or "", "yaml")
    assert question(example).kind == kind


def test_the_table_of_scores_is_what_the_rules_give() -> None:
    page = below(QUIZ, "Several right answers: `multiple`")
    ticks = [["pot", "cup"], ["pot"], ["pot", "cup", "leaf"], ["pot", "leaf"], []]
    (example,) = fences(page, "yaml")
    rules = ["net-correct", "each-option", "all-or-nothing"]
    for ticked, (_, *scores) in zip(ticks, rows(page, "ticked"), strict=True):
        graded = [
            question(example).model_copy(update={"scoring": rule}).grade(ticked).score for rule in rules
        ]
        assert [str(score) for score in graded] == scores


def test_the_table_of_weights_is_what_they_give() -> None:
    page = below(QUIZ, "Weights")
    (example,) = fences(page, "yaml")
    ticks = [["heat", "time"], ["heat"], ["heat", "cup"], ["time", "cup"], ["heat", "time", "cup"]]
    for ticked, (_, score) in zip(ticks, rows(page, "ticked"), strict=True):
        assert str(question(example).grade(ticked).score) == score


@pytest.mark.parametrize("heading", ["A number to type: `numeric`", "Pinyin to type: `pinyin`"])
def test_the_table_of_what_is_typed_is_what_it_earns(heading: str) -> None:
    page = below(QUIZ, heading)
    (example,) = fences(page, "yaml")
    for typed, earns in rows(page, "typed"):
        try:
            assert str(question(example).grade(code(typed)).score) == earns
        except ValueError:
            assert earns == "asked again"


def test_the_table_of_pairs_is_what_the_rules_give() -> None:
    page = below(QUIZ, "What belongs together: `match`")
    asked = question(fences(page, "yaml")[0])
    assert isinstance(asked, Match)
    sides = {side.text: side.id for side in asked.right_sides} | {"nothing": None}
    for chosen, *scores in rows(page, "chosen for green, white, black"):
        response = dict(zip(asked.parts, [sides[side] for side in chosen.split(", ")], strict=True))
        rules = [asked.model_copy(update={"scoring": rule}) for rule in ("each-pair", "all-or-nothing")]
        assert [str(rule.grade(response).score) for rule in rules] == scores


def test_the_table_of_orders_is_what_the_rules_give() -> None:
    page = below(QUIZ, "What comes first: `order`")
    asked = question(fences(page, "yaml")[0])
    for given, *scores in rows(page, "order given"):
        rules = ("all-or-nothing", "adjacent-pairs", "longest-run")
        graded = [asked.model_copy(update={"scoring": rule}).grade(given.split(", ")) for rule in rules]
        assert [str(grade.score) for grade in graded] == scores


def test_the_table_of_differences_is_what_is_ignored() -> None:
    for difference, same in rows(below(QUIZ, "A word to type: `text`"), "in `ignore`"):
        ignoring = Text.model_validate(
            {"id": "x", "outcome": "x", "stem": "x", "accept": ["Lǜ chá"], "ignore": [code(difference)]}
        )
        strict = ignoring.model_copy(update={"ignore": ()})
        assert ignoring.grade(code(same)).right
        assert not strict.grade(code(same)).right


@pytest.mark.parametrize("page", [MODULE, QUIZ, SCENARIO], ids=["module", "quiz", "scenario"])
def test_the_sentences_that_are_explained_are_what_the_checker_says(page: str) -> None:
    said = {re.sub(r"^\S+:\d+: ", "", mistake.told) for mistake in MISTAKES.values()}
    said |= {mistake.told for mistake in test_question_mistakes.MISTAKES.values()}
    explained = {code(sentence) for sentence, _ in rows(below(page, "What `check` says"), "it says")}
    assert explained
    assert explained - said == set()


# commands and settings


def commands(group: click.Group, words: tuple[str, ...] = ("china-literacy",)) -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        path = (*words, name)
        found |= commands(command, path) if isinstance(command, click.Group) else {" ".join(path): command}
    return found


@pytest.mark.parametrize(("words", "command"), commands(main).items())
def test_every_command_and_every_option_is_told_to_operators(words: str, command: click.Command) -> None:
    told = [cells[0] for cells in rows(OPERATORS, "command") if code(cells[0]).startswith(words)]
    assert told, f"{words} is not told"
    for parameter in command.params:
        names = parameter.opts if isinstance(parameter, click.Option) else [parameter.human_readable_name]
        assert any(name in told[0] or name.upper() in told[0] for name in names), (
            f"{words} {names[0]} is not told"
        )


def test_no_command_is_told_that_does_not_exist() -> None:
    told = {re.match(r"[a-z -]+[a-z]", code(cells[0])) for cells in rows(OPERATORS, "command")}
    assert {match[0] for match in told if match} == set(commands(main))


def test_every_setting_is_told_to_operators_with_its_unit_and_no_other() -> None:
    told = {code(variable): unit for variable, _, unit, _ in rows(OPERATORS, "variable")}
    assert told == {row.variable: row.unit for row in settings.table()}


@pytest.mark.parametrize("row", settings.table(), ids=lambda row: row.variable)
def test_the_default_of_a_setting_is_what_operators_are_told(row: settings.Row) -> None:
    told = next(
        default for variable, default, *_ in rows(OPERATORS, "variable") if code(variable) == row.variable
    )
    assert f"`{row.default}`" == told or row.default in ("", ".")


def test_the_readme_names_the_two_commands_of_a_fresh_machine() -> None:
    first, second = fences(README, "sh")[:2]
    assert first.strip() == "pip install -e . && china-literacy serve"
    assert second.strip() == "pip install -e '.[test]' && pytest"


PAGES = [settings.ROOT / "README.md", settings.ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    prose = re.sub(
        r"`[^`\n]*`|^(`{3,})[^`].*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    links = [link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", prose) if "://" not in link]
    for file, _, heading in links:
        target = page.parent / file if file else page
        assert target.exists(), f"{page.name} links to {file}"
        assert not heading or heading in anchors(target), f"{page.name} links to {file}#{heading}"


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
