"""Reads one section's file: front matter, Markdown, figures and checks, into parts ready to show."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from course import markdown
from course.authored import fit
from course.documents import Document, Unreadable, parse, read_text
from course.figures import MAKERS, NoFigure
from course.glossary import Term
from course.problems import Problems, did_you_mean
from course.sections import Block, FrontMatter, Part, Passage, Section

FILE_NAME = re.compile(r"(\d+)-([a-z0-9][a-z0-9-]*)\.md")
FENCE = "---\n"
MAX_SECTION = 200_000  # bytes: forty times what one sitting reads
WORD = re.compile(r"[\w’'-]+")


@dataclass
class SectionText:
    """A section's file, read but not yet rendered: rendering needs the whole glossary."""

    id: str
    module_id: str
    head: Document
    front: FrontMatter
    tokens: list[Token]
    first_line: int

    @property
    def file(self) -> str:
        """The file's name from the course folder."""
        return self.head.file

    def line(self, token: Token) -> int:
        """The file's line on which a block starts."""
        return self.first_line + (token.map[0] if token.map else 0)


def read_section(path: Path, file: str, module_id: str, problems: Problems) -> SectionText | None:
    """Read one section's file; on any fault record a problem and return None."""
    match = FILE_NAME.fullmatch(path.name)
    if not match:
        problems.error(file, 1, "a section's file is named like 01-what-counts.md; rename it")
        return None
    try:
        front_matter, body, first_line = _split(read_text(path, MAX_SECTION))
        head = parse(front_matter, file, first_line=2)
    except Unreadable as error:
        problems.error(file, error.line, f"this file {error}")
        return None
    tokens = markdown.parse(body)
    _make_figures(tokens, file, first_line, problems)
    front = fit(head, FrontMatter, problems)
    return SectionText(match[2], module_id, head, front, tokens, first_line) if front else None


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body starts. Raises Unreadable without either."""
    text += "\n"
    head, fence, body = text.removeprefix(FENCE).partition("\n" + FENCE)
    if not text.startswith(FENCE) or not fence:
        raise Unreadable("must start with front matter: `title` and `speaks_for` between two lines of ---")
    first_line = head.count("\n") + 4
    if not body.strip():
        raise Unreadable("has no text below its front matter; write some", first_line - 1)
    return head, body, first_line


def _make_figures(tokens: Sequence[Token], file: str, first_line: int, problems: Problems) -> None:
    """Turn the fenced blocks that pages draw into blocks, kept with their tokens."""
    for token in tokens:
        if token.type != "fence":
            continue
        kind = token.info.strip()
        line = first_line + (token.map[0] if token.map else 0)
        if kind not in MAKERS:
            if hint := did_you_mean(kind.lower(), MAKERS):
                problems.error(file, line, f'unknown block "{kind}"{hint}')
        elif token.level:
            problems.error(file, line, f"this {kind} block stands inside a list or a quotation; move it out")
        else:
            try:
                token.meta["block"] = MAKERS[kind](token.content)
            except NoFigure as error:
                problems.error(file, line + error.line, str(error))


def build_section(text: SectionText, terms: Mapping[str, Term]) -> Section:
    """Render a section whose references hold."""
    context = markdown.Context(terms, text.module_id)
    parts = tuple(_part(tokens, context) for tokens in _by_heading(text.tokens))
    return Section(
        id=text.id,
        module_id=text.module_id,
        title=text.front.title,
        outcomes=text.front.outcomes,
        speaks_for=text.front.speaks_for,
        parts=parts,
        sources=tuple(context.sources),
        words=count_words(text.tokens),
    )


def _by_heading(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h2" and not token.level and part:
            yield part
            part = []
        part.append(token)
    yield part


def _part(tokens: Sequence[Token], context: markdown.Context) -> Part:
    before = len(context.met)
    blocks: list[Block] = []
    prose: list[Token] = []
    for token in tokens:
        block = token.meta.get("block")
        if not block:
            prose.append(token)
            continue
        blocks += [*_passages(prose, context), block]
        prose = []
    blocks += _passages(prose, context)
    return Part(tuple(blocks), tuple(context.met[before:]))


def _passages(tokens: Sequence[Token], context: markdown.Context) -> list[Block]:
    return [Passage(markdown.render(tokens, context))] if tokens else []


def check_mentions(
    tokens: Sequence[Token],
    file: str,
    first_line: int,
    known: Mapping[str, Mapping[str, object] | None],
    problems: Problems,
) -> None:
    """Record a problem for every term, source, image or alert that is named but unknown.

    `known` maps a kind ("term", "source") to what exists; None means unreadable, so nothing is said.
    """
    for mention in markdown.mentions(tokens):
        if problems.full(file):
            return
        line = first_line + mention.line
        names = known.get(mention.kind)
        if mention.kind == "fault":
            problems.error(file, line, mention.name)
        elif names is not None and mention.name not in names:
            hint = did_you_mean(mention.name, names) or f"; {REMEDIES[mention.kind]}"
            problems.error(file, line, f'unknown {mention.kind} "{mention.name}"{hint}')


REMEDIES = {
    "term": "add it to modules/glossary.yaml, or mend the name",
    "source": "add it to modules/sources.yaml, or mend the name",
    "alert": f"write one of: {', '.join(markdown.ALERTS).upper()}",
    "image": "put the file beside this one, or mend the name",
}


def fences(text: SectionText, kind: str) -> Iterator[tuple[str, int]]:
    """The content and line of every fenced block of a kind."""
    for token in text.tokens:
        if token.type == "fence" and token.info.strip() == kind:
            yield token.content.strip(), text.line(token)


def count_words(tokens: Sequence[Token]) -> int:
    """Words of prose, headings included, fences not; a run of hanzi counts as one."""
    return sum(_words(token) for token in tokens)


def _words(token: Token) -> int:
    if token.type == "alert_open":
        return 0  # its title is a label, not prose
    if token.type in ("text", "code_inline"):
        return len(WORD.findall(token.content))
    if token.type == "term":
        return len(WORD.findall(token.meta["label"])) or 1
    return count_words(token.children or ())
