"""A learner at a quiz: starts it, answers whatever is asked, moves on, round and round without submitting."""

from benchmarks.learner import Learner, PageFault, Widget

START = ("Start", "Try again")
ON = ("Save and continue", "Save and review", "Back to the questions")


async def enter(learner: Learner, quiz: str) -> None:
    """Open the quiz page and start the quiz, or carry on where the learner left it."""
    await learner.open("quiz", f"q={quiz}" if quiz else "")
    if not question(learner):
        await learner.press(learner.button(*START, *ON))


def question(learner: Learner) -> Widget | None:
    """The widget of the question that is open; None at the door and at the review."""
    for kind in ("radio", "text_input"):
        for widget in learner.page.all(kind):
            return widget
    return next(
        (box for box in learner.page.all("checkbox") if box.content.type == box.content.DEFAULT), None
    )


async def answer(learner: Learner) -> float:
    """Answer the open question differently from before; returns seconds. Raises PageFault when none is open."""
    match question(learner):
        case Widget(kind="radio") as radio:
            return await learner.choose(radio)
        case Widget(kind="checkbox") as box:
            return await learner.tick(box)
        case Widget() as text_input:
            return await learner.type(text_input, f"answer {learner.dice.randrange(1000)}")
        case None:
            raise PageFault("no question is open")


async def move_on(learner: Learner) -> float:
    """Go to the next question, from the review back to the first; returns seconds."""
    return await learner.press(learner.button(*ON))


async def find_radio(learner: Learner) -> None:
    """Move on until a question with one choice is open."""
    for _ in range(30):
        if next(learner.page.all("radio"), None):
            return
        await move_on(learner)
    raise PageFault("this quiz asks no question with one choice")
