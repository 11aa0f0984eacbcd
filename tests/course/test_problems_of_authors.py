"""Every mistake an author can make, and the sentence that tells them: where it is, what it is, what to do."""

from dataclasses import dataclass

import pytest

from tests.bread import Bread

COURSE = "modules/course.yaml"
SOURCES = "modules/sources.yaml"
GLOSSARY = "modules/glossary.yaml"
RESOURCES = "modules/resources.yaml"
MODULE = "modules/dough/module.yaml"
FLOUR = "modules/dough/01-flour.md"
STARTER = "modules/dough/02-starter.md"
HEAT = "modules/oven/01-heat.md"
QUIZ = "quizzes/dough.yaml"
BELIEFS = "quizzes/misconceptions.yaml"
SCENARIO = "quizzes/scenarios/late-loaf.yaml"


@dataclass(frozen=True)
class Mistake:
    """In `file`, `old` is replaced by `new`; the author is told `told`."""

    file: str
    old: str
    new: str
    told: str


MISTAKES = {
    # keys
    "unknown key": Mistake(
        COURSE,
        "tagline:",
        "taglin:",
        'modules/course.yaml:2: unknown key "taglin"; did you mean "tagline"?',
    ),
    "unknown key like no other": Mistake(
        COURSE, "specimen: levain", "zzz: 1", 'modules/course.yaml:13: unknown key "zzz"; remove it'
    ),
    "key of another place": Mistake(
        MODULE,
        "minutes: 3",
        "minutes: 3\nid: dough",
        'modules/dough/module.yaml:4: the key "id" does not belong here; move or remove it',
    ),
    "unknown key in an option": Mistake(
        QUIZ,
        "text: The cup,",
        "text: The cup, feedbak: x,",
        'quizzes/dough.yaml:15: question "weigh-first", option "cup": unknown key "feedbak"; '
        'did you mean "feedback"?',
    ),
    "missing key": Mistake(
        QUIZ,
        "    stem: What does Luc weigh?\n",
        "",
        'quizzes/dough.yaml:21: question "what-to-weigh": "stem" is missing; add it',
    ),
    "missing key at the top": Mistake(
        COURSE,
        "summary: Two short modules on dough and heat.\n",
        "",
        'modules/course.yaml:1: "summary" is missing; add it',
    ),
    "empty value": Mistake(
        COURSE,
        "title: Bread",
        "title:",
        'modules/course.yaml:1: "title" is empty; write something or remove the line',
    ),
    "blank value": Mistake(
        COURSE,
        "title: Bread",
        'title: "  "',
        'modules/course.yaml:1: "title" is empty; write something or remove the line',
    ),
    "empty choice": Mistake(
        QUIZ,
        "role: module",
        "role:",
        'quizzes/dough.yaml:3: "role" is empty; write something or remove the line',
    ),
    # types
    "text where a number must stand": Mistake(
        QUIZ, "pass_mark: 60", "pass_mark: most", 'quizzes/dough.yaml:5: "pass_mark" must be a whole number'
    ),
    "number too big": Mistake(
        QUIZ, "pass_mark: 60", "pass_mark: 101", 'quizzes/dough.yaml:5: "pass_mark" must be at most 100'
    ),
    "number too small": Mistake(
        QUIZ,
        "cool_off_minutes: 30",
        "cool_off_minutes: -1",
        'quizzes/dough.yaml:8: "cool_off_minutes" must be at least 0',
    ),
    "number of a thousand digits": Mistake(
        QUIZ,
        "pass_mark: 60",
        f"pass_mark: {'9' * 5000}",
        'quizzes/dough.yaml:5: "pass_mark" must be a whole number of reasonable size',
    ),
    "text where a list must stand": Mistake(
        QUIZ,
        "accept: [levain]",
        "accept: levain",
        'quizzes/dough.yaml:45: question "french-word": "accept" must be a list, each entry on a line of its own '
        "that starts with `- `",
    ),
    "list where text must stand": Mistake(
        COURSE,
        "tagline: Bake a loaf you can be proud of",
        "tagline: [a, loaf]",
        'modules/course.yaml:2: "tagline" must be text; if it has a colon or brackets, put it in quotes',
    ),
    "text where a group must stand": Mistake(
        QUIZ,
        "feedback: {right: That is it., wrong: It is called levain.}",
        "feedback: That is it.",
        'quizzes/dough.yaml:46: question "french-word": "feedback" must be a group of `key: value` lines',
    ),
    "text where an option must stand": Mistake(
        QUIZ,
        "      - {id: oven, text: The oven}",
        "      - The oven",
        'quizzes/dough.yaml:29: question "what-to-weigh", option 3: this entry must be a group of `key: value` '
        "lines",
    ),
    "neither true nor false": Mistake(
        QUIZ,
        "answer: true",
        "answer: perhaps",
        'quizzes/dough.yaml:37: question "feed-on-the-day": "answer" must be true or false',
    ),
    "a file that is only text": Mistake(
        BELIEFS,
        "misconceptions:\n",
        "# none\n",
        "quizzes/misconceptions.yaml:1: this file must be a list of `key: value` lines",
    ),
    # dates, ids, addresses
    "date written otherwise": Mistake(
        MODULE,
        "review_by: 2027-01-05",
        "review_by: 5 January 2027",
        'modules/dough/module.yaml:14: "5 January 2027" is no date; write it as 2026-11-23',
    ),
    "date that is not in the calendar": Mistake(
        MODULE,
        "review_by: 2027-01-05",
        "review_by: 2027-02-30",
        'modules/dough/module.yaml:14: "review_by" must be a date that exists, such as 2026-11-23',
    ),
    "list of dates": Mistake(
        MODULE,
        "review_by: 2027-01-05",
        "review_by: [2027-01-05]",
        'modules/dough/module.yaml:14: "review_by" must be a date, such as 2026-11-23',
    ),
    "id with a blank": Mistake(
        QUIZ,
        "id: weigh-first",
        "id: weigh first",
        'quizzes/dough.yaml:10: question "weigh first": "weigh first" is no id; use letters, digits and hyphens, '
        'such as "export-controls"',
    ),
    "id with a blank where one or several may stand": Mistake(
        QUIZ,
        "source: yeast-rules",
        "source: yeast rules",
        'quizzes/dough.yaml:39: question "feed-on-the-day": "yeast rules" is no id; use letters, digits and hyphens, '
        'such as "export-controls"',
    ),
    "category with a blank": Mistake(
        GLOSSARY,
        "  dough: Dough",
        "  wet dough: Dough",
        'modules/glossary.yaml:2: "wet dough" is no id; use letters, digits and hyphens, such as "export-controls"',
    ),
    "half an address": Mistake(
        SOURCES,
        "url: https://example.org/flour",
        "url: example.org/flour",
        'modules/sources.yaml:5: source "flour-book": "example.org/flour" is no web address; copy it whole, '
        "with https://",
    ),
    "dangerous address": Mistake(
        RESOURCES,
        "url: https://example.org/mills",
        'url: "javascript:alert(1)"',
        'modules/resources.yaml:7: resource "mill-guide": "javascript:alert(1)" is no web address; copy it whole, '
        "with https://",
    ),
    # questions
    "unknown question type": Mistake(
        QUIZ,
        "type: text",
        "type: txt",
        'quizzes/dough.yaml:42: question "french-word": unknown type "txt"; did you mean "text"?',
    ),
    "question type like no other": Mistake(
        QUIZ,
        "type: text",
        "type: 7",
        'quizzes/dough.yaml:42: question "french-word": unknown type "7"; write one of: single, multiple, '
        "true-false, numeric, text, pinyin, match, order, categorise, cloze, reflection",
    ),
    "no question type": Mistake(
        QUIZ,
        "    type: text\n",
        "",
        'quizzes/dough.yaml:41: question "french-word": "type" is missing; add it, for example `type: single`',
    ),
    "no correct option": Mistake(
        QUIZ,
        "text: In the cold, correct: true,",
        "text: In the cold,",
        'quizzes/dough.yaml:48: question "cold-keeps" has no correct option; add `correct: true` to one',
    ),
    "two correct options in a single choice": Mistake(
        QUIZ,
        "text: In the warm,",
        "text: In the warm, correct: true,",
        'quizzes/dough.yaml:48: question "cold-keeps" has several correct options; keep one, or write '
        "`type: multiple`",
    ),
    "one option only": Mistake(
        QUIZ,
        "      - {id: warm, text: In the warm, feedback: It would starve there.}\n",
        "",
        'quizzes/dough.yaml:52: question "cold-keeps": "options" needs at least 2 entries',
    ),
    "two options with one id": Mistake(
        QUIZ,
        "{id: warm, text: In the warm,",
        "{id: cold, text: In the warm,",
        'quizzes/dough.yaml:48: question "cold-keeps": two options have the id "cold"; make them differ',
    ),
    "two options with one text": Mistake(
        QUIZ,
        "text: In the warm,",
        "text: In the cold,",
        'quizzes/dough.yaml:48: question "cold-keeps": two options have the text "In the cold"; make them differ',
    ),
    "unknown scoring": Mistake(
        QUIZ,
        "scoring: net-correct",
        "scoring: half",
        'quizzes/dough.yaml:25: question "what-to-weigh": "scoring" cannot be "half"; write one of: all-or-nothing, '
        "each-option, net-correct, weighted",
    ),
    "unknown difference to ignore": Mistake(
        QUIZ,
        "accept: [levain]",
        "accept: [levain]\n    ignore: [spces]",
        'quizzes/dough.yaml:46: question "french-word": this entry cannot be "spces"; did you mean "spaces"?',
    ),
    "nothing left of an accepted answer": Mistake(
        QUIZ,
        "accept: [levain]",
        'accept: ["?!"]',
        'quizzes/dough.yaml:41: question "french-word" accepts an answer of which nothing is left; ignore less',
    ),
    "glossary link in a question": Mistake(
        QUIZ,
        "stem: What does Luc weigh?",
        'stem: "What does Luc weigh for a [[levain]]?"',
        "quizzes/dough.yaml:24: glossary links and citations work in sections only; write plain words, and "
        "`source:`",
    ),
    "citation in an option": Mistake(
        QUIZ,
        "feedback: It would starve there.",
        'feedback: "It would starve there [@flour-book]."',
        "quizzes/dough.yaml:54: glossary links and citations work in sections only; write plain words, and "
        "`source:`",
    ),
    # the rules of a quiz
    "id that is not the file's name": Mistake(
        QUIZ,
        "id: dough\n",
        "id: doh\n",
        'quizzes/dough.yaml:1: the id "doh" must be the file\'s name; write `id: dough`',
    ),
    "unknown role": Mistake(
        QUIZ,
        "role: module",
        "role: modul",
        'quizzes/dough.yaml:3: "role" cannot be "modul"; did you mean "module"?',
    ),
    "module quiz without a module": Mistake(
        QUIZ, "module: dough\n", "", 'quizzes/dough.yaml:3: "module" is missing; name the quiz\'s module'
    ),
    "more drawn than written": Mistake(
        QUIZ,
        "draw: 4",
        "draw: 6",
        'quizzes/dough.yaml:6: "draw" wants 6 questions but there are 5; write more or draw fewer',
    ),
    "more drawn of an outcome than written": Mistake(
        QUIZ,
        "draw: 4",
        "draw: {D1: 2, D2: 4}",
        'quizzes/dough.yaml:6: "draw" wants 4 questions of outcome "D2" but there are 3; write more or draw fewer',
    ),
    "more drawn of a module than written": Mistake(
        QUIZ,
        "draw: 4",
        "draw: {dough: 6}",
        'quizzes/dough.yaml:6: "draw" wants 6 questions of module "dough" but there are 5; write more or draw fewer',
    ),
    "a module drawn together with its own outcome": Mistake(
        QUIZ,
        "draw: 4",
        "draw: {D1: 1, dough: 2}",
        'quizzes/dough.yaml:6: "draw" names outcome "D1" and its module "dough"; keep one',
    ),
    "drawing of an unknown outcome": Mistake(
        QUIZ,
        "draw: 4",
        "draw:\n  D7: 1",
        'quizzes/dough.yaml:7: "draw" wants 1 questions of outcome "D7" but there are 0; write more or draw fewer',
    ),
    "nothing drawn": Mistake(
        QUIZ,
        "draw: 4",
        "draw: 0",
        'quizzes/dough.yaml:6: "draw" cannot be "0"; write a number of questions, 1 or more',
    ),
    "drawing that is a word": Mistake(
        QUIZ,
        "draw: 4",
        "draw: ²",
        'quizzes/dough.yaml:6: "draw" cannot be "²"; write a number of questions, 1 or more',
    ),
    "drawing that is a list": Mistake(
        QUIZ,
        "draw: 4",
        "draw: [4]",
        'quizzes/dough.yaml:6: "draw" must be a number, or one `outcome: number` line per outcome',
    ),
    "drawing that is empty": Mistake(
        QUIZ,
        "draw: 4",
        "draw: {}",
        'quizzes/dough.yaml:6: "draw" must be a number, or one `outcome: number` line per outcome',
    ),
    "attempts that are a word": Mistake(
        QUIZ,
        "attempts: 3",
        "attempts: some",
        'quizzes/dough.yaml:7: "attempts" cannot be "some"; write a number, or unlimited',
    ),
    # ids twice
    "question id twice": Mistake(
        QUIZ,
        "id: what-to-weigh",
        "id: weigh-first",
        'quizzes/dough.yaml:21: question id "weigh-first" stands on line 10 too; rename one',
    ),
    "check with the id of a question": Mistake(
        QUIZ,
        "id: which-first",
        "id: weigh-first",
        'quizzes/dough.yaml:62: question id "weigh-first" stands on line 10 too; rename one',
    ),
    "term id twice": Mistake(
        GLOSSARY,
        "id: noodle",
        "id: levain",
        'modules/glossary.yaml:8: the id "levain" stands on line 4 too; rename one',
    ),
    "source id twice": Mistake(
        SOURCES,
        "id: yeast-rules",
        "id: flour-book",
        'modules/sources.yaml:9: the id "flour-book" stands on line 2 too; rename one',
    ),
    "outcome id twice": Mistake(
        MODULE,
        "id: D2",
        "id: D1",
        'modules/dough/module.yaml:9: the id "D1" stands on line 6 too; rename one',
    ),
    "module listed twice": Mistake(
        COURSE,
        "modules: [dough, oven]",
        "modules: [dough, oven, dough]",
        'modules/course.yaml:7: module "dough" is listed twice; keep one',
    ),
    # names that lead nowhere
    "unknown term": Mistake(
        FLOUR,
        "[[noodle]]",
        "[[noodel]]",
        'modules/dough/01-flour.md:6: unknown term "noodel"; did you mean "noodle"?',
    ),
    "unknown term in the title of an alert": Mistake(
        FLOUR,
        "France · as of 22 March 2021",
        "France and [[zzz]]",
        'modules/dough/01-flour.md:8: unknown term "zzz"; add it to modules/glossary.yaml, or mend the name',
    ),
    "unknown source": Mistake(
        FLOUR,
        "[@yeast-rules]",
        "[@yeast-rule]",
        'modules/dough/01-flour.md:9: unknown source "yeast-rule"; did you mean "yeast-rules"?',
    ),
    "unknown source among others": Mistake(
        STARTER,
        "[@flour-book; @yeast-rules]",
        "[@flour-book; @zzz, p. 3]",
        'modules/dough/02-starter.md:6: unknown source "zzz"; add it to modules/sources.yaml, or mend the name',
    ),
    "unknown source of a term": Mistake(
        GLOSSARY,
        "source: flour-book",
        "source: zzz",
        'modules/glossary.yaml:17: unknown source "zzz"; add it to modules/sources.yaml',
    ),
    "unknown source of a question": Mistake(
        QUIZ,
        "source: yeast-rules",
        "source: yeast-rule",
        'quizzes/dough.yaml:39: unknown source "yeast-rule"; did you mean "yeast-rules"?',
    ),
    "unknown source of a misconception": Mistake(
        BELIEFS,
        "sources: [flour-book]",
        "sources: [zzz]",
        'quizzes/misconceptions.yaml:5: unknown source "zzz"; add it to modules/sources.yaml',
    ),
    "unknown question": Mistake(
        FLOUR,
        "dough/which-first",
        "dough/which-fist",
        'modules/dough/01-flour.md:16: unknown question "which-fist"; did you mean "which-first"?',
    ),
    "unknown quiz in a section": Mistake(
        FLOUR,
        "dough/which-first",
        "zzz/which-first",
        'modules/dough/01-flour.md:16: unknown quiz "zzz"; write `quiz/question`',
    ),
    "unknown quiz of a module": Mistake(
        MODULE,
        "quiz: dough",
        "quiz: doughs",
        'modules/dough/module.yaml:20: unknown quiz "doughs"; did you mean "dough"?',
    ),
    "unknown section": Mistake(
        QUIZ,
        "    section: dough/flour\n  - id: what",
        "    section: dough/flower\n  - id: what",
        'quizzes/dough.yaml:20: unknown section "dough/flower"; did you mean "dough/flour"?',
    ),
    "unknown outcome of a section": Mistake(
        STARTER,
        "outcomes: [D2]",
        "outcomes: [D22]",
        'modules/dough/02-starter.md:3: unknown outcome "D22"; did you mean "D2"?',
    ),
    "unknown outcome of a question": Mistake(
        QUIZ,
        "type: true-false\n    outcome: D2",
        "type: true-false\n    outcome: O1",
        'quizzes/dough.yaml:35: unknown outcome "O1"; mend the name',
    ),
    "unknown misconception": Mistake(
        QUIZ,
        "misconception: cups-are-exact",
        "misconception: cups-exact",
        'quizzes/dough.yaml:15: unknown misconception "cups-exact"; did you mean "cups-are-exact"?',
    ),
    "unknown section of a situation": Mistake(
        RESOURCES,
        "sections: [dough/flour]",
        "sections: [dough/flower]",
        'modules/resources.yaml:18: unknown section "dough/flower"; did you mean "dough/flour"?',
    ),
    "unknown resource of a situation": Mistake(
        RESOURCES,
        "resources: [mill-guide]",
        "resources: [mill-giude]",
        'modules/resources.yaml:19: unknown resource "mill-giude"; did you mean "mill-guide"?',
    ),
    "unknown resource": Mistake(
        MODULE,
        "reading: [mill-guide]",
        "reading: [mill-book]",
        'modules/dough/module.yaml:21: unknown resource "mill-book"; add it to modules/resources.yaml',
    ),
    "unknown module of the course": Mistake(
        COURSE,
        "modules: [dough, oven]",
        "modules: [dough, oven, owen]",
        'modules/course.yaml:7: unknown module "owen"; did you mean "oven"?',
    ),
    "unknown module of a quiz": Mistake(
        QUIZ, "module: dough\n", "module: zzz\n", 'quizzes/dough.yaml:4: unknown module "zzz"; mend the name'
    ),
    "unknown category": Mistake(
        GLOSSARY,
        "    english: noodle\n    category: dough",
        "    english: noodle\n    category: doh",
        'modules/glossary.yaml:10: unknown category "doh"; did you mean "dough"?',
    ),
    "unknown topic": Mistake(
        RESOURCES,
        "topics: [flour]",
        "topics: [zzz]",
        'modules/resources.yaml:10: unknown topic "zzz"; mend the name',
    ),
    "unknown specimen": Mistake(
        COURSE,
        "specimen: levain",
        "specimen: levin",
        'modules/course.yaml:13: unknown term "levin"; did you mean "levain"?',
    ),
    "unknown ornament": Mistake(
        MODULE,
        "word: noodle",
        "word: nodle",
        'modules/dough/module.yaml:4: unknown term "nodle"; did you mean "noodle"?',
    ),
    "image that is not there": Mistake(
        HEAT,
        "(loaf.svg",
        "(loave.svg",
        'modules/oven/01-heat.md:6: unknown image "loave.svg"; did you mean "loaf.svg"?',
    ),
    "image from elsewhere": Mistake(
        HEAT,
        "(loaf.svg",
        "(https://example.org/x.svg",
        'modules/oven/01-heat.md:6: unknown image "https://example.org/x.svg"; put the file beside this one, or '
        "mend the name",
    ),
    "image without words": Mistake(
        HEAT,
        "![A loaf on a stone]",
        "![]",
        "modules/oven/01-heat.md:6: this image has no description; say what it shows between the square brackets",
    ),
    "unknown alert": Mistake(
        FLOUR, "[!LAW]", "[!LAWS]", 'modules/dough/01-flour.md:8: unknown alert "LAWS"; did you mean "LAW"?'
    ),
    "alert like no other": Mistake(
        FLOUR,
        "[!LAW]",
        "[!IMPORTANT]",
        'modules/dough/01-flour.md:8: unknown alert "IMPORTANT"; write one of: LAW, PRACTICE, ASSESSMENT, NOTE, '
        "WARNING, CASE",
    ),
    # sections
    "no front matter": Mistake(
        STARTER,
        "---\ntitle: Feeding",
        "title: Feeding",
        "modules/dough/02-starter.md:1: this file must start with front matter: `title` and `speaks_for` between "
        "two lines of ---",
    ),
    "front matter without an end": Mistake(
        STARTER,
        "2026-01-05\n---\n",
        "2026-01-05\n\n",
        "modules/dough/02-starter.md:1: this file must start with front matter: `title` and `speaks_for` between "
        "two lines of ---",
    ),
    "front matter that is no YAML": Mistake(
        STARTER,
        "title: Feeding a starter",
        "title: Feeding: a starter",
        "modules/dough/02-starter.md:2: this file is not valid YAML: a colon stands inside unquoted text, or the "
        'line is indented too far; put the text in "quotes", or line it up with its neighbours',
    ),
    "front matter without a date": Mistake(
        STARTER,
        "speaks_for: 2026-01-05\n",
        "",
        'modules/dough/02-starter.md:2: "speaks_for" is missing; add it',
    ),
    "heading of the first level": Mistake(
        FLOUR,
        "## Before you start",
        "# Before you start",
        "modules/dough/01-flour.md:11: headings in a section are ## and ###, its title stands in the front matter; "
        "use one of these",
    ),
    "citation that cannot be read": Mistake(
        STARTER,
        "[@flour-book; @yeast-rules]",
        "[@flour-book; p. 7]",
        "modules/dough/02-starter.md:6: this citation cannot be read; write [@source] or [@source, p. 3; @other], "
        "an @ before each source",
    ),
    "glossary link cut by a table": Mistake(
        FLOUR,
        "| 500 g | 350 g |",
        "| [[levain|starter]] | 350 g |",
        'modules/dough/01-flour.md:22: this "[[" starts no glossary link; write [[term]] or [[term|label]], in a '
        r"table [[term\|label]]",
    ),
    "raw HTML": Mistake(
        FLOUR,
        "Bread sold",
        "Bread <b>sold</b>",
        "modules/dough/01-flour.md:9: raw HTML is shown as it stands; use Markdown, or put it between `backticks`",
    ),
    "link that runs a script": Mistake(
        FLOUR,
        "Bread sold",
        "Bread [sold](javascript:alert(1))",
        "modules/dough/01-flour.md:9: this link has an address that browsers refuse; write one with https://",
    ),
    "misspelt block": Mistake(
        FLOUR,
        "```question",
        "```qestion",
        'modules/dough/01-flour.md:16: unknown block "qestion"; did you mean "question"?',
    ),
    "check inside a quotation": Mistake(
        FLOUR,
        "```question\ndough/which-first\n```",
        "> ```question\n> dough/which-first\n> ```",
        "modules/dough/01-flour.md:16: this question block stands inside a list or a quotation; move it out",
    ),
    "diagram without a title": Mistake(
        STARTER,
        "  accTitle: When to feed\n",
        "",
        "modules/dough/02-starter.md:8: this diagram lacks `accTitle:` or `accDescr:`; say in words what it shows",
    ),
    "diagram with a blank description": Mistake(
        STARTER,
        "accDescr: Feed the starter if you bake today, otherwise keep it cold.",
        "accDescr:",
        "modules/dough/02-starter.md:8: this diagram lacks `accTitle:` or `accDescr:`; say in words what it shows",
    ),
    "chart that is no JSON": Mistake(
        HEAT,
        '"mark": "line",',
        '"mark": "line"',
        "modules/oven/01-heat.md:14: this chart is not valid JSON: Expecting ',' delimiter; check the commas and "
        "quotes",
    ),
    "chart that is a list": Mistake(
        HEAT,
        "```vega-lite\n",
        "```vega-lite\n[]\n```\n\n```\n",
        "modules/oven/01-heat.md:8: this chart must be one JSON object between { and }",
    ),
    "chart without a description": Mistake(
        HEAT,
        '  "description": "The crust browns from minute 20 on.",\n',
        "",
        'modules/oven/01-heat.md:8: this chart lacks "title" or "description"; say in words what it shows',
    ),
    "chart with a title that is a number": Mistake(
        HEAT,
        '"title": "Crust by minute"',
        '"title": 5',
        'modules/oven/01-heat.md:8: this chart lacks "title" or "description"; say in words what it shows',
    ),
    "chart with data from elsewhere": Mistake(
        HEAT,
        '"mark": "line"',
        '"layer": [{"data": {"url": "https://example.org/x.csv"}}], "mark": "line"',
        'modules/oven/01-heat.md:8: this chart loads its data from elsewhere ("url"); put it in "values"',
    ),
    "chart with a number that JSON does not know": Mistake(
        HEAT,
        '"crust": 4',
        '"crust": NaN',
        "modules/oven/01-heat.md:8: this chart has a number, a character or a depth that JSON forbids; mend it",
    ),
    # sources and terms
    "volatile without a date": Mistake(
        SOURCES,
        "    review_by: 2026-06-01\n",
        "",
        'modules/sources.yaml:9: source "yeast-rules" is volatile; add `review_by` with a date',
    ),
    "hanzi without pinyin": Mistake(
        GLOSSARY,
        "    pinyin_numbers: mian4 tiao2\n",
        "",
        'modules/glossary.yaml:8: term "noodle" has hanzi; add `pinyin` and `pinyin_numbers`',
    ),
    "pinyin that disagrees": Mistake(
        GLOSSARY,
        "mian4 tiao2",
        "mian4 tiao3",
        'modules/glossary.yaml:8: term "noodle": pinyin "miàntiáo" does not agree with "mian4 tiao3", which reads '
        '"miàntiǎo"; mend one of them',
    ),
    "fewer syllables than characters": Mistake(
        GLOSSARY,
        "mian4 tiao2",
        "mian4",
        'modules/glossary.yaml:8: term "noodle": 2 characters but 1 syllables; write one numbered syllable per '
        "character",
    ),
    "syllable without a tone": Mistake(
        GLOSSARY,
        "mian4 tiao2",
        "mian tiao2",
        'modules/glossary.yaml:8: term "noodle": "mian" is no numbered syllable; write letters and a tone, such as '
        "chu1",
    ),
    # modules and quizzes that do not find each other
    "quiz of another module": Mistake(
        "modules/oven/module.yaml",
        "minutes: 1",
        "minutes: 1\nquiz: dough",
        'modules/oven/module.yaml:4: quiz "dough" belongs to module "dough"; mend one of the two',
    ),
    "quiz that no module names": Mistake(
        MODULE,
        "quiz: dough\n",
        "",
        "quizzes/dough.yaml:4: warning: modules/dough/module.yaml does not name this quiz, so nobody finds it; add "
        "`quiz: dough`",
    ),
    # scenarios
    "scenario under another id": Mistake(
        SCENARIO,
        "id: late-loaf",
        "id: loaf",
        'quizzes/scenarios/late-loaf.yaml:1: the id "loaf" must be the file\'s name; write `id: late-loaf`',
    ),
    "scenario without minutes": Mistake(
        SCENARIO, "minutes: 4\n", "", 'quizzes/scenarios/late-loaf.yaml:1: "minutes" is missing; add it'
    ),
    "unknown key in an option of a node": Mistake(
        SCENARIO,
        "        rests_on: The price list.",
        "        rest_on: The price list.",
        'quizzes/scenarios/late-loaf.yaml:55: node "flat-loaf", option "full-price": unknown key "rest_on"; '
        'did you mean "rests_on"?',
    ),
    "judgement that is none": Mistake(
        SCENARIO,
        "judgement: over-cautious",
        "judgement: overcautious",
        'quizzes/scenarios/late-loaf.yaml:43: node "the-order", option "refuse": "judgement" cannot be '
        '"overcautious"; did you mean "over-cautious"?',
    ),
    "kind of evidence that is none": Mistake(
        SCENARIO,
        "kind: record",
        "kind: photo",
        'quizzes/scenarios/late-loaf.yaml:23: node "the-order", card "log": "kind" cannot be "photo"; write '
        "one of: message, document, record, web, conversation",
    ),
    "ending that is neither": Mistake(
        SCENARIO,
        "    text: Luc takes it home.\n    ending: true",
        "    text: Luc takes it home.\n    ending: maybe",
        'quizzes/scenarios/late-loaf.yaml:82: node "good-bread": "ending" must be true or false',
    ),
    "node without a title": Mistake(
        SCENARIO,
        "    title: A flat loaf\n",
        "",
        'quizzes/scenarios/late-loaf.yaml:47: node "flat-loaf": "title" is missing; add it',
    ),
    "card without text": Mistake(
        SCENARIO,
        "        text: It has been at 230 °C since eight.\n",
        "",
        'quizzes/scenarios/late-loaf.yaml:22: node "the-order", card "log": "text" is missing; add it',
    ),
    "start that is no node": Mistake(
        SCENARIO,
        "start: the-order",
        "start: the-oder",
        'quizzes/scenarios/late-loaf.yaml:7: unknown node "the-oder"; did you mean "the-order"?',
    ),
    "choice that leads nowhere": Mistake(
        SCENARIO,
        "next: risen",
        "next: rised",
        'quizzes/scenarios/late-loaf.yaml:40: node "the-order", option "wait": unknown node "rised"; did you '
        'mean "risen"?',
    ),
    "choice that leads nowhere near": Mistake(
        SCENARIO,
        "next: risen",
        "next: zzz",
        'quizzes/scenarios/late-loaf.yaml:40: node "the-order", option "wait": unknown node "zzz"; add it to '
        "the nodes, or mend the name",
    ),
    "choices that lead round in a loop": Mistake(
        SCENARIO,
        "next: no-customer\n      - id: ask-ana",
        "next: the-order\n      - id: ask-ana",
        'quizzes/scenarios/late-loaf.yaml:56: scenario "late-loaf": the choices the-order → flat-loaf → '
        "the-order lead round in a loop; let one of them lead on",
    ),
    "loop of one node": Mistake(
        SCENARIO,
        "next: no-customer\n      - id: ask-ana",
        "next: flat-loaf\n      - id: ask-ana",
        'quizzes/scenarios/late-loaf.yaml:56: scenario "late-loaf": the choices flat-loaf → flat-loaf lead '
        "round in a loop; let one of them lead on",
    ),
    "node that is reached by no choice": Mistake(
        SCENARIO,
        "next: risen",
        "next: good-bread",
        'quizzes/scenarios/late-loaf.yaml:63: node "risen" is reached by no choice; let one lead to it, or '
        "remove it",
    ),
    "node that leads to no ending": Mistake(
        SCENARIO,
        "    text: Luc does not come back.\n    ending: true\n",
        "    text: Luc does not come back.\n",
        'quizzes/scenarios/late-loaf.yaml:83: node "no-customer" leads to no ending; give it options, or '
        "write `ending: true`",
    ),
    "ending with options": Mistake(
        SCENARIO,
        "    text: It is eleven.\n",
        "    text: It is eleven.\n    ending: true\n",
        'quizzes/scenarios/late-loaf.yaml:66: node "risen" is an ending and has options; remove one of the two',
    ),
    "decision with one option": Mistake(
        SCENARIO,
        "      - id: ask-ana\n        text: Ask Ana, who owns the shop.\n"
        "        judgement: escalate\n        consequence: Ana gives it to him for nothing.\n"
        "        rests_on: Prices are Ana's to set.\n        next: good-bread\n",
        "",
        'quizzes/scenarios/late-loaf.yaml:50: node "flat-loaf" has 1 option; a decision has 2 to 5',
    ),
    "decision with nothing sound": Mistake(
        SCENARIO,
        "judgement: escalate\n        consequence: Ana gives",
        "judgement: naive\n        consequence: Ana gives",
        'quizzes/scenarios/late-loaf.yaml:50: node "flat-loaf" has no option that is sound; judge one of them '
        "`sound` or `escalate`",
    ),
    "node id twice": Mistake(
        SCENARIO,
        "id: no-customer",
        "id: good-bread",
        'quizzes/scenarios/late-loaf.yaml:83: the id "good-bread" stands on line 79 too; rename one',
    ),
    "option id twice": Mistake(
        SCENARIO,
        "id: refuse",
        "id: wait",
        'quizzes/scenarios/late-loaf.yaml:41: the id "wait" stands on line 35 too; rename one',
    ),
    "card id twice": Mistake(
        SCENARIO,
        "id: log",
        "id: note",
        'quizzes/scenarios/late-loaf.yaml:22: the id "note" stands on line 17 too; rename one',
    ),
    "unknown module of a scenario": Mistake(
        SCENARIO,
        "module: dough",
        "module: zzz",
        'quizzes/scenarios/late-loaf.yaml:4: unknown module "zzz"; mend the name',
    ),
    "unknown source of a choice": Mistake(
        SCENARIO,
        "sources: [yeast-rules]",
        "sources: [yeast-rule]",
        'quizzes/scenarios/late-loaf.yaml:33: unknown source "yeast-rule"; did you mean "yeast-rules"?',
    ),
    "unknown misconception of a choice": Mistake(
        SCENARIO,
        "misconception: cups-are-exact",
        "misconception: cups-exact",
        'quizzes/scenarios/late-loaf.yaml:34: unknown misconception "cups-exact"; did you mean '
        '"cups-are-exact"?',
    ),
    "unknown term in the role of a scenario": Mistake(
        SCENARIO,
        "[[levain|starter]]",
        "[[levian|starter]]",
        'quizzes/scenarios/late-loaf.yaml:6: unknown term "levian"; did you mean "levain"?',
    ),
    "unknown term in a card": Mistake(
        SCENARIO,
        "[[noodle]]",
        "[[noodel]]",
        'quizzes/scenarios/late-loaf.yaml:21: unknown term "noodel"; did you mean "noodle"?',
    ),
    "unknown source cited in a node": Mistake(
        SCENARIO,
        "[@flour-book]",
        "[@flower-book]",
        'quizzes/scenarios/late-loaf.yaml:12: unknown source "flower-book"; did you mean "flour-book"?',
    ),
    "unknown source cited in the debrief": Mistake(
        SCENARIO,
        "[@yeast-rules, p. 3]",
        "[@zzz]",
        'quizzes/scenarios/late-loaf.yaml:31: unknown source "zzz"; add it to modules/sources.yaml, or mend '
        "the name",
    ),
    "unknown alert in a node": Mistake(
        SCENARIO,
        "[!CASE]",
        "[!CASES]",
        'quizzes/scenarios/late-loaf.yaml:14: unknown alert "CASES"; did you mean "CASE"?',
    ),
    "citation in an option's words": Mistake(
        SCENARIO,
        "text: Bake it now; an hour must do.",
        "text: Bake it now [@flour-book].",
        "quizzes/scenarios/late-loaf.yaml:28: glossary links and citations do not work in this line; write "
        "plain words here",
    ),
    "glossary link in a title of a node": Mistake(
        SCENARIO,
        "title: A flat loaf",
        "title: A flat [[levain]]",
        "quizzes/scenarios/late-loaf.yaml:48: glossary links and citations do not work in this line; write "
        "plain words here",
    ),
    "image in a scenario": Mistake(
        SCENARIO,
        "      > The oven is warm.",
        "\n      ![A loaf](loaf.svg)",
        "quizzes/scenarios/late-loaf.yaml:16: images work in sections only; say in words what this one shows",
    ),
    "diagram in a scenario": Mistake(
        SCENARIO,
        "          Noon, please.",
        "          ```mermaid\n          flowchart LR\n          ```\n\n          Noon, please.",
        "quizzes/scenarios/late-loaf.yaml:21: this mermaid block works in sections only; say it in words",
    ),
    "heading in a scenario": Mistake(
        SCENARIO,
        "          Noon, please.",
        "          ## Noon",
        "quizzes/scenarios/late-loaf.yaml:21: headings work in sections only; use **bold**, or a node of its "
        "own",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_one_sentence_with_its_place(bread: Bread, mistake: Mistake) -> None:
    bread.edit(mistake.file, mistake.old, mistake.new)
    assert mistake.told in bread.problems()


def test_a_list_is_not_called_too_short_because_one_of_its_entries_is_broken(bread: Bread) -> None:
    bread.edit(QUIZ, "text: In the warm,", "txt: In the warm,")
    assert bread.problems() == [
        'quizzes/dough.yaml:54: question "cold-keeps", option "warm": "text" is missing; add it',
        'quizzes/dough.yaml:54: question "cold-keeps", option "warm": unknown key "txt"; did you mean "text"?',
    ]


def test_a_key_with_the_name_of_its_question_type_is_told_on_its_own_line(bread: Bread) -> None:
    bread.edit(QUIZ, "    accept: [levain]", "    text: levain\n    accept: levain")
    told = [problem.partition(": ")[0] for problem in bread.problems()]
    assert told == ["quizzes/dough.yaml:45", "quizzes/dough.yaml:46"]


def test_a_sound_course_has_no_problem(bread: Bread) -> None:
    assert bread.problems() == []
