"""The Markdown dialect of the sections: CommonMark with tables and conventions known from elsewhere.

GitHub's alerts (with a title on the first line, as in Obsidian), task lists and Mermaid fences; Obsidian's
`[[term]]`; Pandoc's `[@source, locator]`. Raw HTML is text. What an author wrote becomes HTML here; nothing
here decides what it looks like. Language is marked for screen readers and fonts: hanzi by their code points,
pinyin in emphasis by its spelling and tone marks.
"""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from course.glossary import Term
from course.pinyin import HANZI, is_pinyin

HANZI_RUN = re.compile(rf"[{HANZI.pattern[1:-1]}·、。，：；！？《》〈〉「」『』【】（）]+")
PINYIN = '<em class="pinyin" lang="zh-Latn-pinyin">'
TERM = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
CITATION = re.compile(r"\[(@[^\[\]\n]+)\]")
CITED = re.compile(r"@([A-Za-z0-9][A-Za-z0-9-]*)\s*(?:,\s*(.*))?")
ALERT = re.compile(r"\[!([^\[\]\n]*)\][ \t]*(.*)")
TASK = re.compile(r"\[([ xX])\]\s+")
TASK_ID = re.compile(r'data-task="([0-9a-f]{12})"')
NO_LETTERS = re.compile(r"[\W_]+")

# What an alert is called when its author gives no title; the keys are the kinds there are.
ALERTS = {
    "law": "Law",
    "practice": "Practice",
    "assessment": "Assessment",
    "note": "Note",
    "warning": "Take care",
    "case": "Case",
}


WRONG_HEADING = "headings in a section are ## and ###, its title stands in the front matter; use one of these"
UNDESCRIBED = "this image has no description; say what it shows between the square brackets"

# What stays text although its author meant more, and what to tell them.
STRAYS = (
    (
        re.compile(r"\[\["),
        'this "[[" starts no glossary link; write [[term]] or [[term|label]], in a table [[term\\|label]]',
    ),
    (
        re.compile(r"\[(?:[^\[\]@]*\s)?@[^\[\]]*\]"),
        "this citation cannot be read; write [@source] or [@source, p. 3; @other], an @ before each source",
    ),
    (
        re.compile(r"\]\(\s*(?:javascript|vbscript|file|data):", re.IGNORECASE),
        "this link has an address that browsers refuse; write one with https://",
    ),
    (
        re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>"),
        "raw HTML is shown as it stands; use Markdown, or put it between `backticks`",
    ),
)


@dataclass
class Context:
    """What rendering one section needs and finds: terms to show; sources, terms and headings met on the way."""

    terms: Mapping[str, Term]
    module_id: str = ""
    sources: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)

    def number(self, source_id: str) -> int:
        """The number under which a source is cited in this section, from 1."""
        if source_id not in self.sources:
            self.sources.append(source_id)
        return self.sources.index(source_id) + 1

    def anchor(self, heading: str) -> str:
        """The id of a heading: its letters after `at-`, so that it is none of the page's own; told apart by numbers."""
        name = f"at-{NO_LETTERS.sub('-', heading.casefold()).strip('-')}"
        self.anchors.append(name)
        twice = self.anchors.count(name)
        return name if twice == 1 else f"{name}.{twice}"


@dataclass(frozen=True)
class Mention:
    """A term, source, image or alert that the text names, or a "fault" told in `name`; lines count from 0."""

    kind: str
    name: str
    line: int


def parse(text: str) -> list[Token]:
    """Parse a section's Markdown into tokens; lines count from 0."""
    return _MARKDOWN.parse(text)


def render(tokens: Sequence[Token], context: Context) -> str:
    """Render tokens as HTML, noting in `context` what they cite."""
    env: MutableMapping[str, Any] = {"context": context}
    rendered: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env)
    return rendered


@lru_cache(maxsize=4096)
def inline(text: str) -> str:
    """Render a line of an author's text (a stem, an option) as HTML; it has no terms, citations or images."""
    return str(_ONE_LINE.renderInline(text))


