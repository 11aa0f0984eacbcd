"""Every table that says something of people: whose a row is, what it holds in words, and what erasing does to it.

This is the one list: the export of one person, erasing, how long unused accounts are kept and what pages say of it all
come from here. A table that is not on it fails a test, so whoever adds one says here what becomes of it.
"""

from dataclasses import dataclass
from typing import Literal

from progress.database import Row, Transaction

Fate = Literal["gone", "nameless", "stays"]
"""What erasing does to rows: they are deleted; they stay for the figures, as nobody's; they stay as they are."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A table with rows about somebody.

    `owner` is the column with the person's id, or else `parent` is a column and the table in which it is an id, whose
    rows are the person's. `withheld` columns are handed out to nobody: who has them can sign in, or they are somebody
    else's. `traces` are the columns with moments at which the person did something. Rows that are `private` are
    single answers and decisions, which nobody but the person may read, whoever asks for them.
    """

    table: str
    title: str
    told: str
    fate: Fate
    owner: str = "person_id"
    parent: tuple[str, str] | None = None
    withheld: frozenset[str] = frozenset()
    traces: tuple[str, ...] = ()
    private: bool = False

    def whose(self, person: str = ":person_id") -> str:
        """SQL for the condition that a row is this person's."""
        if self.parent is None:
            return f"{self.table}.{self.owner} = {person}"
        column, table = self.parent
        return f"{self.table}.{column} IN (SELECT id FROM {table} WHERE {table}.person_id = {person})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Act:
    """A column that names who did something for others. `shown` columns say what it was, and nothing about the others.

    Erasing puts nobody's id in its place, unless the act `stays`.
    """

    table: str
    column: str
    title: str
    shown: tuple[str, ...]
    stays: bool = False


ACCOUNT = Holding(
    "people",
    "Account",
    "Your name, your email address and how it is known to be yours, your role, a protected form of your password,"
    " when you began the course and last did something in it, and how many modules you have completed.",
    "gone",
    owner="id",
    withheld=frozenset({"password_hash"}),
)
OF_ATTEMPT = ("attempt_id", "attempts")
OF_RUN = ("run_id", "scenario_runs")

