"""Who may see what: the table of it, and the one place where pages ask.

`docs/who-sees-what.md` is this table; `python -m app_pages.access` prints it anew, and tests walk over it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Never

import streamlit as st

from accounts import people, sessions
from accounts.people import Person
from app_pages import services
from app_pages.parts.frame import sign_in_address
from app_pages.parts.words import heading
from progress import cohorts
from progress.cohorts import Cohort

TRAINERS = ("trainer", "admin")
Role = Literal["visitor", "learner", "trainer", "admin"]
ROLES: tuple[Role, ...] = ("visitor", "learner", "trainer", "admin")


@dataclass(frozen=True, slots=True)
class Right:
    """What a place shows, and to whom: `may` is the least that somebody has to be.

    `does` says what can be done there, by the least that somebody has to be for it.
    """

    may: Role
    shows: str
    does: Mapping[Role, str] = field(default_factory=dict)


OWN_COHORTS = "their own cohorts; administrators, and trainers while there is no cohort: everybody"
WITHOUT_NAMES = "statistics without names, nothing about fewer than five people"

# Every page by its address. A page that is not here is shown to nobody.
PAGES: Mapping[str, Right] = {
    "": Right("visitor", "the course; to learners what they have done and what is due"),
    "module": Right("visitor", "the sections and their checks", {"learner": "have sections kept as read"}),
    "handout": Right("visitor", "a module on one sheet, without its questions"),
    "glossary": Right("visitor", "the terms"),
    "practice": Right("visitor", "exercises on terms and names"),
    "resources": Right("visitor", "the resources"),
    "search": Right(
        "visitor", "hits in what everybody may read; to learners also in questions they have been explained"
    ),
    "about": Right("visitor", "what the course keeps"),
    "privacy": Right("visitor", "what is kept about whom, who sees it, and for how long"),
    "review": Right("learner", "one's own review", {"learner": "answer, choose terms, pause, forget"}),
    "record": Right(
        "learner", "one's own record", {"learner": "choose reminders, sign out one's other browsers"}
    ),
    "quiz": Right(
        "learner", "one's own open attempt, without keys or explanations", {"learner": "answer, submit"}
    ),
    "results": Right("learner", "one's own submitted attempts, with explanations"),
    "scenario": Right("learner", "one's own runs", {"learner": "decide"}),
    "certificate": Right("learner", "one's own certificates", {"learner": "have one made out"}),
    "join": Right("learner", "the cohort of a code", {"learner": "join it"}),
    "people": Right(
        "admin", "everybody's account", {"admin": "change roles, close, take away and erase on request"}
    ),
    "overview": Right(
        "trainer", f"counts and medians of {OWN_COHORTS}; nothing about fewer than five people"
    ),
    "completion": Right("trainer", f"who has completed what, by name: {OWN_COHORTS}"),
    "learner": Right(
        "trainer",
        f"one learner's completion, scores and days, never answers: {OWN_COHORTS}",
        {"trainer": "give more time, take out of a cohort"},
    ),
    "cohorts": Right(
        "trainer",
        "a trainer's own cohorts; administrators: all",
        {"trainer": "make, archive, enrol, give work, name trainers"},
    ),
    "reminders": Right("trainer", f"who is to be reminded of what: {OWN_COHORTS}", {"trainer": "send them"}),
    "downloads": Right("trainer", f"files of {OWN_COHORTS}; {WITHOUT_NAMES}"),
    "issued": Right(
        "trainer", f"certificates of {OWN_COHORTS}", {"trainer": "withdraw one, let it count again"}
    ),
    "questions": Right("trainer", WITHOUT_NAMES),
    "scenario-figures": Right("trainer", WITHOUT_NAMES),
    "content-health": Right("trainer", "what in the course is out of date"),
    "regrade": Right(
        "trainer",
        f"who gains and loses by a corrected key: names of {OWN_COHORTS}, numbers of all",
        {"trainer": "regrade"},
    ),
}

# Every route beside the pages. Each POST must come from a page of this site.
ROUTES: Mapping[str, Right] = {
    "GET /account/sign-in": Right("visitor", "a form"),
    "POST /account/sign-in": Right("visitor", "a page", {"visitor": "sign in, so many times"}),
    "GET /account/sign-up": Right("visitor", "a form"),
    "POST /account/sign-up": Right("visitor", "a page", {"visitor": "make a learner's account"}),
    "GET /account/forgotten": Right("visitor", "a form, where mail is sent"),
    "POST /account/forgotten": Right(
        "visitor", "the same to everybody", {"visitor": "have a link sent to an account's own address"}
    ),
    "GET /account/welcome/{token}": Right("visitor", "a form, to whoever holds an unused link"),
    "POST /account/welcome/{token}": Right(
        "visitor", "a page", {"visitor": "use the link: get its role, or set the password of its person"}
    ),
    "GET /account/provider/{way}": Right("visitor", "the way to a provider of identities"),
    "GET /account/signed-out": Right("visitor", "that the session has ended"),
    "GET /auth/login": Right("visitor", "the way to a provider of identities"),
    "GET /oauth2callback": Right(
        "visitor", "nothing", {"visitor": "sign in with what a provider has signed"}
    ),
    "POST /account/sign-out": Right("visitor", "nothing", {"visitor": "end one's own session"}),
    "GET /badges/issuer": Right("visitor", "who issues badges"),
    "GET /badges/course": Right("visitor", "what they are for"),
    "GET /badges/keys/{key}": Right("visitor", "the public key"),
    "GET /badges/revocations": Right("visitor", "which were withdrawn, by ids that lead to nobody"),
    "GET /certificates": Right("visitor", "a form"),
    "GET /certificates/{code}": Right("visitor", "what stands on a certificate, to whoever has its code"),
    "GET /readyz": Right("visitor", "whether the server can take visitors"),
    "GET /metrics": Right("visitor", "counts without names, to whoever sends the monitor's token"),
    "GET /healthz": Right("visitor", "whether pages, course and database answer"),
    "GET /figures/{module}/{name}": Right("visitor", "a picture of the course"),
    "GET /module/{module}": Right("visitor", "the way to a page"),
    "GET /module/{module}/{section}": Right("visitor", "the way to a page"),
    "GET /quiz/{quiz}": Right("visitor", "the way to a page"),
    "GET /scenario/{scenario}": Right("visitor", "the way to a page"),
    "GET /{address:unknown}": Right("visitor", "that there is no such page"),
    "GET /{name:page}": Right(
        "visitor", "the first page, the same for everybody; all else comes as the page asks"
    ),
    "GET /app/static": Right("visitor", "fonts, styles, scripts and the mark"),
}

# Every file that a page offers, by the code that makes its button. Except for the links, which stand on the page too,
# it is made when it is asked for, and whoever asks is looked at once more: the page may have stood open since.
DOWNLOADS: Mapping[str, Right] = {
    "certificate.py": Right("learner", "one's own certificate as PDF and as a badge"),
    "parts/leaving.py": Right("learner", "everything held on oneself; administrators: on anybody"),
    "trainer/completion.py": Right("trainer", f"completion by name: {OWN_COHORTS}"),
    "trainer/downloads.py": Right(
        "trainer", f"completion and roster by name: {OWN_COHORTS}; {WITHOUT_NAMES}"
    ),
    "trainer/reminders.py": Right("trainer", f"the letters: {OWN_COHORTS}"),
    "parts/cohort_people.py": Right(
        "trainer", "one-time links of people whom this trainer has just enrolled"
    ),
}


class Refused(Exception):
    """The page has told its visitor why it shows nothing; it ends here."""


def told() -> Iterator[str]:
    """The table in Markdown, line by line."""
    for title, table in (("Pages", PAGES), ("Routes", ROUTES), ("Files", DOWNLOADS)):
        yield from (
            f"## {title}",
            "",
            f"| {title.lower()} | shown to | what | what can be done |",
            "| --- " * 4 + "|",
        )
        for place, right in table.items():
            shown = f"/{place}" if table is PAGES else place
            does = "; ".join(f"{role}: {what}" for role, what in right.does.items())
            yield f"| `{shown}` | {right.may} | {right.shows} | {does} |"
        yield ""


def admit(address: str, person: Person | None) -> None:
    """Let on to a page only whom the table names for it; anybody else is told so, and the page ends."""
    right = PAGES.get(address)
    if right is None:
        _refuse("This page is not open", "Nobody has said yet who may see it.", offer_sign_in=False)
    if right.may == "trainer" and not is_trainer(person):
        _refuse_trainers_page(person)
    if right.may == "admin":
        administrator()


def is_trainer(person: Person | None) -> bool:
    """Whether this person may see other people's completion and the statistics."""
    return person is not None and person.role in TRAINERS


