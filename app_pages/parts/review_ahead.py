"""What the review holds and what it will ask: the days to come as bars, and every card with its next day."""

from datetime import date
from html import escape

from app_pages.parts.dates import day
from app_pages.parts.review_card import named
from app_pages.parts.words import count, tag
from course.course import Course
from course.review_day import DAILY, FORECAST, Card, Day
from progress.reviews import Pile


def ahead(days: list[Day]) -> str:
    """The days to come, each with a bar whose number also stands in words."""
    most = max(DAILY, *(one.number for one in days))
    bars = "".join(_bar(one, most) for one in days)
    return (
        f'<h2 class="section-rule">The next {FORECAST} days</h2><ol class="plain ahead">{bars}</ol>'
        f'<p class="meta">Never more than {DAILY} a day: the rest waits for the next. What you review comes back '
        "later, which is not foreseen here. Days change at midnight UTC.</p>"
    )


def _bar(one: Day, most: int) -> str:
    words = f"{one.on:%A} {one.on.day} {one.on:%B}: {count(one.number, 'card')}"
    return (
        f'<li><span class="vh">{words}</span><span aria-hidden="true"><span class="n">{one.number or ""}</span>'
        f'<span class="col"><span style="height:{100 * one.number / most:.0f}%"></span></span>'
        f'<span class="d">{one.on:%a}<br>{one.on.day}</span></span></li>'
    )


def contents(course: Course, pile: Pile) -> str:
    """Every card with its next day, soonest first; what was left out last."""
    ordered = sorted(pile.cards, key=lambda card: (card.memory.left_out, card.memory.due_on))
    now = {card.id for card in pile.due}
    rows = "".join(_row(course, card, _next(card, pile.today, card.id in now)) for card in ordered)
    return (
        f'<details class="more"><summary>What is in your review ({count(len(pile.kept), "card")})</summary>'
        '<div class="scroll" role="region" aria-label="What is in your review" tabindex="0">'
        '<table class="tbl"><caption class="vh">What is in your review</caption><thead><tr><th scope="col">Card</th>'
        '<th scope="col">Asked next</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _row(course: Course, card: Card, when: str) -> str:
    source = "Glossary" if card.face != "question" else escape(course.quiz(card.quiz_id).title)
    asked = {"meaning": ", its meaning", "word": ", the word", "question": ""}[card.face]
    return (
        f'<tr><th scope="row">{named(course, card)}<p class="meta">{source}{asked}</p></th>'
        f'<td class="nb">{when}</td></tr>'
    )


def _next(card: Card, today: date, now: bool) -> str:
    """When a card is asked next; what is due and not for today waits for a day with room."""
    if card.memory.left_out:
        return tag("Left out")
    if card.memory.due_on <= today:
        return "today" if now else "waiting"
    return day(card.memory.due_on)