def plain(text: str) -> str:
    """One line of an author's text without its Markdown, for where only letters can stand."""
    tokens = _ONE_LINE.parseInline(text)[0].children or []
    return "".join(" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)


def mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Everything that the tokens name, and what in them means nothing in this dialect."""
    found = []
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "alert_open":
            found.append(Mention("alert", token.info.upper(), line))
        elif token.type == "heading_open" and token.tag not in ("h2", "h3"):
            found.append(Mention("fault", WRONG_HEADING, line))
        for child in token.children or ():
            line += child.type in ("softbreak", "hardbreak")
            found += _mentions_of(child, line)
    return found


def _mentions_of(token: Token, line: int) -> list[Mention]:
    match token.type:
        case "term":
            return [Mention("term", token.meta["id"], line)]
        case "citation":
            return [Mention("source", source, line) for source, _ in token.meta["cited"]]
        case "image":
            undescribed = [] if token.content.strip() else [Mention("fault", UNDESCRIBED, line)]
            return [Mention("image", unquote(str(token.attrs["src"])), line), *undescribed]
        case "text":
            return [Mention("fault", told, line) for stray, told in STRAYS if stray.search(token.content)]
        case _:
            return []


def _term(state: StateInline, silent: bool) -> bool:
    match = TERM.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("term", "a", 0)
        token.meta = {"id": match[1].strip(), "label": (match[2] or "").strip()}
    state.pos = match.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    cited = [CITED.fullmatch(part.strip()) for part in match[1].split(";")]
    if not all(cited):
        return False
    if not silent:
        token = state.push("citation", "a", 0)
        token.meta = {"cited": [(m[1], (m[2] or "").strip()) for m in cited if m]}
    state.pos = match.end()
    return True


def _alerts(state: StateCore) -> None:
    """Turn a quotation that starts with `[!KIND] title` into an alert."""
    opened: list[bool] = []
    for i, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            opened.append(_open_alert(state.tokens, i))
        elif token.type == "blockquote_close" and opened.pop():
            token.type = "alert_close"


def _open_alert(tokens: list[Token], i: int) -> bool:
    first = tokens[i + 2] if i + 2 < len(tokens) else None
    match = ALERT.match(first.content) if first and tokens[i + 1].type == "paragraph_open" else None
    if not match or not first:
        return False
    title, _, rest = first.content[match.start(2) :].partition("\n")
    tokens[i].type = "alert_open"
    tokens[i].info = match[1].strip().lower()
    tokens[i].children = _MARKDOWN.parseInline(title.strip())[0].children
    first.content = rest
    if first.map:
        first.map = [first.map[0] + 1, first.map[1]]
    if not rest:  # the title stood alone: drop its paragraph
        tokens[i + 1].hidden = tokens[i + 3].hidden = True
    return True


def _tasks(state: StateCore) -> None:
    """Mark list items that start with `[ ]`, and the lists that hold them."""
    lists: list[Token] = []
    for i, token in enumerate(state.tokens):
        if token.type.endswith("_list_open"):
            lists.append(token)
        elif token.type.endswith("_list_close"):
            lists.pop()
        starts = token.type == "inline" and i > 1 and state.tokens[i - 2].type == "list_item_open"
        if starts and (match := TASK.match(token.content)):
            token.content = token.content[match.end() :]
            state.tokens[i - 2].attrSet("class", "task")
            state.tokens[i - 2].attrSet("data-task", _task_id(token.content))
            lists[-1].attrSet("class", "checklist")


def _task_id(text: str) -> str:
    """What a tick is kept under: the words of the line, so that a line that says something else is not ticked."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def marked_hanzi(text: str) -> str:
    """Escape text and mark its runs of hanzi with their language."""
    return HANZI_RUN.sub(_span, escape(text, quote=False))


def _span(match: re.Match[str]) -> str:
    run = match[0]
    return f'<span class="zh" lang="zh-Hans">{run}</span>' if HANZI.search(run) else run


Env = MutableMapping[str, Any]


def _show_text(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    return marked_hanzi(tokens[i].content)


def _show_em(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    content = tokens[i + 1].content if i + 1 < len(tokens) else ""
    return PINYIN if is_pinyin(content) else "<em>"


def _show_term(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    context: Context = env["context"]
    term_id, label = tokens[i].meta["id"], tokens[i].meta["label"]
    if term_id not in context.terms:  # only in a text that was kept while the glossary went on
        return marked_hanzi(label or term_id)
    if term_id not in context.met:
        context.met.append(term_id)
    words = marked_hanzi(label) if label else term_label(context.terms[term_id])
    return f'<a class="term" href="glossary?t={quote(term_id)}">{words}</a>'


def term_label(term: Term) -> str:
    """A term as HTML in running text: hanzi and pinyin where it has them, else its English."""
    if not term.hanzi:
        return marked_hanzi(term.english)
    return f"{marked_hanzi(term.hanzi)}, {PINYIN}{escape(term.pinyin or '')}</em>"


def _show_heading(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    """A heading with an id, so that an address can lead to it."""
    context: Context = env["context"]
    return f'<{tokens[i].tag} id="{context.anchor(tokens[i + 1].content)}">'


def _show_citation(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    context: Context = env["context"]
    links = []
    for source_id, locator in tokens[i].meta["cited"]:
        number = context.number(source_id)
        shown = f"{number}, {escape(locator)}" if locator else str(number)
        links.append(f'<a class="cite" href="#source-{number}" aria-label="Source {shown}">[{shown}]</a>')
    return "".join(links)


def _show_alert(self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    kind = tokens[i].info
    name = escape(ALERTS.get(kind, kind.capitalize()))
    title = self.renderInline(tokens[i].children or [], options, env)
    words = f"{name} · {title}" if title else name
    return f'<div class="callout {escape(kind)}" role="note"><p class="callout-title">{words}</p>\n'


def _close_alert(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    return "</div>\n"


def _show_image(self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    context: Context = env["context"]
    source = f"figures/{quote(context.module_id)}/{quote(unquote(str(tokens[i].attrs['src'])))}"
    alt = escape(self.renderInlineAsText(tokens[i].children or [], options, env))
    title = tokens[i].attrs.get("title")
    caption = f'<span class="caption">{marked_hanzi(str(title))}</span>' if title else ""
    return f'<span class="figure"><img src="{source}" alt="{alt}">{caption}</span>'


def _show_table(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    return '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table class="tbl">\n'


def _close_table(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    return "</table></div>\n"


def _show_cell(self: RendererHTML, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    """A head over a column; one without words is no head, or readers of sound would be told of nothing."""
    tag = "th" if tokens[i + 1].content else "td"
    return f"<{tag}{self.renderAttrs(tokens[i])}>"


def _close_cell(self: object, tokens: Sequence[Token], i: int, options: OptionsDict, env: Env) -> str:
    return "</th>\n" if tokens[i - 1].content else "</td>\n"


def _build() -> MarkdownIt:
    markdown = _plain().enable("table")
    markdown.inline.ruler.before("link", "term", _term)
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.core.ruler.before("inline", "alerts", _alerts)
    markdown.core.ruler.before("inline", "tasks", _tasks)
    for name, rule in {
        "heading_open": _show_heading,
        "term": _show_term,
        "citation": _show_citation,
        "alert_open": _show_alert,
        "alert_close": _close_alert,
        "image": _show_image,
        "table_open": _show_table,
        "table_close": _close_table,
        "th_open": _show_cell,
        "th_close": _close_cell,
    }.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _plain() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.add_render_rule("text", _show_text)
    markdown.add_render_rule("em_open", _show_em)
    return markdown


_MARKDOWN = _build()
_ONE_LINE = _plain().disable("image")