def signed_in(why: str) -> Person:
    """The person who is here; a visitor is told why an account is needed, and the page ends."""
    person = services.person()
    if person is None:
        _refuse("Sign in first", why, offer_sign_in=True)
    return person


def trainer() -> Person:
    """The trainer who is here; anybody else is told that the page is for trainers, and the page ends."""
    person = services.person()
    if person is None or not is_trainer(person):
        _refuse_trainers_page(person)
    services.close_overdue()
    return person


def is_administrator(person: Person | None) -> bool:
    """Whether this person may change other people's accounts."""
    return person is not None and person.role == "admin"


def administrator() -> Person:
    """The administrator who is here; anybody else is told that the page is for administrators, and the page ends."""
    person = services.person()
    if person is None or not is_administrator(person):
        _refuse("This page is for administrators", "It is about accounts.", offer_sign_in=person is None)
    return person


def cohorts_of(person: Person) -> list[Cohort]:
    """The cohorts that a trainer sees, archived ones too: their own, or all of them for an administrator."""
    database = services.database()
    return (
        cohorts.all_cohorts(database) if person.role == "admin" else cohorts.of_trainer(database, person.id)
    )


def sees_everybody(person: Person) -> bool:
    """Whether a trainer sees all learners: administrators do, and everybody while the course has no cohort."""
    return person.role == "admin" or not cohorts.any_exists(services.database())


