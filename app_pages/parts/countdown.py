"""The time that is left of an attempt with a deadline, counted down in the browser."""

from datetime import datetime

import streamlit as st
import streamlit.components.v2

from course.attempts import GRACE

# Reruns for a clock would cost every learner a rerun a second, so the browser counts by itself. What counts is the
# server's deadline: the browser only asks for a rerun when that has passed.
CLOCK = """
const TOLD = [300, 60];  // seconds left at which readers of sound are told
function words(left) {
  const seconds = Math.max(0, Math.ceil(left));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
function tell(text) {
  const teller = document.getElementById('announcements');
  if (teller) teller.textContent = text;
}
export default function ({ data, parentElement, setTriggerValue }) {
  let timer = parentElement.querySelector('.countdown');
  if (!timer) {
    timer = Object.assign(document.createElement('p'), { className: 'countdown' });
    timer.setAttribute('role', 'timer');
    parentElement.append(timer);
  }
  const end = performance.now() + 1000 * data.left;
  let before = data.left + 1, asked = false;
  const tick = () => {
    const left = (end - performance.now()) / 1000;
    timer.textContent = left > 0 ? `Time left ${words(left)}` : 'Time is up. Your saved answers are being submitted.';
    timer.classList.toggle('short', left <= 60);
    for (const mark of TOLD)
      if (before > mark && left <= mark && left > mark - 2)
        tell(`${mark / 60} ${mark > 60 ? 'minutes' : 'minute'} left`);
    before = left;
    if (!asked && left < -data.grace) {
      asked = true;
      setTriggerValue('over', true);
    }
  };
  tick();
  const ticking = setInterval(tick, 500);
  return () => clearInterval(ticking);
}
"""


def countdown(deadline_at: datetime, now: datetime) -> None:
    """Show how long is left until `deadline_at`; when that and the grace after it have passed, rerun the desk."""
    st.components.v2.component("countdown", js=CLOCK, isolate_styles=False)(
        data={"left": (deadline_at - now).total_seconds(), "grace": GRACE.total_seconds() + 1},
        key="countdown",
        on_over_change=lambda: None,
    )
