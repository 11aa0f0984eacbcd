"""A certificate as an Open Badge 3.0: of the specified shape, signed, and withdrawn with the certificate.

The published JSON Schema of 1EdTech is in no package that this project can install; the schema beside this file is
written down from the specification's data model.
"""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import jwt
import pytest
from jsonschema import Draft202012Validator

from progress import badge_key, certificates, open_badge
from progress.badge_key import BadgeKeyProblem
from progress.certificates import Certificate, shown
from tests.progress.bakery import Bakery, Learner
from tests.progress.final_test import finish_modules, take_final, with_final

ADDRESS = "https://training.example.ac.uk"
SCHEMA = json.loads(Path(__file__).with_name("open_badge.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(params=[12, None], ids=["a year", "for good"])
def held(bakery: Bakery, ada: Learner, request: pytest.FixtureRequest) -> Certificate:
    """Ada's certificate."""
    bakery.ask_everything()
    with_final(bakery, request.param)
    finish_modules(ada)
    take_final(ada)
    return certificates.issue(bakery.db, bakery.course, ada.id, "University of Bread", bakery.now)


def token(bakery: Bakery, held: Certificate) -> str:
    key = badge_key.ready(bakery.db)
    return open_badge.signed(held, bakery.course, "learner1@example.ac.uk", ADDRESS, key)


def read(bakery: Bakery, badge: str) -> dict[str, Any]:
    """What a reader of badges finds, after checking the signature by the public key."""
    key = badge_key.read(bakery.db)
    assert key
    return jwt.decode(badge, jwt.PyJWK({**key.public_jwk, "alg": "RS256"}).key, algorithms=["RS256"])


def test_it_has_the_shape_that_the_specification_wants(bakery: Bakery, held: Certificate) -> None:
    badge = open_badge.credential(held, bakery.course, "learner1@example.ac.uk", ADDRESS)
    validator = Draft202012Validator(SCHEMA)
    assert [error.message for error in validator.iter_errors(badge)] == []
    for broken in ({**badge, "type": ["OpenBadgeCredential"]}, {**badge, "validFrom": "yesterday"}):
        assert not validator.is_valid(broken)


def test_its_claims_say_the_same_as_the_badge(bakery: Bakery, held: Certificate) -> None:
    claims = read(bakery, token(bakery, held))
    assert claims["iss"] == claims["issuer"]["id"]
    assert claims["jti"] == claims["id"]
    assert claims["sub"] == claims["credentialSubject"]["id"]
    assert claims["nbf"] == int(bakery.now.timestamp())
    assert claims["validFrom"] == "2026-11-23T12:00:00Z"
    assert ("exp" in claims) == (held.until is not None)
    if held.until:
        assert claims["validUntil"] == "2027-11-23T23:59:59Z"
        assert claims["exp"] - claims["nbf"] == 365 * 86400 + 12 * 3600 - 1
    assert Draft202012Validator(SCHEMA).is_valid(
        {name: value for name, value in claims.items() if name not in ("iss", "jti", "nbf", "sub", "exp")}
    )


def test_its_header_names_the_key_and_nothing_private(bakery: Bakery, held: Certificate) -> None:
    header = jwt.get_unverified_header(token(bakery, held))
    key = badge_key.ready(bakery.db)
    assert header == {"alg": "RS256", "typ": "JWT", "kid": f"{ADDRESS}/badges/keys/{key.id}"}
    assert set(key.public_jwk) == {"e", "kty", "n"}


def test_a_badge_that_was_changed_is_no_badge(bakery: Bakery, held: Certificate) -> None:
    head, _, tail = token(bakery, held).split(".")
    forged = json.dumps({"name": "Head of Baking"}).encode()
    body = jwt.utils.base64url_encode(forged).decode()
    with pytest.raises(jwt.InvalidSignatureError):
        read(bakery, f"{head}.{body}.{tail}")


def test_it_holds_the_name_and_a_hash_of_the_address(bakery: Bakery, held: Certificate) -> None:
    badge = open_badge.credential(held, bakery.course, "learner1@example.ac.uk", ADDRESS)
    name, address = badge["credentialSubject"]["identifier"]
    assert name["identityHash"] == "Ada"
    digest = sha256(f"learner1@example.ac.uk{address['salt']}".encode()).hexdigest()
    assert address["identityHash"] == f"sha256${digest}"
    whole = json.dumps(badge)
    assert "learner1@" not in whole
    assert held.person_id not in whole
    assert badge["evidence"][0]["id"] == f"{ADDRESS}/certificates/{shown(held.code)}"


def test_it_does_not_say_whose_address_it_is_when_nobody_else_does(bakery: Bakery, held: Certificate) -> None:
    badge = open_badge.credential(held, bakery.course, "", ADDRESS)
    assert [one["identityType"] for one in badge["credentialSubject"]["identifier"]] == ["name"]


def test_a_withdrawn_one_is_on_the_list_under_an_id_that_leads_to_nobody(
    bakery: Bakery, held: Certificate
) -> None:
    listed = open_badge.revocations(bakery.db, ADDRESS)
    assert listed["revokedCredential"] == []
    with bakery.db.write() as transaction:
        certificates.revoke(transaction, held.code, None, "Somebody else sat the test.", bakery.now)
    listed = open_badge.revocations(bakery.db, ADDRESS)
    badge = open_badge.credential(held, bakery.course, "", ADDRESS)
    assert listed["revokedCredential"] == [{"id": badge["id"], "revoked": True}]
    assert badge["credentialStatus"]["id"] == listed["id"]
    for private in (held.code, shown(held.code), held.person_id, "Ada", "sat the test"):
        assert private not in json.dumps(listed)


def test_the_key_is_made_once_and_read_by_its_owner_only(bakery: Bakery) -> None:
    assert badge_key.read(bakery.db) is None
    with ThreadPoolExecutor(4) as threads:
        keys = {key.id for key in threads.map(lambda _: badge_key.ready(bakery.db), range(4))}
    assert len(keys) == 1
    file = badge_key.path(bakery.db)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.parent == bakery.db.path.parent
    assert [leftover.name for leftover in file.parent.glob(".badge*")] == []


def test_a_key_that_is_none_is_told_and_kept(bakery: Bakery) -> None:
    file = badge_key.path(bakery.db)
    file.write_text("no key")
    with pytest.raises(BadgeKeyProblem, match="is no key. Put back a backup of it."):
        badge_key.ready(bakery.db)
    assert file.read_text() == "no key"
