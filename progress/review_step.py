"""The tables of spaced review."""

REVIEW_CARDS = (
    # quiz_id is '' for a term; a person has one card for each question, and one for each face of a term
    """
    CREATE TABLE review_cards (
        id TEXT NOT NULL PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id),
        face TEXT NOT NULL CHECK (face IN ('question', 'meaning', 'word')),
        quiz_id TEXT NOT NULL,
        item_id TEXT NOT NULL,
        added_at TEXT NOT NULL,
        UNIQUE (person_id, quiz_id, item_id, face),
        CHECK ((face = 'question') = (quiz_id <> ''))
    )
    """,
    # only ever added to, until its person has all of it forgotten; each row has the memory after it, days as
    # 2026-11-23, so the last row of a card is its state. event_id is random; of a miss it is attempt/question, so that
    # a miss is noted once. version is the question as it was asked.
    """
    CREATE TABLE review_events (
        event_id TEXT NOT NULL PRIMARY KEY,
        card_id TEXT NOT NULL REFERENCES review_cards (id),
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        kind TEXT NOT NULL CHECK (kind IN ('chosen', 'missed', 'reviewed', 'left-out', 'taken-up')),
        rating TEXT CHECK (rating IN ('again', 'hard', 'good', 'easy')),
        attempt_id TEXT REFERENCES attempts (id),
        version TEXT REFERENCES question_versions (version),
        response TEXT,
        due_on TEXT NOT NULL,
        reviewed_on TEXT,
        stability REAL,
        difficulty REAL,
        left_out INTEGER NOT NULL CHECK (left_out IN (0, 1)),
        at TEXT NOT NULL,
        UNIQUE (card_id, sequence),
        CHECK ((kind IN ('missed', 'reviewed')) = (rating IS NOT NULL)),
        CHECK ((kind = 'missed') = (attempt_id IS NOT NULL))
    )
    """,
    # what was missed before forgotten_at makes no card any more
    """
    CREATE TABLE review_choices (
        person_id TEXT NOT NULL PRIMARY KEY REFERENCES people (id),
        paused_at TEXT,
        forgotten_at TEXT
    )
    """,
)
