"""What is counted of people's doings, as SQL: each kind's rows, one for each that counts: whose, its target, its day.

The same definitions fill the tallies of a database from before them, count those who are in several cohorts once, and
count everything anew. A day is `2026-11-23`, in UTC.
"""

from progress.days import week_of

READS = "SELECT {columns} FROM section_reads WHERE {{who}}"
TRIES = "SELECT {columns} FROM attempts WHERE preview = 0 AND {{who}}"
SUBMITTED = TRIES + " AND state = 'submitted'"
DONE = "SELECT {columns} FROM completions WHERE {{who}}"
TRACES = (
    "SELECT person_id, read_at FROM section_reads WHERE {who} UNION ALL"
    " SELECT person_id, started_at FROM attempts WHERE preview = 0 AND {who}"
)


def _first(source: str, target: str, moment: str, by: str = "") -> str:
    """Once per person and target: the day of the first time. `by` are the columns that make the target."""
    by = by or target
    found = source.format(columns=f"person_id, {by}, MIN({moment}) AS at")
    return (
        f"SELECT person_id, {target} AS target, SUBSTR(at, 1, 10) AS day"  # noqa: S608 - our own SQL
        f" FROM ({found} GROUP BY person_id, {by}) AS found"
    )


def _each(source: str, moment: str) -> str:
    """Each time, with its day."""
    return source.format(columns=f"person_id, '' AS target, SUBSTR({moment}, 1, 10) AS day")


def _weekly(source: str, moment: str) -> str:
    """Once per person and week: the first day of the week on which the person did it.

    Weeks are worked out once per day, as the arithmetic takes longer than all the rest.
    """
    found = source.format(columns=f"DISTINCT person_id, SUBSTR({moment}, 1, 10) AS day")
    return (
        f"WITH found AS MATERIALIZED ({found} AND {moment} >= {{since}}),"  # noqa: S608 - our own SQL
        f" calendar AS MATERIALIZED (SELECT day, {week_of('day')} AS week"
        " FROM (SELECT DISTINCT day FROM found) AS days)"
        " SELECT found.person_id, '' AS target, MIN(found.day) AS day FROM found"
        " JOIN calendar ON calendar.day = found.day GROUP BY found.person_id, calendar.week"
    )


# Kind -> SQL for its rows. {who} is a condition on person_id; {since} a moment, the beginning of a week, before which
# nobody looks at what is counted by the week.
FACTS = {
    "begun": "SELECT person_id, '' AS target, SUBSTR(at, 1, 10) AS day FROM"  # noqa: S608 - our own SQL
    f" (SELECT person_id, MIN(read_at) AS at FROM ({TRACES}) AS traces GROUP BY person_id) AS found",
    "module-begun": _first(READS, "module_id", "read_at"),
    "section-read": _first(READS, "module_id || '/' || section_id", "read_at", "module_id, section_id"),
    "quiz-begun": _first(TRIES, "quiz_id", "started_at"),
    "module-finished": _first(DONE, "module_id", "completed_at"),
    # the target is how many modules the person had finished by then
    "modules-finished": "SELECT person_id, CAST(place AS TEXT) AS target, SUBSTR(at, 1, 10) AS day FROM"
    " (SELECT person_id, at, ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY at, module_id) AS place FROM"
    " (SELECT person_id, module_id, MIN(completed_at) AS at FROM completions WHERE {who}"
    " GROUP BY person_id, module_id) AS done) AS found",
    "reads": _each(READS, "read_at"),
    "readers": _weekly(READS, "read_at"),
    "attempts": _each(TRIES, "started_at"),
    "starters": _weekly(TRIES, "started_at"),
    "submissions": _each(SUBMITTED, "submitted_at"),
    "submitters": _weekly(SUBMITTED, "submitted_at"),
}
FILL = """
INSERT INTO activity_tallies (kind, target, day, number)
SELECT '{kind}', target, day, COUNT(*) FROM ({facts}) AS facts GROUP BY target, day
"""
FILLED = tuple(
    FILL.format(kind=kind, facts=facts.format(who="1 = 1", since="''")) for kind, facts in FACTS.items()
)
"""What fills the tallies of everybody from the records, once they are empty."""
FILL_COHORTS = """
INSERT INTO activity_tallies (cohort_id, kind, target, day, number)
SELECT members.cohort_id, '{kind}', facts.target, facts.day, COUNT(*) FROM ({facts}) AS facts
JOIN cohort_members AS members ON members.person_id = facts.person_id
JOIN people ON people.id = facts.person_id AND people.active = 1
GROUP BY members.cohort_id, facts.target, facts.day
"""
FILLED_COHORTS = tuple(
    FILL_COHORTS.format(kind=kind, facts=facts.format(who="1 = 1", since="''"))
    for kind, facts in FACTS.items()
)
"""What fills those of each cohort's members with an open account."""
