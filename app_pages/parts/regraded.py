"""What a learner is told of a question that was judged anew after submission."""

from collections.abc import Sequence
from html import escape

from app_pages.parts.answer import answered
from app_pages.parts.dates import day
from app_pages.parts.explaining.box import box
from app_pages.parts.words import tag
from course.attempts import Graded
from course.questions import Question, Response
from course.regrade import Mode
from progress.regraded import Note

TAGS: dict[Mode, str] = {
    "apply": "Graded again",
    "only-if-better": "Graded again",
    "drop": "Not counted",
    "all-correct": "Points for everybody",
}
SAID: dict[Mode, str] = {
    "apply": "What is marked as right here is the corrected answer.",
    "only-if-better": "What is marked as right here is the corrected answer.",
    "drop": "Its points can be neither earned nor missed.",
    "all-correct": "Everybody has its points, whatever they answered.",
}
KEPT = "Your answer earned more before, and keeps that."
UNKNOWN = "What was right before may not be, so no answer is marked."


def note(entry: Note | None) -> str:
    """When, why and how a question was judged anew, as HTML; empty for one that was not."""
    if entry is None:
        return ""
    said = [SAID[entry.mode], *([KEPT] if entry.kept else []), *([] if entry.keyed else [UNKNOWN])]
    when = f"{tag(TAGS[entry.mode], 'note')} <span>on {day(entry.at)}</span>"
    return f'<div class="regraded">{box("", when, escape(entry.reason), " ".join(said))}</div>'


def judged(
    question: Question, given: Response, order: Sequence[str], graded: Graded, entry: Note | None
) -> str:
    """The note, and the answer as `answered` shows it; where nothing is known to be right, in its words alone."""
    if entry and not entry.keyed:
        return note(entry) + box("", tag("Your answer"), f"<bdi>{escape(graded.response)}</bdi>")
    return note(entry) + answered(question, given, order)
