"""What a provider of OpenID Connect says about somebody, and what this course makes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from accounts.names import clean_email, clean_name
from accounts.person import Role
from accounts.problems import AccountProblem

Claims = Mapping[str, object]

# How providers write that something is so; JSON's own is the rule, and Entra ID and Cognito have their own ways.
TRUE = ("true", "True", "1")


@dataclass(frozen=True)
class Arrival:
    """Somebody comes back from a provider: with claims, or without when signing in there did not work.

    `cookies` are what the browser has to keep so that signing out reaches the provider, too.
    """

    claims: Claims | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """What an operator has decided about signing in through a provider.

    `domains` are those that addresses may have, none of them for all. `verified_claim` says that the provider knows
    the address to be this person's. `role_claim` holds, perhaps deeper inside (`realm_access.roles`), the values of
    which `trainers` and `admins` make somebody one; a role without values is never given nor taken away.
    """

    domains: frozenset[str] = frozenset()
    new_accounts: bool = True
    verified_claim: str = "email_verified"
    role_claim: str = ""
    trainers: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Told:
    """What is known of somebody after signing in. `email` is empty where the provider tells none that can be one."""

    issuer: str
    subject: str
    email: str
    verified: bool
    name: str
    groups: frozenset[str]


def read(claims: Claims, policy: Policy) -> Told:
    """What the claims tell. Raises AccountProblem where they do not say who it is."""
    issuer, subject = _text(claims.get("iss")), _text(claims.get("sub"))
    if not (issuer and subject):
        raise AccountProblem(
            "The sign-in service did not say who you are. Tell the people who run the course."
        )
    email = _email(claims)
    return Told(
        issuer=issuer,
        subject=subject,
        email=email,
        verified=bool(email) and _is_true(claims.get(policy.verified_claim)),
        name=_name(claims, email),
        groups=_values(claims, policy.role_claim),
    )


def role_of(told: Told, today: Role, policy: Policy) -> Role:
    """The role that the claims give somebody who has `today`'s; without a claim for roles it stays."""
    if not policy.role_claim:
        return today
    if told.groups & policy.admins:
        return "admin"
    if today == "admin" and not policy.admins:
        return today
    if told.groups & policy.trainers:
        return "trainer"
    if today == "trainer" and not policy.trainers:
        return today
    return "learner"


def _email(claims: Claims) -> str:
    try:
        return clean_email(_text(claims.get("email")))
    except AccountProblem:
        return ""


def _name(claims: Claims, email: str) -> str:
    """The first name that can stand in the records; what stands before the @ where there is none."""
    for text in _names(claims, email):
        try:
            return clean_name(text)
        except AccountProblem:
            continue
    return "Learner"


def _names(claims: Claims, email: str) -> Iterator[str]:
    yield _text(claims.get("name"))
    yield f"{_text(claims.get('given_name'))} {_text(claims.get('family_name'))}"
    yield _text(claims.get("preferred_username"))
    yield email.partition("@")[0]


def _values(claims: Claims, path: str) -> frozenset[str]:
    """The texts of a claim, which is one or a list of them; dots lead into claims inside claims."""
    found: object = claims.get(path)
    if found is None:
        found = claims
        for key in path.split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
    listed = found if isinstance(found, list | tuple) else [found]
    return frozenset(value for value in listed if isinstance(value, str))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_true(value: object) -> bool:
    return value is True or value in TRUE or (type(value) is int and value == 1)
