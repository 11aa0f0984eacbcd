"""What a certificate says, the same on the page and on paper."""

from collections.abc import Sequence
from datetime import date

from app_pages.parts.words import count, percent, tag
from course.course import Course
from course.glossary import Term
from progress.certificates import Certificate, Part, shown

STATES = {"valid": ("Valid", "good"), "expired": ("Expired", "warn"), "revoked": ("Withdrawn", "bad")}


def certificate_tag(found: Certificate, today: date) -> str:
    """Whether it counts today, in UTC, as a small pill."""
    return tag(*STATES[found.status(today)])


def sentence(found: Certificate) -> str:
    """`has completed all 2 modules of Bread and passed the final test with 86 %.`"""
    modules = count(len(found.modules), "module")
    all_of = "the one module" if len(found.modules) == 1 else f"all {modules}"
    score = "" if found.score is None else f" and passed the final test with {percent(found.score)}"
    return f"has completed {all_of} of {found.course_title}{score}."


def facts(found: Certificate) -> dict[str, str]:
    """What stands below the line. Days are those in UTC, so that they are the same for everybody."""
    end = {"Valid until": _day(found)} if found.until else {}
    issued = f"{found.issued_on.day} {found.issued_on:%B %Y}"
    return {"Issued": issued, **end, "By": found.issuer, "Code": shown(found.code)}


def _day(found: Certificate) -> str:
    return f"{found.until.day} {found.until:%B %Y}" if found.until else ""


def editions(found: Certificate) -> str:
    """Which editions it rests on, in one line."""
    return (
        f"Editions: {_listed(found.modules)}" + (f"; {_listed(found.finals)}" if found.finals else "") + "."
    )


def _listed(parts: Sequence[Part]) -> str:
    return ", ".join(f"{part.title} {part.edition}" for part in parts)


def strip(course: Course) -> list[Term]:
    """The words of the course's modules that have hanzi, in order: the ornament."""
    names = dict.fromkeys(module.word for module in course.modules if module.word)
    words = (course.terms.get(name) for name in names)
    return [word for word in words if word and word.hanzi]
