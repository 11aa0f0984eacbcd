"""What can be found: sections by their headings, terms, resources, and the explanations of questions."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from course.course import Course
from course.glossary import Term
from course.markdown import inline
from course.modules import Module
from course.questions import Question
from course.resources import Resource, Situation
from course.search.chapters import Chapter, Span, chapters, read_line
from course.sections import Section

Kind = Literal["section", "term", "resource", "situation", "question"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found, and where it stands.

    `text` is shown with the hit in it; `pinyin` are the places in it that are pinyin, `title_pinyin` those in the
    title. `also` is searched and not shown, `where` says what the entry is a part of. An entry with a `version`
    explains that version of a question, and is for those alone who have been shown the explanation.
    """

    kind: Kind
    id: str
    title: str
    text: str
    address: str
    where: str = ""
    also: str = ""
    pinyin: tuple[Span, ...] = ()
    title_pinyin: tuple[Span, ...] = ()
    version: str | None = None


def entries(course: Course) -> Iterator[Entry]:
    """Everything that can be found in a course, in its order."""
    for module in course.modules:
        for section in module.sections:
            for chapter in chapters(section):
                yield from _of_chapter(course, module, section, chapter)
    for term in course.terms.values():
        yield _of_term(course, term)
    for resource in course.resources.values():
        yield _of_resource(course, resource)
    for situation in course.situations.values():
        yield _of_situation(situation)
    for quiz in course.quizzes.values():
        for question in quiz.questions:
            yield _of_question(course, f"{quiz.id}/{question.id}", question)


def _of_chapter(course: Course, module: Module, section: Section, chapter: Chapter) -> Iterator[Entry]:
    address = f"module?m={module.id}&s={section.id}"
    where = module.title
    if chapter.anchor:
        address += f"#{quote(chapter.anchor)}"
        where = f"{module.title} · {section.title}"
    if chapter.text or chapter.heading:
        yield Entry(
            "section",
            f"{section.key}#{chapter.anchor}",
            _composed(chapter.heading or section.title),
            chapter.text,
            address,
            where,
            pinyin=tuple(chapter.pinyin),
        )
    for check in chapter.checks:
        question = course.quiz(check.quiz).check(check.question)
        yield _explanation(f"{check.quiz}/{check.question}", question, address, where, version=None)


def _of_question(course: Course, name: str, question: Question) -> Entry:
    """A question of a quiz, which leads to where its answer is taught."""
    if not question.section:
        return _explanation(name, question, "record", "", question.version())
    section = course.section(question.section)
    where = f"{course.module(section.module_id).title} · {section.title}"
    address = f"module?m={section.module_id}&s={section.id}"
    return _explanation(name, question, address, where, question.version())


def _explanation(name: str, question: Question, address: str, where: str, version: str | None) -> Entry:
    title, title_pinyin = read_line(inline(_composed(question.stem)))
    text, pinyin = read_line(inline(_composed(question.explanation)))
    return Entry(
        "question",
        name,
        title,
        text,
        address,
        where,
        pinyin=pinyin,
        title_pinyin=title_pinyin,
        version=version,
    )


def _of_term(course: Course, term: Term) -> Entry:
    also = (term.hanzi, term.traditional, term.pinyin, *term.misleading)
    return Entry(
        "term",
        term.id,
        _composed(term.english),
        _composed(term.note),
        f"glossary?t={term.id}",
        course.categories[term.category],
        _composed("\n".join(words for words in also if words)),
    )


def _of_resource(course: Course, resource: Resource) -> Entry:
    topics = [course.topics.get(topic, topic) for topic in resource.topics]
    also = (resource.publisher, resource.kind, course.jurisdiction(resource.jurisdiction), *topics)
    return Entry(
        "resource",
        resource.id,
        _composed(resource.title),
        _composed(resource.use),
        f"resources?r={resource.id}",
        _composed(resource.publisher),
        _composed("\n".join(also)),
    )


def _of_situation(situation: Situation) -> Entry:
    title, text = _composed(situation.text), _composed(situation.first)
    return Entry("situation", situation.id, title, text, f"resources?w={situation.id}")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
