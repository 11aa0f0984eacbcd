"""A quiz that asks a question of every type, with right, partly right and wrong answers to each."""

import re
from pathlib import Path

from tests.bread import Bread

QUIZ = Path(__file__).parent / "courses" / "every-type.yaml"

RIGHT: dict[str, object] = {
    "weigh-first": "scale",
    "what-to-weigh": ["flour", "water"],
    "feed-on-the-day": "true",
    "french-word": "levain",
    "flour-for-all": "1250000",
    "noodle-aloud": "miàntiáo",
    "flour-and-use": {"rye": "rye", "wheat": "wheat", "spelt": "wheat"},
    "loaf-steps": ["weigh", "knead", "rest", "bake"],
    "where-it-waits": {"butter": "cold", "loaf": "warm", "starter": "cold"},
    "which-shelf": {"salt": "top", "sack": "floor"},
    "starter-in-words": {"when": "day", "name": "le Levain"},
    "own-kitchen": "Above the fridge,\nbecause it is warm there.",
}
PARTLY: dict[str, object] = {
    "what-to-weigh": ["flour"],
    "flour-for-all": "1200000",
    "noodle-aloud": "miantiao",
    "flour-and-use": {"rye": "glass", "wheat": "wheat"},
    "loaf-steps": ["knead", "rest", "bake", "weigh"],
    "where-it-waits": {"butter": "warm", "loaf": "warm"},
    "which-shelf": {"sack": "floor"},
    "starter-in-words": {"when": "eve", "name": "levain"},
}


def ask_every_type(bread: Bread) -> None:
    """Have the quiz ask every type, and the section on heat again as checks, whose ids begin with `check-`."""
    quiz = QUIZ.read_text(encoding="utf-8")
    asked = quiz.partition("questions:\n")[2]
    checks = re.sub("^  - id: ", "  - id: check-", asked, flags=re.MULTILINE)
    bread.write("quizzes/dough.yaml", f"{quiz}checks:\n{FIRST}{checks}")
    section = bread.read("modules/oven/01-heat.md")
    fences = "".join(f"\n```question\ndough/check-{name}\n```\n" for name in RIGHT)
    bread.write("modules/oven/01-heat.md", section + fences)


FIRST = """\
  - id: which-first
    type: single
    outcome: D1
    stem: What comes first?
    options:
      - {id: flour, text: Flour, correct: true, feedback: It is what the rest is weighed against.}
      - {id: salt, text: Salt, feedback: Salt is weighed against the flour.}
"""
