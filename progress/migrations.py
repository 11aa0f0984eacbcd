"""The tables, as named steps that are never edited once released: a change is a new step at the end.

The SQL is the subset that SQLite 3.40 and PostgreSQL 15 share. Ids are text, moments are ISO-8601 text in
UTC, yes and no are 1 and 0, JSON is text. `Database` adds what only one engine understands.

Rows of answers, grades, completions and the audit log are only ever added.
"""

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

STEPS: dict[str, tuple[str, ...]] = {
    "people": PEOPLE,
    "reading": READING,
    "attempts": ATTEMPTS,
    "answers": ANSWERS,
    "grades": GRADES,
    "completions": COMPLETIONS,
}
"""Step name -> its statements, in the order in which they are applied."""
