"""Where each person stands, a migration step, and the SQL that says it from what they did."""

# One row for each person who did something. {who}: a condition on person_id
STANDINGS_OF = """
SELECT person_id, MIN(begun_at) AS begun_at, MAX(seen_at) AS seen_at, SUM(finished) AS finished FROM (
    SELECT person_id, MIN(read_at) AS begun_at, MAX(seen_at) AS seen_at, 0 AS finished
        FROM section_reads WHERE {who} GROUP BY person_id
    UNION ALL SELECT person_id, MIN(started_at), MAX(started_at), 0
        FROM attempts WHERE preview = 0 AND {who} GROUP BY person_id
    UNION ALL SELECT person_id, NULL, MAX(submitted_at), 0
        FROM attempts WHERE preview = 0 AND {who} GROUP BY person_id
    UNION ALL SELECT person_id, NULL, MAX(COALESCE(finished_at, started_at)), 0
        FROM scenario_runs WHERE preview = 0 AND {who} GROUP BY person_id
    UNION ALL SELECT person_id, NULL, NULL, COUNT(DISTINCT module_id)
        FROM completions WHERE {who} GROUP BY person_id
) AS done GROUP BY person_id
"""
FILLED = f"""
UPDATE people SET begun_at = found.begun_at, seen_at = found.seen_at, finished = found.finished
FROM ({STANDINGS_OF.format(who="1 = 1")}) AS found WHERE found.person_id = people.id
"""  # noqa: S608 - our own SQL

STANDINGS = (
    # begun_at: of the first section read or quiz begun; seen_at: of the latest, scenarios too; finished counts modules
    "ALTER TABLE people ADD COLUMN begun_at TEXT",
    "ALTER TABLE people ADD COLUMN seen_at TEXT",
    "ALTER TABLE people ADD COLUMN finished INTEGER NOT NULL DEFAULT 0",
    FILLED,
    # whoever is shown, and in which order, without a look at anything else
    "DROP INDEX people_by_name",
    "CREATE INDEX people_by_name ON people (search_text, id, active, role, begun_at, seen_at, finished)",
)
