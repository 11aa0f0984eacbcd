"""The privacy notice, in plain words: what is kept and why, who sees it, for how long, and what people can do."""

from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.tables import table
from app_pages.parts.words import count, heading
from progress.holdings import HOLDINGS, Fate

ENDS: dict[Fate, str] = {
    "gone": "It is deleted.",
    "nameless": "It stays under no name.",
    "stays": "It stays.",
}


SEEN = """<div class="prose">
<p>If you only read, without an account, nothing about you is recorded. With an account, the course remembers how far
you are, so that you can go on where you left, show what you have completed, and see where you were mistaken. Nothing
is used for advertising, nobody's results are sold or compared by name, and no program decides about you: whether you
pass a quiz follows from its marks, and where a question was wrong, a person corrects it.</p>
<h2>Who sees what</h2>
<ul>
<li><strong>You</strong> see everything, on <a href="record">My record</a>, and can take it away as a file.</li>
<li><strong>Trainers</strong> see your name and address, which modules you have begun or finished, when, on which
edition and with which score, your attempts at quizzes with their days and scores, which scenarios you have walked,
when you were last here, what was due, and your certificates. They never see a single answer or decision of yours, nor
what you wrote for yourself, ticked in a checklist or review. These are the trainers of your cohorts and
administrators, or all trainers while the
course has no cohorts.</li>
<li><strong>Trainers and authors</strong> also see how questions and scenarios do across groups of five people or
more, without names.</li>
<li><strong>Anybody to whom you give the code of a certificate</strong> can see what is printed on it: your name, the
days and the editions.</li>
<li><strong>Your institution</strong> can be given a list of what was completed, and can have it passed on to a
learning record store that it runs itself, without your name unless it says so. Whoever runs the server can read its
files.</li>
</ul>
<p>There is no tracking, and nothing is sent to anybody else. One cookie keeps you signed in; one, read at the sign-in
page only, tells for half a year that this browser has signed in before, so that others who guess at your password
cannot keep you out; one guards forms. Your browser remembers whether you chose the light or the dark look, and which
keys you turned off. Trainers can have reminders sent to your address:
what is due soon, which you can turn off on My record, and what is overdue. If you sign in with an account that you have
elsewhere, the course keeps the number by which you are known there, and two more cookies let signing out end that
session, too.</p>
</div>"""


def show() -> None:
    """Show the notice."""
    course, settings = services.course(), services.settings()
    st.set_page_config(page_title=f"Privacy · {course.title}")
    heading("Privacy: what is kept about you")
    contact = escape(course.file.contact)
    st.html(SEEN)
    rows = [
        f'<tr><th scope="row"><span class="kind">{escape(one.title)}</span></th>'
        f"<td>{escape(one.told)}</td><td>{ENDS[one.fate]}</td></tr>"
        for one in HOLDINGS
    ]
    st.html(table("What is kept", ("Kind", "What it is", "When you are erased"), rows))
    st.html(_kept(settings.keep_unused, settings.keep_open, contact))


def _kept(unused: int, left: int, contact: str) -> str:
    """For how long, and what people can do."""
    return f"""<div class="prose">
<h2>For how long</h2>
<ul>
<li>{_unused(unused)}</li>
<li>{_open(left)}</li>
<li>You are signed out after a time without a visit. One-time links run out after days.</li>
<li>The audit log, in which every act of a trainer or administrator on a person stands, is kept. It holds no names,
and the database itself refuses to change it.</li>
</ul>
<h2>What you can do</h2>
<ul>
<li><strong>See and take away</strong> everything: “Download everything” on My record. If you cannot sign in, an
administrator can make the file for you, without your answers and decisions; whoever runs the server, with them.</li>
<li><strong>Correct</strong> your name there. For your address, or if something else is wrong, write to
{contact}.</li>
<li><strong>Be erased</strong>: “Leave and have everything erased” on My record, at once and without anybody's leave.
What was counted stays counted: attempts remain under no name, with their times and without any words that you typed, so
that nobody else's figures change. Copies that were made for safety hold you until they are deleted in their turn.</li>
<li><strong>Object or ask</strong>: write to {contact}. You can also turn to the data protection officer of your
institution, and to the authority that looks after data protection where you are.</li>
</ul>
</div>"""


def _unused(days: int) -> str:
    if not days:
        return "Your account is kept until you or your institution erase it."
    return (
        f"A learner's account that nobody uses for {count(days, 'day')} may be erased, unless a certificate of it "
        "still counts."
    )


def _open(days: int) -> str:
    if not days:
        return "An attempt that you leave open stays open."
    return f"An attempt at a quiz that you leave open for {count(days, 'day')} may be submitted as it stands."


show()
