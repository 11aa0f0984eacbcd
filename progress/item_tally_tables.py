"""The tables of the tallies of item analysis: a step of `progress.migrations`, under whose rules it stands."""

ITEM_TALLIES = (
    # the groups in which people are counted: whoever was asked one edition of a quiz
    """
    CREATE TABLE tallied_editions (
        quiz_id TEXT NOT NULL,
        edition TEXT NOT NULL,
        first_submitted_at TEXT NOT NULL,
        PRIMARY KEY (quiz_id, edition)
    )
    """,
    """
    INSERT INTO tallied_editions (quiz_id, edition, first_submitted_at)
    SELECT quiz_id, edition, MIN(submitted_at) FROM attempts WHERE state = 'submitted' AND preview = 0
    GROUP BY quiz_id, edition
    """,
    # submitted attempts that are in no tally yet; all others are in. So the attempts from before this step begin here,
    # and the server counts them when it starts.
    """
    CREATE TABLE waiting_attempts (
        attempt_id TEXT NOT NULL PRIMARY KEY REFERENCES attempts (id),
        quiz_id TEXT NOT NULL,
        edition TEXT NOT NULL,
        person_id TEXT NOT NULL,
        submitted_at TEXT NOT NULL
    )
    """,
    """
    INSERT INTO waiting_attempts (attempt_id, quiz_id, edition, person_id, submitted_at)
    SELECT id, quiz_id, edition, person_id, submitted_at FROM attempts WHERE state = 'submitted' AND preview = 0
    """,
    "CREATE INDEX waiting_attempts_by_edition ON waiting_attempts (quiz_id, edition, submitted_at)",
    # a question in one wording, judged by one key in one way; id is made from the rest, and mode is '' for the
    # judgement of the submission
    """
    CREATE TABLE tally_lines (
        id TEXT NOT NULL PRIMARY KEY,
        quiz_id TEXT NOT NULL,
        edition TEXT NOT NULL,
        question_id TEXT NOT NULL,
        version TEXT NOT NULL REFERENCES question_versions (version),
        key_version TEXT NOT NULL REFERENCES question_versions (version),
        mode TEXT NOT NULL,
        points INTEGER NOT NULL
    )
    """,
    "CREATE INDEX tally_lines_by_quiz ON tally_lines (quiz_id, edition)",
    # is_first, is_last and is_best say which of its person's counted attempts at the edition an attempt is. Marks and
    # totals are exact: '2', '7/3'.
    """
    CREATE TABLE total_tallies (
        quiz_id TEXT NOT NULL,
        edition TEXT NOT NULL,
        total TEXT NOT NULL,
        out_of TEXT NOT NULL,
        is_first INTEGER NOT NULL,
        is_last INTEGER NOT NULL,
        is_best INTEGER NOT NULL,
        learners INTEGER NOT NULL,
        PRIMARY KEY (quiz_id, edition, total, out_of, is_first, is_last, is_best)
    )
    """,
    """
    CREATE TABLE score_tallies (
        quiz_id TEXT NOT NULL,
        edition TEXT NOT NULL,
        score REAL NOT NULL,
        passed INTEGER NOT NULL,
        is_first INTEGER NOT NULL,
        is_last INTEGER NOT NULL,
        is_best INTEGER NOT NULL,
        learners INTEGER NOT NULL,
        PRIMARY KEY (quiz_id, edition, score, passed, is_first, is_last, is_best)
    )
    """,
    """
    CREATE TABLE mark_tallies (
        line_id TEXT NOT NULL REFERENCES tally_lines (id),
        share TEXT NOT NULL,
        total TEXT NOT NULL,
        out_of TEXT NOT NULL,
        is_first INTEGER NOT NULL,
        is_last INTEGER NOT NULL,
        is_best INTEGER NOT NULL,
        learners INTEGER NOT NULL,
        PRIMARY KEY (line_id, share, total, out_of, is_first, is_last, is_best)
    )
    """,
    # kind is outcome, option, belief, hints or seconds; part is '' where a question has one answer; certainty is 0
    # where nothing was said
    """
    CREATE TABLE answer_tallies (
        line_id TEXT NOT NULL REFERENCES tally_lines (id),
        kind TEXT NOT NULL,
        part TEXT NOT NULL,
        choice TEXT NOT NULL,
        certainty INTEGER NOT NULL,
        is_first INTEGER NOT NULL,
        is_last INTEGER NOT NULL,
        is_best INTEGER NOT NULL,
        learners INTEGER NOT NULL,
        PRIMARY KEY (line_id, kind, part, choice, certainty, is_first, is_last, is_best)
    )
    """,
)
