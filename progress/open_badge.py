"""A certificate as an Open Badge 3.0: a credential that software can read and check without asking a person.

It is signed as a JSON Web Token (Open Badges 3.0, "JSON Web Token Proof Format"), which every reader of badges has to
understand. It names its holder, and holds their address as a hash only. Whether it was withdrawn is asked at a list of
the badges that were; there they are named by ids that lead to nobody.
"""

from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import jwt

from course.course import Course
from progress.badge_key import BadgeKey
from progress.certificates import Certificate, shown
from progress.database import Database

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
ALGORITHM = "RS256"  # the one that all readers of badges have to know


def signed(found: Certificate, course: Course, email: str, address: str, key: BadgeKey) -> str:
    """The badge as a compact JWS. `address` is the server's, without a slash at its end.

    `email` is the holder's, and empty where nobody else says that it is: then the badge does not say so either.
    """
    badge = credential(found, course, email, address)
    claims: dict[str, Any] = {
        **badge,
        "iss": badge["issuer"]["id"],
        "jti": badge["id"],
        "nbf": _seconds(badge["validFrom"]),
        "sub": badge["credentialSubject"]["id"],
    }
    if "validUntil" in badge:
        claims["exp"] = _seconds(badge["validUntil"])
    headers = {"kid": f"{address}/badges/keys/{key.id}", "typ": "JWT"}
    return jwt.encode(claims, key.private, algorithm=ALGORITHM, headers=headers)


def credential(found: Certificate, course: Course, email: str, address: str) -> dict[str, Any]:
    """The badge before it is signed."""
    check = f"{address}/certificates/{shown(found.code)}"
    end = {"validUntil": _text(datetime.combine(found.until, time(23, 59, 59), UTC))} if found.until else {}
    return {
        "@context": CONTEXT,
        "id": identifier(found.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": found.course_title,
        "issuer": profile(found.issuer, address),
        "validFrom": _text(found.issued_at),
        **end,
        "credentialSubject": {
            "id": f"urn:uuid:{uuid5(NAMESPACE_URL, found.id)}",
            "type": ["AchievementSubject"],
            "identifier": _holder(found, email),
            "achievement": achievement(found, course, address),
        },
        "credentialStatus": {"id": f"{address}/badges/revocations", "type": "1EdTechRevocationList"},
        "evidence": [{"id": check, "type": ["Evidence"], "name": "Check this certificate"}],
    }


def profile(issuer: str, address: str) -> dict[str, Any]:
    """Who issues badges."""
    return {"id": f"{address}/badges/issuer", "type": ["Profile"], "name": issuer, "url": address}


def achievement(found: Certificate, course: Course, address: str) -> dict[str, Any]:
    """What was achieved: the course, by the modules and tests as they were then."""
    parts = [f"{part.title} (edition {part.edition})" for part in (*found.modules, *found.finals)]
    return {
        "id": f"{address}/badges/course",
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": found.course_title,
        "description": course.file.summary,
        "criteria": {"narrative": f"Completed: {', '.join(parts)}."},
    }


def _holder(found: Certificate, email: str) -> list[dict[str, Any]]:
    name = {"type": "IdentityObject", "hashed": False, "identityHash": found.name, "identityType": "name"}
    if not email:
        return [name]
    salt = found.id[:16]
    digest = sha256(f"{email}{salt}".encode()).hexdigest()
    return [
        name,
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": f"sha256${digest}",
            "identityType": "emailAddress",
            "salt": salt,
        },
    ]


def revocations(db: Database, address: str) -> dict[str, Any]:
    """The badges that were withdrawn (1EdTech Verifiable Credential Revocation List 1.0), by ids that name nobody."""
    rows = db.rows("SELECT id FROM certificates WHERE revoked_at IS NOT NULL ORDER BY id")
    return {
        "id": f"{address}/badges/revocations",
        "issuer": f"{address}/badges/issuer",
        "revokedCredential": [{"id": identifier(row["id"]), "revoked": True} for row in rows],
    }


def identifier(certificate_id: str) -> str:
    """How a badge names itself."""
    return f"urn:uuid:{UUID(certificate_id)}"


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
