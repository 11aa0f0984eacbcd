"""What this course is and is not, and how accessible it is."""

from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.words import heading

course = services.course()
st.set_page_config(page_title=f"About · {course.title}")
heading("About this course")
st.html(
    f"""<div class="prose">
<p>{escape(course.file.summary)}</p>
<p>{escape(course.notice)}</p>
<h2>What is kept about you</h2>
<p>If you read without an account, nothing is recorded. With an account, the course keeps your name, your email
address, a protected form of your password that cannot be turned back into it, the sections you read and when, your
quiz attempts with your answers, your way through scenarios with your decisions, and the cohorts you are in. If you have
a certificate made out, it keeps what is printed on it; anybody to whom you give its code can see your name, the days
and the editions on it, and nothing else.</p>
<p>Trainers see your name and address, which modules you have begun or finished, when, on which edition and with which
score, your attempts at quizzes with their days and scores, which scenarios you have walked, when you were last here,
and what was due; never a single answer or decision. These are the trainers of your cohorts and
administrators, or all trainers while the course has no cohorts. They also see how questions do across groups of five
people or more, without names.</p>
<p>Trainers can have reminders sent to your address: what is due soon, which you can turn off on “My record”, and what
is overdue. Each is noted with its day. What you have completed has a code by which your institution can check it, and
can be passed on to a learning record store that it runs itself, without your name unless it says so.</p>
<p>There is no tracking, and nothing is sent to anybody else. One cookie keeps you signed in, one guards forms, and your
browser remembers whether you chose the light or the dark look. If you sign in with an account that you have
elsewhere, the course keeps the number by which you are known there, and two more cookies let signing out end that
session, too.</p>
<p><a href="privacy">What is kept about you, who sees it, and for how long</a></p>
<h2>Accessibility</h2>
<p>The pages are checked automatically against WCAG 2.2 AA rules, in light and dark, on wide and narrow screens. You
can use the whole course with the keyboard, and every figure is also said in words. If something keeps you out, tell
{escape(course.file.contact)}.</p>
</div>"""
)