HOLDINGS = (  # what hangs on something stands before it, because it is deleted in this order
    ACCOUNT,
    Holding(
        "sign_in_sessions",
        "Sign-ins",
        "Where you are signed in now: since when, and when last seen.",
        "gone",
        withheld=frozenset({"token_hash"}),
        traces=("started_at", "seen_at"),
    ),
    Holding(
        "identities",
        "Account elsewhere",
        "The number by which you are known where you sign in, if that is elsewhere, and since when.",
        "gone",
        traces=("linked_at",),
    ),
    Holding(
        "invitations",
        "One-time links",
        "Links that were made for you to choose a password with, where they were sent, and when they were used.",
        "gone",
        withheld=frozenset({"token_hash"}),
        traces=("accepted_at",),
    ),
    Holding(
        "section_reads",
        "Sections read",
        "Which sections you have read, in which edition, first and last.",
        "nameless",
        traces=("read_at", "seen_at"),
    ),
    Holding(
        "checklist_ticks",
        "Checklists",
        "What you ticked in the checklists of sections.",
        "gone",
        private=True,
        traces=("ticked_at",),
    ),
    Holding(
        "attempts",
        "Quiz attempts",
        "Each attempt at a quiz: when you began and ended it, its result, and the rules that held.",
        "nameless",
        traces=(
            "started_at",
        ),  # it may be submitted by nobody: when its time is over, or when it was left open
    ),
    Holding(
        "attempt_questions",
        "Questions asked",
        "Which questions each attempt asked you, in which order.",
        "nameless",
        parent=OF_ATTEMPT,
    ),
    Holding(
        "answers",
        "Answers",
        "Every answer that you saved, with its time and how sure you said you were. What you wrote yourself is for "
        "nobody else.",
        "nameless",
        parent=OF_ATTEMPT,
        private=True,
        traces=("saved_at",),
    ),
    Holding(
        "flags",
        "Questions marked",
        "Questions that you marked to come back to.",
        "gone",
        parent=OF_ATTEMPT,
        private=True,
    ),
    Holding("hints_shown", "Hints", "Hints that you had shown.", "nameless", parent=OF_ATTEMPT, private=True),
    Holding(
        "grades",
        "Marks",
        "How each answer was judged, and judged again where a key was wrong.",
        "nameless",
        parent=OF_ATTEMPT,
        private=True,
    ),
    Holding(
        "waiting_attempts",
        "Attempts to be counted",
        "Attempts that are counted in the figures once those of five people wait.",
        "nameless",
    ),
    Holding(
        "review_events",
        "Reviews",
        "When you were asked again, what you answered, how well you knew it, and when it comes next.",
        "gone",
        parent=("card_id", "review_cards"),
        private=True,
        traces=("at",),
    ),
    Holding(
        "review_cards",
        "Cards to review",
        "Questions that you missed and words that you chose, to be asked again.",
        "gone",
        private=True,
    ),
    Holding(
        "review_choices",
        "Choices about review",
        "Whether you paused the review, or had it forgotten, and since when.",
        "gone",
    ),
    Holding(
        "completions",
        "Modules completed",
        "Which modules you have completed, when, in which edition and with which score.",
        "nameless",
    ),
    Holding(
        "completions_at_stake",
        "Completions under review",
        "Completed modules whose pass was taken away when a key was corrected, until a trainer decides.",
        "gone",
    ),
    Holding(
        "module_times", "Time spent", "How long you took for each module that you completed.", "nameless"
    ),
    Holding(
        "scenario_runs",
        "Scenarios",
        "Each time you walked through a scenario: begun, finished, and how your decisions were judged.",
        "nameless",
        traces=("started_at", "finished_at"),
    ),
    Holding(
        "scenario_steps",
        "Decisions in scenarios",
        "Every decision, and every step back.",
        "nameless",
        parent=OF_RUN,
        private=True,
        traces=("made_at",),
    ),
    Holding(
        "scenario_cards",
        "Cards opened in scenarios",
        "Which cards you opened, and when.",
        "nameless",
        parent=OF_RUN,
        private=True,
        traces=("opened_at",),
    ),
    Holding(
        "cohort_members",
        "Cohorts",
        "The cohorts that you are in, and since when.",
        "gone",
        traces=("joined_at",),
    ),
    Holding("cohort_trainers", "Cohorts you look after", "The cohorts that you look after.", "gone"),
    Holding(
        "extensions",
        "More time",
        "Later days that your trainers gave you, with their reason.",
        "gone",
        withheld=frozenset({"granted_by"}),
    ),
    Holding(
        "completion_codes",
        "Codes in the roster",
        "The codes by which what you completed can be checked.",
        "gone",
    ),
    Holding(
        "reminders_sent",
        "Reminders",
        "Which reminders were sent to you, and when.",
        "gone",
        withheld=frozenset({"by_id"}),
    ),
    Holding(
        "reminders_declined", "Reminders declined", "That you want no reminders of what is due soon.", "gone"
    ),
    Holding(
        "certificates",
        "Certificates",
        "Your certificates as they are printed, with the codes by which anybody can check them.",
        "gone",
        withheld=frozenset({"revoked_by"}),
        traces=("issued_at",),
    ),
    Holding(
        "audit_log",
        "Audit log",
        "What was done to your account, and when. It bears a random number in the place of your name.",
        "stays",
        owner="subject_id",
        withheld=frozenset({"actor_id"}),
    ),
)

ACTS = (
    Act("cohorts", "created_by", "Cohorts you made", ("name", "created_at", "archived_at")),
    Act("extensions", "granted_by", "More time you gave", ("kind", "target_id", "due_on", "granted_at")),
    Act(
        "regrades",
        "by_id",
        "Regrades you made",
        ("quiz_id", "question_id", "mode", "reason", "at", "attempts"),
    ),
    Act(
        "reminders_sent", "by_id", "Reminders you sent", ("reason", "kind", "target_id", "channel", "sent_at")
    ),
    Act("certificates", "revoked_by", "Certificates you withdrew", ("course_title", "revoked_at")),
    Act("audit_log", "actor_id", "What you did", ("at", "action"), stays=True),
)

ABOUT_NOBODY = frozenset(
    {
        "question_versions",
        "scenario_versions",
        "assignments",
        "tallied_editions",
        "tally_lines",
        "total_tallies",
        "score_tallies",
        "mark_tallies",
        "answer_tallies",
        "activity_tallies",
    }
)
"""Tables of the course and of counts, in which nobody can be found."""


def rows(transaction: Transaction, holding: Holding, person_id: str) -> list[Row]:
    """The person's rows of a table, without what is withheld, in the order in which they were written."""
    found = transaction.rows(
        f"SELECT * FROM {holding.table} WHERE {holding.whose()}",  # noqa: S608 - our own names
        person_id=person_id,
    )
    return [{name: row[name] for name in row if name not in holding.withheld} for row in found]


def acts(transaction: Transaction, act: Act, person_id: str) -> list[Row]:
    """What the person did for others, of one kind."""
    return transaction.rows(
        f"SELECT {', '.join(act.shown)} FROM {act.table} WHERE {act.column} = :person_id",  # noqa: S608 - ours
        person_id=person_id,
    )


def number(transaction: Transaction, holding: Holding, person_id: str) -> int:
    """How many rows of a table are the person's."""
    counted = f"SELECT COUNT(*) AS number FROM {holding.table} WHERE {holding.whose()}"  # noqa: S608 - ours
    return int(transaction.rows(counted, person_id=person_id)[0]["number"])
