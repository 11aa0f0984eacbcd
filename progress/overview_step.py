"""The migration step of the overview: what it is counted from quickly, and the counts of what was before it."""

from progress.activity_facts import FILLED
from progress.traces import EVERY, SPENT

OVERVIEW_INDEXES = (
    # number counts people or doings of a kind, see progress/activity_facts.py; day is 2026-11-23, in UTC
    """
    CREATE TABLE activity_tallies (
        kind TEXT NOT NULL,
        target TEXT NOT NULL,
        day TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (kind, target, day)
    )
    """,
    *FILLED,
    # how long somebody took for a module that they finished, see progress/time_spent.py
    """
    CREATE TABLE module_times (
        person_id TEXT NOT NULL REFERENCES people (id),
        module_id TEXT NOT NULL,
        finished_at TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        PRIMARY KEY (person_id, module_id)
    )
    """,
    SPENT.format(completed=EVERY),
    "CREATE INDEX module_times_by_module ON module_times (module_id, finished_at, seconds)",
    "CREATE INDEX completions_by_person ON completions (person_id, module_id, completed_at)",
    # who passed, and what first attempts scored, without a look into the rows
    """
    CREATE INDEX attempts_passed ON attempts (quiz_id, person_id, submitted_at)
        WHERE passed = 1 AND preview = 0
    """,
    """
    CREATE INDEX attempts_first ON attempts (quiz_id, person_id, submitted_at, score)
        WHERE number = 1 AND preview = 0 AND state = 'submitted'
    """,
    "CREATE INDEX scenario_runs_finished ON scenario_runs (scenario_id, finished_at) WHERE finished_at IS NOT NULL",
)
