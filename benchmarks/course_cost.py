"""What reading a large course and grading many answers cost, in CPU seconds of one core.

Run with `python -m benchmarks.course_cost`; see benchmarks/README.md for what the figures mean.
"""

import importlib
import pkgutil
import re
import shutil
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import click
import yaml

from course import questions
from course.loader import Loaded, load
from course.questions import (
    Categorise,
    Cloze,
    Match,
    Multiple,
    Numeric,
    Order,
    Pinyin,
    Question,
    Reflection,
    Single,
    Text,
    TrueFalse,
)
from settings import ROOT

BREAD = ROOT / "tests" / "courses" / "bread"
IN_A_FILE = 50  # questions


def examples() -> list[dict[str, Any]]:
    """The example of every question type, from its module's docstring."""
    names = (f"{questions.__name__}.{part.name}" for part in pkgutil.iter_modules(questions.__path__))
    told = "\n".join(importlib.import_module(name).__doc__ or "" for name in names)
    written = re.findall(r"^```yaml\n(.*?)^```$", told, re.MULTILINE | re.DOTALL)
    return [yaml.load(example, yaml.BaseLoader) for example in written]


def write_course(folder: Path, number: int) -> None:
    """A course with so many questions, in files of IN_A_FILE."""
    shutil.copytree(BREAD, folder, dirs_exist_ok=True)
    bank = [{**one, "id": f"q{n}"} for n, one in enumerate(islice(cycle(examples()), number))]
    beliefs = {belief for one in bank for belief in re.findall(r"'misconception': '([\w-]+)'", str(one))}
    known = [{"id": one, "belief": "It is so.", "correction": "It is not."} for one in sorted(beliefs)]
    (folder / "quizzes/misconceptions.yaml").write_text(
        yaml.dump({"misconceptions": known}), encoding="utf-8"
    )
    for start in range(0, number, IN_A_FILE):
        quiz = {
            "id": f"big-{start}",
            "title": "Much bread",
            "role": "final",
            "questions": bank[start : start + IN_A_FILE],
        }
        text = yaml.dump(quiz, allow_unicode=True, sort_keys=False)
        (folder / "quizzes" / f"big-{start}.yaml").write_text(text, encoding="utf-8")


def cpu(work: Callable[[], object], rounds: int) -> float:
    """The median CPU seconds of doing something."""
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return median(taken)


def answers(bank: list[Question], number: int) -> list[tuple[Question, object]]:
    """So many answers, half of them right, spread over the bank."""
    pairs = [(question, answer) for question in bank for answer in (right(question), wrong(question))]
    return list(islice(cycle(pairs), number))


def right(question: Question) -> object:
    """What earns everything."""
    match question:
        case Numeric():
            return question.answer or (question.range and question.range.to)
        case Text() | Pinyin():
            return question.accept[0]
        case Match() | Categorise():
            return dict(question.key)
        case Order():
            return list(question.key)
        case Cloze():
            return {gap.id: min(gap.right) for gap in question.gaps}
        case Multiple():
            return [option.id for option in question.options if option.correct]
        case Reflection():
            return "Bread takes time."
        case Single() | TrueFalse():
            return next(option.id for option in question.choices if option.correct)


def wrong(question: Question) -> object:
    """What earns less: another choice, another word, the wrong way round."""
    key = right(question)
    if isinstance(question, Cloze):
        return {gap.id: gap.options[-1].id if gap.options else "no" for gap in question.gaps}
    if isinstance(key, dict):
        return dict(zip(key, reversed(list(key.values())), strict=True))
    if isinstance(key, list):
        return list(reversed(key)) if isinstance(question, Order) else key[:1]
    others = [option for option in question.option_ids() if option != key]
    return others[0] if others else "1"


@click.command()
@click.option(
    "--questions", "number", default=500, show_default=True, type=click.IntRange(IN_A_FILE, 100_000)
)
@click.option("--answers", "graded", default=10_000, show_default=True, type=click.IntRange(1, 10_000_000))
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1, 100))
def main(number: int, graded: int, rounds: int) -> None:
    """Read and check a course with many questions of every type, and grade many answers to them."""
    with TemporaryDirectory() as folder:
        write_course(Path(folder), number)
        loaded: list[Loaded] = []
        seconds = cpu(lambda: loaded.append(load(Path(folder))), rounds)
    course = loaded[-1].course
    if course is None:
        raise click.ClickException("\n".join(str(problem) for problem in loaded[-1].errors[:5]))
    bank = [question for quiz in course.quizzes.values() for question in quiz.questions]
    click.echo(f"{len(bank)} questions read and checked: {seconds:.2f} s of CPU")
    work = answers(bank, graded)
    click.echo(
        f"{graded:,} answers graded: {cpu(lambda: [q.grade(a) for q, a in work], rounds):.2f} s of CPU"
    )


if __name__ == "__main__":
    main()
