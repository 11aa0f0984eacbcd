"""Which sections of the course a person has read: of the course as it stands now, which may have lost some."""

from accounts.people import Person
from app_pages import services
from course.course import Course
from progress import reading

Read = dict[str, dict[str, str]]


def sections_read(course: Course, person: Person) -> Read:
    """Module id -> section id -> when first read, for every module begun, in the order of the course."""
    read = reading.sections_read(services.database(), person.id)
    kept = {
        module.id: {s.id: read[module.id][s.id] for s in module.sections if s.id in read[module.id]}
        for module in course.modules
        if module.id in read
    }
    return {module_id: sections for module_id, sections in kept.items() if sections}
