"""`china-literacy certificates`: what was issued, and withdrawing it."""

import json
from datetime import UTC, date, datetime

import click

from accounts import audit
from commands.options import db_option, settings_with
from commands.records import records
from progress import certificates as issuing
from progress import issued
from progress.certificates import CertificateRefused, shown
from progress.issued import Issued

MOST = 1_000_000  # certificates listed


@click.group()
def certificates() -> None:
    """List the certificates of the course, and withdraw one."""


@certificates.command("list")
@click.option(
    "--search", default="", metavar="TEXT", help="Only names and addresses with TEXT in them, or this code."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def list_certificates(search: str, as_json: bool, db: str | None) -> None:
    """List certificates, newest first."""
    today = datetime.now(UTC).date()
    with records(settings_with(db=db).database) as database:
        found = issued.find(database, search=search, cohort_ids=None, limit=MOST).rows
    if as_json:
        click.echo(json.dumps([_row(one, today) for one in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_line(one, today) for one in found) or "No certificate was found.")


@certificates.command()
@click.argument("code")
@click.option(
    "--reason", required=True, metavar="TEXT", help="Why, as a sentence to its holder, who reads it."
)
@db_option
def revoke(code: str, reason: str, db: str | None) -> None:
    """Withdraw the certificate with CODE. It stops counting at once."""
    now = datetime.now(UTC)
    with records(settings_with(db=db).database) as database:
        try:
            with database.write() as transaction:
                gone = issuing.revoke(transaction, code, None, reason, now)
                audit.write(transaction, None, "certificate-revoked", gone.person_id, gone.code, now)
        except CertificateRefused as refusal:
            raise click.ClickException(str(refusal)) from None
    click.echo(f"{shown(gone.code)} of {gone.name} is withdrawn.")


def _row(one: Issued, today: date) -> dict[str, str | float | bool | None]:
    found = one.certificate
    return {
        "code": shown(found.code),
        "name": found.name,
        "email": one.email,
        "score": found.score,
        "issued": found.issued_on.isoformat(),
        "valid_until": found.until.isoformat() if found.until else None,
        "status": found.status(today),
        "under_review": one.under_review,
        "reason": found.revoked.reason if found.revoked else None,
    }


def _line(one: Issued, today: date) -> str:
    found = one.certificate
    until = found.until.isoformat() if found.until else "no end    "
    state = f"{found.status(today):<8}"
    return f"{shown(found.code)}  {found.issued_on.isoformat()}  {until}  {state}  {found.name}  {one.email}"
