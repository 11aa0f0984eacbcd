"""A right and a not quite right answer to any question, worked out from its key."""

from course.questions import (
    Categorise,
    Cloze,
    Match,
    Multiple,
    Numeric,
    Order,
    Pinyin,
    Question,
    Reflection,
    Single,
    Text,
    TrueFalse,
)


def right_answer(question: Question) -> object:
    """What earns everything."""
    match question:
        case Single() | TrueFalse():
            return next(option.id for option in question.choices if option.correct)
        case Multiple():
            return [option.id for option in question.options if option.correct]
        case Numeric():
            return str(
                question.answer if question.answer is not None else question.range and question.range.from_
            )
        case Text() | Pinyin():
            return question.accept[0]
        case Match():
            return {pair.id: pair.id for pair in question.pairs}
        case Order():
            return [item.id for item in question.items]
        case Categorise():
            return {item.id: item.category for item in question.items}
        case Cloze():
            return {gap.id: _filled(question, gap.id) for gap in question.gaps}
        case Reflection():
            return "So I see it."


def _filled(question: Cloze, gap_id: str) -> str:
    gap = next(gap for gap in question.gaps if gap.id == gap_id)
    return next((option.id for option in gap.options or () if option.correct), "") or (gap.accept or ("",))[0]


def wrong_answer(question: Question) -> object:
    """What does not earn everything; None for what has no wrong answer that is easily told."""
    match question:
        case Single() | TrueFalse():
            return next(option.id for option in question.choices if not option.correct)
        case Multiple():
            return [option.id for option in question.options if not option.correct]
        case Numeric():
            return "123456789"
        case Text():
            return "Zhāng"
        case Order():
            return [item.id for item in reversed(question.items)]
        case Match() | Categorise() | Cloze():
            right = right_answer(question)
            assert isinstance(right, dict)
            return dict([*right.items()][:1])
        case Pinyin() | Reflection():
            return None
