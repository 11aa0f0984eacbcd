"""The tables, as named steps that are never edited once released: a change is a new step at the end.

The SQL is the subset that SQLite 3.40 and PostgreSQL 15 share. Ids are text, moments are ISO-8601 text in
UTC, yes and no are 1 and 0, JSON is text. `Database` adds what only one engine understands.

Rows of answers, grades, steps in scenarios, completions and the audit log are only ever added. Tallies go up and down:
they repeat what other rows say, and can be counted again from them (see `progress.recount`).
"""

from progress.address_step import ADDRESSES
from progress.certificate_step import CERTIFICATES
from progress.cohort_steps import COHORT_EXTRAS, COHORTS, REMINDERS
from progress.cohort_tallies_step import COHORT_TALLIES
from progress.erasure_step import ERASURES
from progress.identity_step import IDENTITIES
from progress.item_tally_tables import ITEM_TALLIES
from progress.overview_step import OVERVIEW_INDEXES
from progress.reader_marks_step import READER_MARKS
from progress.review_step import REVIEW_CARDS
from progress.standings_step import STANDINGS

PEOPLE = (
    # email is lower case, and NULL once the person is erased; search_text is the folded name and email
    """
    CREATE TABLE people (
        id TEXT NOT NULL PRIMARY KEY,
        email TEXT UNIQUE,
        name TEXT NOT NULL,
        search_text TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('learner', 'trainer', 'admin')),
        password_hash TEXT,
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        created_at TEXT NOT NULL
    )
    """,
    # token_hash is the SHA-256 of the cookie: whoever reads the table cannot sign in with it
    """
    CREATE TABLE sign_in_sessions (
        token_hash TEXT NOT NULL PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        started_at TEXT NOT NULL,
        seen_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX sign_in_sessions_by_person ON sign_in_sessions (person_id)",
    # either a role for somebody new, or a person who has yet to choose a password
    """
    CREATE TABLE invitations (
        token_hash TEXT NOT NULL PRIMARY KEY,
        role TEXT CHECK (role IN ('learner', 'trainer', 'admin')),
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        accepted_at TEXT,
        CHECK ((role IS NULL) <> (person_id IS NULL))
    )
    """,
    # no foreign keys: the log outlives whom it names
    """
    CREATE TABLE audit_log (
        id TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        actor_id TEXT,
        action TEXT NOT NULL,
        subject_id TEXT,
        detail TEXT NOT NULL
    )
    """,
    "CREATE INDEX audit_log_by_time ON audit_log (at)",
)

READING = (
    # read_at is the first time, seen_at the latest
    """
    CREATE TABLE section_reads (
        person_id TEXT NOT NULL REFERENCES people (id),
        module_id TEXT NOT NULL,
        section_id TEXT NOT NULL,
        edition INTEGER NOT NULL,
        read_at TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        PRIMARY KEY (person_id, module_id, section_id, edition)
    )
    """,
)

ATTEMPTS = (
    # each question once per content hash, as canonical JSON: what learners saw, whatever the files say now
    """
    CREATE TABLE question_versions (
        version TEXT NOT NULL PRIMARY KEY,
        question_id TEXT NOT NULL,
        content TEXT NOT NULL,
        first_asked_at TEXT NOT NULL
    )
    """,
    # grading is the number of the grading in force; score is in per cent
    """
    CREATE TABLE attempts (
        id TEXT NOT NULL PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id),
        quiz_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        preview INTEGER NOT NULL CHECK (preview IN (0, 1)),
        edition TEXT NOT NULL,
        seed TEXT NOT NULL,
        pass_mark INTEGER NOT NULL,
        started_at TEXT NOT NULL,
        deadline_at TEXT,
        state TEXT NOT NULL CHECK (state IN ('open', 'submitted')),
        submitted_at TEXT,
        grading INTEGER,
        points REAL,
        score REAL,
        passed INTEGER CHECK (passed IN (0, 1)),
        UNIQUE (person_id, quiz_id, preview, number),
        CHECK ((state = 'open') = (submitted_at IS NULL)),
        CHECK ((state = 'open') = (grading IS NULL))
    )
    """,
    # two tabs that start at once get one attempt
    "CREATE UNIQUE INDEX attempts_open ON attempts (person_id, quiz_id, preview) WHERE state = 'open'",
    "CREATE INDEX attempts_by_quiz ON attempts (quiz_id, state, preview)",
    """
    CREATE TABLE attempt_questions (
        attempt_id TEXT NOT NULL REFERENCES attempts (id),
        position INTEGER NOT NULL,
        question_id TEXT NOT NULL,
        version TEXT NOT NULL REFERENCES question_versions (version),
        option_order TEXT NOT NULL,
        points INTEGER NOT NULL,
        PRIMARY KEY (attempt_id, question_id),
        UNIQUE (attempt_id, position)
    )
    """,
)

ANSWERS = (
    # event_id is made by the page, so that a request sent twice is known; response is the answer as graded,
    # raw_response as it was given, where the two differ
    """
    CREATE TABLE answers (
        event_id TEXT NOT NULL PRIMARY KEY,
        attempt_id TEXT NOT NULL,
        question_id TEXT NOT NULL,
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        response TEXT NOT NULL,
        raw_response TEXT,
        saved_at TEXT NOT NULL,
        UNIQUE (attempt_id, question_id, sequence),
        FOREIGN KEY (attempt_id, question_id) REFERENCES attempt_questions (attempt_id, question_id)
    )
    """,
    """
    CREATE TABLE flags (
        attempt_id TEXT NOT NULL,
        question_id TEXT NOT NULL,
        flagged_at TEXT NOT NULL,
        PRIMARY KEY (attempt_id, question_id),
        FOREIGN KEY (attempt_id, question_id) REFERENCES attempt_questions (attempt_id, question_id)
    )
    """,
)

GRADES = (
    # grading counts from 1 and a regrade adds the next; version is the question graded against, sequence the
    # answer that was graded (0: left out), score the share from 0 to 1 of the points
    """
    CREATE TABLE grades (
        attempt_id TEXT NOT NULL,
        question_id TEXT NOT NULL,
        grading INTEGER NOT NULL CHECK (grading > 0),
        version TEXT NOT NULL REFERENCES question_versions (version),
        sequence INTEGER NOT NULL,
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
        fully_right INTEGER NOT NULL CHECK (fully_right IN (0, 1)),
        omitted INTEGER NOT NULL CHECK (omitted IN (0, 1)),
        points INTEGER NOT NULL,
        response TEXT NOT NULL,
        graded_at TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (attempt_id, question_id, grading),
        FOREIGN KEY (attempt_id, question_id) REFERENCES attempt_questions (attempt_id, question_id)
    )
    """,
)

COMPLETIONS = (
    # attempt_id and score are NULL for a module without a quiz
    """
    CREATE TABLE completions (
        person_id TEXT NOT NULL REFERENCES people (id),
        module_id TEXT NOT NULL,
        edition INTEGER NOT NULL,
        completed_at TEXT NOT NULL,
        attempt_id TEXT REFERENCES attempts (id),
        score REAL,
        PRIMARY KEY (person_id, module_id, edition)
    )
    """,
)

CERTAINTY_HINTS_AND_TIME = (
    # 'asked' and 'scored' as the quiz had it at the start
    """
    ALTER TABLE attempts ADD COLUMN certainty TEXT NOT NULL DEFAULT 'off'
        CHECK (certainty IN ('off', 'asked', 'scored'))
    """,
    # NULL while open, and for attempts from before deadlines
    "ALTER TABLE attempts ADD COLUMN closed_by TEXT CHECK (closed_by IN ('learner', 'deadline'))",
    "CREATE INDEX attempts_by_deadline ON attempts (deadline_at) WHERE state = 'open' AND deadline_at IS NOT NULL",
    # 1 not sure, 2 fairly sure, 3 sure; NULL when nothing was said
    "ALTER TABLE answers ADD COLUMN certainty INTEGER CHECK (certainty BETWEEN 1 AND 3)",
    "ALTER TABLE grades ADD COLUMN certainty INTEGER CHECK (certainty BETWEEN 1 AND 3)",
    # how many steps of the question's hints were shown before submission
    "ALTER TABLE grades ADD COLUMN hints INTEGER NOT NULL DEFAULT 0",
    # number counts a question's hints from 1
    """
    CREATE TABLE hints_shown (
        attempt_id TEXT NOT NULL,
        question_id TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0),
        shown_at TEXT NOT NULL,
        PRIMARY KEY (attempt_id, question_id, number),
        FOREIGN KEY (attempt_id, question_id) REFERENCES attempt_questions (attempt_id, question_id)
    )
    """,
    # what a time limit is multiplied by for this person
    "ALTER TABLE people ADD COLUMN time_factor REAL NOT NULL DEFAULT 1 CHECK (time_factor BETWEEN 1 AND 10)",
)

SCENARIOS = (
    # each scenario once per content hash, as canonical JSON: what learners saw, whatever the files say now
    """
    CREATE TABLE scenario_versions (
        version TEXT NOT NULL PRIMARY KEY,
        scenario_id TEXT NOT NULL,
        content TEXT NOT NULL,
        first_shown_at TEXT NOT NULL
    )
    """,
    # the numbers are about the final path, stored when the run is finished
    """
    CREATE TABLE scenario_runs (
        id TEXT NOT NULL PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id),
        scenario_id TEXT NOT NULL,
        version TEXT NOT NULL REFERENCES scenario_versions (version),
        number INTEGER NOT NULL,
        preview INTEGER NOT NULL CHECK (preview IN (0, 1)),
        started_at TEXT NOT NULL,
        finished_at TEXT,
        decisions INTEGER,
        sound INTEGER,
        naive INTEGER,
        false_alarms INTEGER,
        UNIQUE (person_id, scenario_id, preview, number),
        CHECK ((finished_at IS NULL) = (decisions IS NULL)),
        CHECK ((finished_at IS NULL) = (sound IS NULL)),
        CHECK ((finished_at IS NULL) = (naive IS NULL)),
        CHECK ((finished_at IS NULL) = (false_alarms IS NULL))
    )
    """,
    # two tabs that start at once get one run
    """
    CREATE UNIQUE INDEX scenario_runs_open ON scenario_runs (person_id, scenario_id, preview)
        WHERE finished_at IS NULL
    """,
    # event_id is made by the page, so that a click sent twice is known; a return has no option
    """
    CREATE TABLE scenario_steps (
        event_id TEXT NOT NULL PRIMARY KEY,
        run_id TEXT NOT NULL REFERENCES scenario_runs (id),
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        kind TEXT NOT NULL CHECK (kind IN ('choice', 'return')),
        node_id TEXT NOT NULL,
        option_id TEXT,
        made_at TEXT NOT NULL,
        UNIQUE (run_id, sequence),
        CHECK ((kind = 'return') = (option_id IS NULL))
    )
    """,
    # sequence is how many steps had been made when the card was opened
    """
    CREATE TABLE scenario_cards (
        run_id TEXT NOT NULL REFERENCES scenario_runs (id),
        sequence INTEGER NOT NULL,
        node_id TEXT NOT NULL,
        card_id TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        PRIMARY KEY (run_id, sequence, node_id, card_id)
    )
    """,
)

REGRADES = (
    # version is the corrected question, NULL where the quiz has it no more; by_id is NULL for the command line;
    # attempts counts those to which it gave grades
    """
    CREATE TABLE regrades (
        id TEXT NOT NULL PRIMARY KEY,
        quiz_id TEXT NOT NULL,
        question_id TEXT NOT NULL,
        mode TEXT NOT NULL CHECK (mode IN ('apply', 'only-if-better', 'drop', 'all-correct')),
        version TEXT REFERENCES question_versions (version),
        reason TEXT NOT NULL,
        by_id TEXT REFERENCES people (id),
        at TEXT NOT NULL,
        attempts INTEGER NOT NULL
    )
    """,
    "CREATE INDEX regrades_by_quiz ON regrades (quiz_id, at)",
    # the regrade that judged this question last; NULL for the grade of the submission
    "ALTER TABLE grades ADD COLUMN regrade_id TEXT REFERENCES regrades (id)",
    # a completion whose pass a regrade took away: it stays, and a person decides what becomes of it
    """
    CREATE TABLE completions_at_stake (
        person_id TEXT NOT NULL,
        module_id TEXT NOT NULL,
        edition INTEGER NOT NULL,
        attempt_id TEXT NOT NULL REFERENCES attempts (id),
        regrade_id TEXT NOT NULL REFERENCES regrades (id),
        flagged_at TEXT NOT NULL,
        resolved_at TEXT,
        PRIMARY KEY (person_id, module_id, edition, regrade_id),
        FOREIGN KEY (person_id, module_id, edition) REFERENCES completions (person_id, module_id, edition)
    )
    """,
)

STEPS: dict[str, tuple[str, ...]] = {
    "people": PEOPLE,
    "reading": READING,
    "attempts": ATTEMPTS,
    "answers": ANSWERS,
    "grades": GRADES,
    "completions": COMPLETIONS,
    "certainty, hints and time": CERTAINTY_HINTS_AND_TIME,
    "scenarios": SCENARIOS,
    "regrades": REGRADES,
    "cohorts": COHORTS,
    "cohort-extras": COHORT_EXTRAS,
    "item-tallies": ITEM_TALLIES,
    "reminders": REMINDERS,
    "overview-indexes": OVERVIEW_INDEXES,
    "certificates": CERTIFICATES,
    "identities": IDENTITIES,
    "reader-marks": READER_MARKS,
    "review-cards": REVIEW_CARDS,
    "erasures": ERASURES,
    "standings": STANDINGS,
    "cohort-tallies": COHORT_TALLIES,
    "addresses": ADDRESSES,
}
"""Step name -> its statements, in the order in which they are applied."""
