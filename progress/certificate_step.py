"""The table of certificates."""

CERTIFICATES = (
    # code is what anybody checks it by, id names it where nobody is to be found by it; name, title, issuer and editions
    # as printed; editions: {"modules": [[id, title, edition], ...], "finals": ...}; attempt_id is the pass that gave
    # the score; valid_until is the last day, 2028-11-23, NULL where it counts for good; revoked_by is NULL for the
    # command line and for its holder
    """
    CREATE TABLE certificates (
        code TEXT NOT NULL PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        person_id TEXT NOT NULL REFERENCES people (id),
        name TEXT NOT NULL,
        course_title TEXT NOT NULL,
        issuer TEXT NOT NULL,
        editions TEXT NOT NULL,
        attempt_id TEXT REFERENCES attempts (id),
        score REAL,
        issued_at TEXT NOT NULL,
        valid_until TEXT,
        revoked_at TEXT,
        revoked_by TEXT REFERENCES people (id),
        revoked_reason TEXT,
        CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
    )
    """,
    "CREATE INDEX certificates_by_person ON certificates (person_id, issued_at)",
)
