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
<p><a href="privacy">What is kept about you, who sees it, and for how long</a></p>
<h2>Accessibility</h2>
<p>The course means to meet WCAG 2.2, level AA. You can use all of it with the keyboard, and every figure is also said
in words and can be enlarged. In a section the key <kbd>n</kbd> goes on and <kbd>p</kbd> goes back; a switch beside the
text turns both off. If something keeps you out, tell {escape(course.file.contact)}.</p>
<p>Before each release these are tested in Chromium, by programs:</p>
<ul>
<li>Every page, and every kind of question, in light and dark, on a wide and a narrow screen, by the rules of
axe-core.</li>
<li>The whole way of a learner, from making an account to the certificate, with the keyboard alone: whatever has the
focus is seen, is marked, and is not covered, and the focus is not lost.</li>
<li>Every page in a window of 320 pixels and in one enlarged to 200 %, and with text spaced widely: nothing but tables
and figures scrolls sideways, and no words are cut off.</li>
<li>No movement for whoever asks their system for less of it.</li>
</ul>
<p>Programs find some barriers and not others. Nobody has yet tested the course with a screen reader, with
magnification or by voice.</p>
</div>"""
)
