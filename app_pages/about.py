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
<p>The pages are checked automatically against WCAG 2.2 AA rules, in light and dark, on wide and narrow screens. You
can use the whole course with the keyboard, and every figure is also said in words and can be enlarged. In a section the
key <kbd>n</kbd> goes on and <kbd>p</kbd> goes back; a switch beside the text turns both off. If something keeps you
out, tell
{escape(course.file.contact)}.</p>
</div>"""
)
