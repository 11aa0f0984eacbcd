"""How many people have not done by now what was assigned to them."""

from datetime import date

from course.course import Course
from progress import targets
from progress.assignments import ACTIVE, ASKED, OVERDUE
from progress.database import Database
from progress.groups import Group

# {asked}: what of progress.assignments is overdue
PEOPLE = (
    "SELECT COUNT(*) AS people FROM (SELECT DISTINCT person_id FROM ({asked}) AS late LIMIT :most) AS found"
)


def people(db: Database, course: Course, group: Group, today: date, most: int) -> int:
    """How many people of the group are overdue with something, counted up to `most`. The day is in UTC."""
    about = targets.conditions(targets.targets(course), "cohort_members.person_id")
    chosen = "" if group.everybody else f" AND cohort_members.cohort_id IN ({group.cohorts})"
    where = f"{ACTIVE} AND {about.known} AND {OVERDUE.format(done=about.done)}{chosen}"
    query = PEOPLE.format(asked=ASKED.format(done="0", where=where))
    values = {**about.values, **group.values, "today": today.isoformat(), "most": most}
    found: int = db.rows(query, **values)[0]["people"]
    return found
