"""The certificates that were issued: finding one, withdrawing it, and letting it count again."""

from collections.abc import Callable
from html import escape

import streamlit as st

from accounts import audit
from accounts.person import Person
from app_pages import access, services
from app_pages.parts.certificate_words import certificate_tag
from app_pages.parts.dates import day
from app_pages.parts.trainer import subpages
from app_pages.parts.turning import PAGE, turn
from app_pages.parts.words import count, heading, plain_label, tag
from progress import certificates, issued
from progress.certificates import LONGEST_REASON, Certificate, CertificateRefused, shown
from progress.database import Transaction
from progress.issued import Found, Issued

DONE = "certificates-done"


def show() -> None:
    """Show the certificates of the people whom this trainer sees."""
    st.set_page_config(page_title=f"Certificates · {services.course().title}")
    trainer = access.trainer()
    subpages()
    heading("Certificates")
    st.html(
        '<p class="lead">Learners have their certificate made out themselves once they have earned it. '
        "Here you find one, and withdraw it if it should not count.</p>"
    )
    if said := st.session_state.pop(DONE, ""):
        st.html(f'<div class="callout" role="status"><p>{escape(said)}</p></div>')
    search = (
        st.text_input("Find by name, address or code", key="certificates-search", type="search") or ""
    ).strip()
    if st.session_state.get("certificates-found") != search:
        st.session_state["certificates-found"] = search
        st.session_state["certificates-offset"] = 0
    offset = st.session_state["certificates-offset"]
    found = _page(trainer, search, offset)
    if offset and not found.rows:  # some left the list meanwhile
        offset = st.session_state["certificates-offset"] = 0
        found = _page(trainer, search, offset)
    if not found.rows:
        st.html(f'<p class="empty">{"Nobody matches." if search else "None has been made out yet."}</p>')
        return
    st.html(_table(found))
    _pager(found, offset)
    _change(trainer, found)


def _page(trainer: Person, search: str, offset: int) -> Found:
    return issued.find(
        services.database(), search=search, cohort_ids=access.reach(trainer), limit=PAGE, offset=offset
    )


def _table(found: Found) -> str:
    rows = "".join(_row(one) for one in found.rows)
    return (
        '<div class="scroll" role="region" aria-label="Certificates" tabindex="0"><table class="tbl">'
        '<caption class="vh">Certificates, newest first</caption><thead><tr><th scope="col">Holder</th>'
        '<th scope="col">Code</th><th scope="col">Issued</th><th scope="col">Valid until</th>'
        f'<th scope="col">State</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(one: Issued) -> str:
    found = one.certificate
    now = f"now {escape(one.holder)}, " if one.holder != found.name else ""
    review = f" {tag('Under review', 'warn')}" if one.under_review and not found.revoked else ""
    state = certificate_tag(found, services.now().date()) + review
    if found.revoked:
        by = f" by {escape(found.revoked.by_name)}" if found.revoked.by_name else ""
        state += (
            f'<span class="meta">{day(found.revoked.at.date())}{by}: {escape(found.revoked.reason)}</span>'
        )
    return (
        f'<tr><th scope="row"><bdi>{escape(found.name)}</bdi><span class="meta"><bdi>{now}{escape(one.email)}</bdi>'
        f'</span></th><td class="nb">{shown(found.code)}</td><td>{day(found.issued_on)}</td>'
        f"<td>{day(found.until) if found.until else 'no end'}</td><td>{state}</td></tr>"
    )


def _pager(found: Found, offset: int) -> None:
    first, last = offset + 1, offset + len(found.rows)
    st.html(
        f'<p class="meta">{first} to {last} of {count(found.total, "certificate")}. “Under review” means that a '
        "regrade took away a pass on which it rests; it counts until you withdraw it.</p>"
    )
    turn("certificates-offset", offset, found.total, earlier="Newer ones", later="Older ones")


def _change(trainer: Person, found: Found) -> None:
    """One certificate of the page, chosen, and what can be done with it."""
    st.html('<h2 class="section-rule">Withdraw one</h2>')
    rows = {one.certificate.code: one.certificate for one in found.rows}
    code = st.selectbox(
        "Certificate",
        list(rows),
        index=None,
        placeholder="Choose one of the list",
        format_func=lambda code: f"{shown(code)}, {rows[code].name}" if code in rows else shown(code),
        key="certificates-chosen",
    )
    if code not in rows:
        return
    if rows[code].revoked:
        _reinstate(trainer, rows[code])
    else:
        _revoke(trainer, rows[code])


def _revoke(trainer: Person, found: Certificate) -> None:
    reason = st.text_area(
        "Reason, as a sentence to the holder",
        max_chars=LONGEST_REASON,
        key=f"certificates-reason-{found.code}",
        help="The holder reads it. Whoever checks the code learns only that the certificate does not count.",
    )
    sure = st.checkbox(
        f"Withdraw the certificate of {plain_label(found.name)}", key=f"certificates-sure-{found.code}"
    )
    if not st.button("Withdraw it", type="primary"):
        return
    if not sure:
        _warn("Tick the box first: the certificate stops counting at once.")
        return
    _do(
        trainer,
        found,
        "certificate-revoked",
        "withdrawn",
        lambda transaction: certificates.revoke(transaction, found.code, trainer.id, reason, services.now()),
    )


def _reinstate(trainer: Person, found: Certificate) -> None:
    st.html('<p class="meta">It was withdrawn. If that was a mistake, let it count again.</p>')
    if st.button("Let it count again"):
        _do(
            trainer,
            found,
            "certificate-reinstated",
            "valid again",
            lambda transaction: certificates.reinstate(transaction, found.code),
        )


def _do(
    trainer: Person, found: Certificate, action: str, said: str, act: Callable[[Transaction], Certificate]
) -> None:
    """Do it and write it into the audit log, both or neither."""
    try:
        with services.database().write() as transaction:
            act(transaction)
            audit.write(transaction, trainer.id, action, found.person_id, found.code, services.now())
    except CertificateRefused as refusal:
        _warn(str(refusal))
        return
    st.session_state[DONE] = f"{shown(found.code)} is {said}."
    st.rerun()


def _warn(text: str) -> None:
    st.html(f'<div class="callout warn" role="alert"><p>{escape(text)}</p></div>')


show()
