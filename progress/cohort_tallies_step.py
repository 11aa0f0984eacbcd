"""The migration step of the tallies of cohorts: one more column, and the counts of who is in them."""

from progress.activity_facts import FILLED_COHORTS

COHORT_TALLIES = (
    "ALTER TABLE activity_tallies RENAME TO former_tallies",
    # cohort_id is '' for everybody
    """
    CREATE TABLE activity_tallies (
        cohort_id TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (cohort_id, kind, target, day)
    )
    """,
    "INSERT INTO activity_tallies (kind, target, day, number) SELECT kind, target, day, number FROM former_tallies",
    "DROP TABLE former_tallies",
    *FILLED_COHORTS,
)
