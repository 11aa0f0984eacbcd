"""The tables of cohorts, of what they are given to do, and of what their members are reminded of."""

COHORTS = (
    # code is what people join by: eight letters and digits that cannot be mistaken for one another
    """
    CREATE TABLE cohorts (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        code TEXT NOT NULL UNIQUE,
        created_by TEXT REFERENCES people (id),
        created_at TEXT NOT NULL,
        archived_at TEXT
    )
    """,
    """
    CREATE TABLE cohort_trainers (
        cohort_id TEXT NOT NULL REFERENCES cohorts (id),
        person_id TEXT NOT NULL REFERENCES people (id),
        PRIMARY KEY (cohort_id, person_id)
    )
    """,
    "CREATE INDEX cohort_trainers_by_person ON cohort_trainers (person_id)",
    """
    CREATE TABLE cohort_members (
        cohort_id TEXT NOT NULL REFERENCES cohorts (id),
        person_id TEXT NOT NULL REFERENCES people (id),
        joined_at TEXT NOT NULL,
        joined_by TEXT NOT NULL CHECK (joined_by IN ('code', 'file', 'trainer')),
        PRIMARY KEY (cohort_id, person_id)
    )
    """,
    "CREATE INDEX cohort_members_by_person ON cohort_members (person_id)",
    # due_on is a day, 2026-11-23, at whose end in UTC the work is due; NULL where there is none
    """
    CREATE TABLE assignments (
        cohort_id TEXT NOT NULL REFERENCES cohorts (id),
        kind TEXT NOT NULL CHECK (kind IN ('module', 'scenario', 'quiz')),
        target_id TEXT NOT NULL,
        due_on TEXT,
        assigned_at TEXT NOT NULL,
        PRIMARY KEY (cohort_id, kind, target_id)
    )
    """,
    # another day for one person
    """
    CREATE TABLE extensions (
        cohort_id TEXT NOT NULL,
        person_id TEXT NOT NULL REFERENCES people (id),
        kind TEXT NOT NULL,
        target_id TEXT NOT NULL,
        due_on TEXT NOT NULL,
        granted_by TEXT REFERENCES people (id),
        granted_at TEXT NOT NULL,
        PRIMARY KEY (cohort_id, person_id, kind, target_id),
        FOREIGN KEY (cohort_id, kind, target_id) REFERENCES assignments (cohort_id, kind, target_id)
            ON DELETE CASCADE
    )
    """,
)

COHORT_EXTRAS = (
    # why somebody was given more time
    "ALTER TABLE extensions ADD COLUMN reason TEXT NOT NULL DEFAULT ''",
    # for the matrix: a page by name, who has finished a module, and when somebody was last here
    "CREATE INDEX people_by_name ON people (search_text, id)",
    "CREATE INDEX completions_by_module ON completions (module_id, person_id)",
    "CREATE INDEX section_reads_by_moment ON section_reads (person_id, seen_at)",
)

REMINDERS = (
    # one random code for each thing that somebody can show; record is the edition of a module, or the attempt
    """
    CREATE TABLE completion_codes (
        code TEXT NOT NULL PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id),
        kind TEXT NOT NULL CHECK (kind IN ('module', 'final')),
        target_id TEXT NOT NULL,
        record TEXT NOT NULL,
        made_at TEXT NOT NULL,
        UNIQUE (person_id, kind, target_id, record)
    )
    """,
    # what somebody was told, once for each day that it is about; by_id is NULL for the command line
    """
    CREATE TABLE reminders_sent (
        person_id TEXT NOT NULL REFERENCES people (id),
        reason TEXT NOT NULL CHECK (reason IN ('due', 'overdue', 'expiring')),
        kind TEXT NOT NULL,
        target_id TEXT NOT NULL,
        day TEXT NOT NULL,
        channel TEXT NOT NULL CHECK (channel IN ('mail', 'file')),
        by_id TEXT REFERENCES people (id),
        sent_at TEXT NOT NULL,
        PRIMARY KEY (person_id, reason, kind, target_id, day)
    )
    """,
    # who wants to hear of work only once it is overdue
    """
    CREATE TABLE reminders_declined (
        person_id TEXT NOT NULL PRIMARY KEY REFERENCES people (id),
        declined_at TEXT NOT NULL
    )
    """,
)
