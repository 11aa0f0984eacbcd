"""The traces that people leave in a module, as SQL that adds up the time between them.

A trace is a section gone on from, a quiz begun, an answer saved or a quiz submitted. Each gap counts as MOST_GAP at
most: whoever goes to lunch is not reading. What came before the first trace left none and is not counted.
"""

from progress.days import second_of

MOST_GAP = 900  # seconds of one gap that count as work

# One row per completion of `completed`, which {completed} defines with person_id, module_id, quiz_id, completed_at.
SPENT = f"""
WITH completed AS ({{completed}}),
tries AS (
    SELECT completed.person_id, completed.module_id, completed.completed_at, attempts.id, attempts.started_at,
        attempts.submitted_at
    FROM completed JOIN attempts ON attempts.person_id = completed.person_id
        AND attempts.quiz_id = completed.quiz_id AND attempts.preview = 0
),
traces AS (
    SELECT completed.person_id, completed.module_id, completed.completed_at, reads.read_at AS at
    FROM completed JOIN section_reads AS reads
        ON reads.person_id = completed.person_id AND reads.module_id = completed.module_id
    UNION ALL
    SELECT person_id, module_id, completed_at, started_at FROM tries
    UNION ALL
    SELECT person_id, module_id, completed_at, submitted_at FROM tries WHERE submitted_at IS NOT NULL
    UNION ALL
    SELECT tries.person_id, tries.module_id, tries.completed_at, answers.saved_at
    FROM tries JOIN answers ON answers.attempt_id = tries.id
),
timed AS (
    SELECT person_id, module_id, completed_at, {second_of("at")} AS second FROM traces WHERE at <= completed_at
),
gaps AS (
    SELECT person_id, module_id, completed_at,
        second - LAG(second) OVER (PARTITION BY person_id, module_id ORDER BY second) AS gap
    FROM timed
)
INSERT INTO module_times (person_id, module_id, finished_at, seconds)
SELECT person_id, module_id, completed_at, SUM(CASE WHEN gap > {MOST_GAP} THEN {MOST_GAP} ELSE gap END)
FROM gaps WHERE gap IS NOT NULL GROUP BY person_id, module_id, completed_at
"""  # noqa: S608 - numbers and SQL of ours
ONE = "SELECT :person_id AS person_id, :module_id AS module_id, :quiz_id AS quiz_id, :now AS completed_at"
EVERY = """
SELECT completions.person_id, completions.module_id, attempts.quiz_id, completions.completed_at
FROM completions LEFT JOIN attempts ON attempts.id = completions.attempt_id
WHERE completions.edition = (SELECT MIN(earliest.edition) FROM completions AS earliest
    WHERE earliest.person_id = completions.person_id AND earliest.module_id = completions.module_id)
"""