def cohort(person: Person, cohort_id: str) -> Cohort:
    """One of the cohorts that this trainer sees; for any other the page says so and ends."""
    found = next((one for one in cohorts_of(person) if one.id == cohort_id), None)
    if found is None:
        _refuse(
            "This cohort is not yours",
            "It is not there, or other trainers look after it.",
            offer_sign_in=False,
        )
    return found


def learner(person: Person, learner_id: str) -> Person:
    """Somebody whom this trainer sees: a member of one of their cohorts; for anybody else the page says so and ends."""
    found = people.find(services.database(), learner_id)
    if found is None or not (sees_everybody(person) or _shares_cohort(person, learner_id)):
        _refuse(
            "This learner is not in your cohorts",
            "Trainers see the members of their own cohorts; administrators see everybody.",
            offer_sign_in=False,
        )
    return found


def _shares_cohort(person: Person, learner_id: str) -> bool:
    own = {one.id for one in cohorts_of(person)}
    return any(one.id in own for one in cohorts.with_member(services.database(), learner_id))


def reach(person: Person) -> list[str] | None:
    """The ids of the cohorts whose members a trainer sees by name; None for everybody.

    Administrators see everybody, and so does every trainer while the course has no cohort at all.
    """
    return None if sees_everybody(person) else [cohort.id for cohort in cohorts_of(person)]


def seen_by(person: Person) -> Callable[[str], bool]:
    """Whether this trainer sees somebody by name, asked by id."""
    may_see = reach(person)
    if may_see is None:
        return lambda _: True
    members = cohorts.member_ids(services.database(), may_see)
    return members.__contains__


def still_trainer(token: str | None, cohort_ids: Sequence[str] | None) -> Person:
    """The trainer whose session this is, and who may see these cohorts: for files, which are made outside a page's run.

    Raises Refused.
    """
    person = sessions.person_of(services.database(), token, services.now())
    if person is None or not is_trainer(person):
        raise Refused
    may_see = reach(person)
    if may_see is not None and (cohort_ids is None or not set(cohort_ids) <= set(may_see)):
        raise Refused
    return person


def _refuse_trainers_page(person: Person | None) -> Never:
    _refuse("This page is for trainers", "It shows how a group is doing.", offer_sign_in=person is None)


def _refuse(title: str, why: str, *, offer_sign_in: bool) -> Never:
    heading(title)
    link = f' <a href="{sign_in_address()}">Sign in</a> to go on.' if offer_sign_in else ""
    st.html(f'<p class="lead">{why}{link}</p>')
    raise Refused


if __name__ == "__main__":
    print("\n".join(told()))
