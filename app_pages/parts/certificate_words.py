"""What a certificate says, the same on the page and on paper."""

from datetime import date

from app_pages.parts.words import count, percent, tag
from course.course import Course
from course.glossary import Term
from progress.certificates import Certificate, shown

MOST_WORDS = 8
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
    parts = " · ".join(f"{part.title} ({part.edition})" for part in (*found.modules, *found.finals))
    return f"Editions: {parts}"


def strip(course: Course) -> list[Term]:
    """The first words of the course's modules that have hanzi, as many as fit on one line: the ornament."""
    names = dict.fromkeys(module.word for module in course.modules if module.word)
    words = (course.terms.get(name) for name in names)
    return [word for word in words if word and word.hanzi][:MOST_WORDS]
