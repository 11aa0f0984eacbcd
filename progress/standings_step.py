"""The table of where each person stands, a migration step, and what fills it."""

COLUMNS = "person_id, begun_at, seen_at, finished"

# One row for each person who did something. {who}: a condition on person_id
STANDINGS_OF = f"""
INSERT INTO standings ({COLUMNS})
SELECT person_id, MIN(begun_at), MAX(seen_at), SUM(finished) FROM (
    SELECT person_id, MIN(read_at) AS begun_at, MAX(seen_at) AS seen_at, 0 AS finished
        FROM section_reads WHERE {{who}} GROUP BY person_id
    UNION ALL SELECT person_id, MIN(started_at), MAX(started_at), 0
        FROM attempts WHERE preview = 0 AND {{who}} GROUP BY person_id
    UNION ALL SELECT person_id, NULL, MAX(submitted_at), 0
        FROM attempts WHERE preview = 0 AND {{who}} GROUP BY person_id
    UNION ALL SELECT person_id, NULL, MAX(COALESCE(finished_at, started_at)), 0
        FROM scenario_runs WHERE preview = 0 AND {{who}} GROUP BY person_id
    UNION ALL SELECT person_id, NULL, NULL, COUNT(DISTINCT module_id)
        FROM completions WHERE {{who}} GROUP BY person_id
) AS done GROUP BY person_id
"""  # noqa: S608 - our own SQL

STANDINGS = (
    # begun_at: of the first section read or quiz begun; seen_at: of the latest, scenarios too; finished counts modules
    """
    CREATE TABLE standings (
        person_id TEXT NOT NULL PRIMARY KEY REFERENCES people (id),
        begun_at TEXT,
        seen_at TEXT,
        finished INTEGER NOT NULL
    )
    """,
    STANDINGS_OF.format(who="1 = 1"),
    # whoever is shown, and in which order, without a look into the rows of people
    "DROP INDEX people_by_name",
    "CREATE INDEX people_by_name ON people (search_text, id, active, role)",
)
