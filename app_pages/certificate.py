"""The learner's certificate: what is left until they have it, having it made out, showing and keeping it."""

from collections.abc import Callable
from html import escape

import streamlit as st

from accounts import sessions
from accounts.people import Person
from app_pages import access, services
from app_pages.parts.certificate_sheet import sheet
from app_pages.parts.certificate_steps import steps_left
from app_pages.parts.certificate_words import certificate_tag, strip
from app_pages.parts.dates import day
from app_pages.parts.words import heading
from course.certification import Standing
from course.course import Course
from progress import certificates
from progress.certificates import Certificate, CertificateRefused, shown
from progress.database import Database


def show() -> None:
    """Show the certificate that the address names, or the newest, to its holder."""
    course = services.course()
    st.set_page_config(page_title=f"Certificate · {course.title}")
    person = access.signed_in("A certificate is made out to the person who earned it.")
    held = certificates.of_person(services.database(), person.id)
    asked = certificates.plain(st.query_params.get("c", ""))
    chosen = next((one for one in held if one.code == asked), held[0] if held else None)
    heading("Your certificate")
    if chosen:
        _show(course, person, chosen)
    _next(course, person, certificates.next_of(services.database(), course, person.id), held)
    if len(held) > 1:
        st.html(_earlier(held))


def _show(course: Course, person: Person, found: Certificate) -> None:
    address = f"{services.settings().address}/certificates/{shown(found.code)}"
    if found.revoked:
        st.html(
            f'<div class="callout warn" role="note"><p><strong>Withdrawn on {day(found.revoked.at.date())}</strong></p>'
            f"<p>{escape(found.revoked.reason)}</p></div>"
        )
        return
    with st.container(horizontal=True, key="certbar"):
        st.html(_line(found, address))
        _downloads(course, person, found, address)
    st.html(sheet(course, found, address))
    if found.name != person.name:
        _other_name(person, found)


def _line(found: Certificate, address: str) -> str:
    status = found.status(services.now().date())
    end = f"Valid until {day(found.until)}. " if found.until else ""
    if status == "expired" and found.until:
        end = f"It expired on {day(found.until)}. "
    link = f'<a href="{escape(address)}">{escape(address.split("://", 1)[-1])}</a>'
    return f'<p class="meta">{end}Anyone with the code can check it at {link}.</p>'


def _downloads(course: Course, person: Person, found: Certificate, address: str) -> None:
    _paper(course, found, address)
    _badge(course, person, found)


def _badge(course: Course, person: Person, found: Certificate) -> None:
    from progress import badge_key, open_badge

    database, server = services.database(), services.settings().address
    email = person.email if person.address_proof else ""
    st.download_button(
        "Open Badge",
        data=_held(
            database,
            services.token(),
            found,
            lambda: open_badge.signed(found, course, email, server, badge_key.ready(database)).encode(),
        ),
        file_name=f"badge-{shown(found.code)}.jwt",
        mime="application/jwt",
        icon=":material/verified:",
        on_click="ignore",
        help="A signed file (Open Badges 3.0) that badge wallets and profiles can read and check.",
    )


def _paper(course: Course, found: Certificate, address: str) -> None:
    from app_pages.parts import certificate_pdf

    if letters := certificate_pdf.missing(found):
        st.html(
            f'<p class="meta">The PDF has no letters for “<bdi>{escape(letters)}</bdi>”. '
            "Print this page instead, or save it as a PDF from the print window.</p>"
        )
        return
    words = strip(course)
    st.download_button(
        "Download PDF",
        data=_held(
            services.database(), services.token(), found, lambda: certificate_pdf.pdf(found, words, address)
        ),
        file_name=f"certificate-{shown(found.code)}.pdf",
        mime="application/pdf",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def _held(
    database: Database, token: str | None, found: Certificate, make: Callable[[], bytes]
) -> Callable[[], bytes]:
    """A file made when it is asked for: outside a page's run, so who asks is checked once more."""

    def checked() -> bytes:
        person = sessions.person_of(database, token, services.now())
        if person is None or person.id != found.person_id:
            raise access.Refused
        return make()

    return checked


def _other_name(person: Person, found: Certificate) -> None:
    st.html(
        '<div class="callout below-cert" role="note"><p>This certificate bears another name than the one you have '
        f"in the course now, <bdi>{escape(person.name)}</bdi>. You can have it made out anew: it gets a new code, and "
        "the old one no longer counts.</p></div>"
    )
    if st.button("Make it out in my name as it is now"):
        try:
            new = certificates.rename(services.database(), found.code, person.id, services.now())
        except CertificateRefused as refusal:
            st.html(f'<div class="callout warn" role="alert"><p>{escape(str(refusal))}</p></div>')
            return
        st.query_params["c"] = new.code
        st.rerun()


def _next(course: Course, person: Person, standing: Standing, held: list[Certificate]) -> None:
    """The way to the first certificate or to a new one; nothing where the one they have counts for good."""
    today = services.now().date()
    if standing.settled:
        return
    if standing.stuck:
        st.html(f'<p class="below-cert">To earn a new one, ask {escape(course.file.contact)}.</p>')
    elif standing.ready(today):
        _offer(course, person, first=not held)
    elif standing.open(today):
        st.html(steps_left(course, standing))
    elif standing.opens:
        st.html(f'<p class="meta below-cert">You can renew it from {day(standing.opens)}.</p>')


def _offer(course: Course, person: Person, *, first: bool) -> None:
    with st.container(key="panel-certificate"):
        st.html(
            f'<h2 class="panel-title">{"It is earned" if first else "It can be renewed"}</h2>'
            f"<p>It will be made out to <strong><bdi>{escape(person.name)}</bdi></strong>, under a code by which "
            "anybody you show it to can check it. They see your name, the days and the editions, and nothing else.</p>"
        )
        if st.button("Make out my certificate" if first else "Renew my certificate", type="primary"):
            try:
                made = certificates.issue(
                    services.database(), course, person.id, services.settings().issuer, services.now()
                )
            except CertificateRefused as refusal:
                st.html(f'<div class="callout warn" role="alert"><p>{escape(str(refusal))}</p></div>')
                return
            st.query_params["c"] = made.code
            st.rerun()


def _earlier(held: list[Certificate]) -> str:
    today = services.now().date()
    rows = "".join(
        f'<tr><th scope="row"><a href="certificate?c={one.code}">{shown(one.code)}</a></th>'
        f"<td>{day(one.issued_on)}</td><td>{day(one.until) if one.until else 'no end'}</td>"
        f"<td>{certificate_tag(one, today)}</td></tr>"
        for one in held
    )
    return (
        '<div class="below-cert"><h2 class="section-rule">All of them</h2>'
        '<div class="scroll" role="region" aria-label="Your certificates" tabindex="0"><table class="tbl">'
        '<caption class="vh">Your certificates</caption><thead><tr><th scope="col">Code</th>'
        '<th scope="col">Issued</th><th scope="col">Valid until</th><th scope="col">State</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></div>"
    )


show()
