"""When a thing is asked again: golden histories, the formulas of FSRS written down once more, and the caps."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.questions import Single
from course.review import (
    CHOSEN,
    LEFT_OUT,
    LONGEST,
    MISSED,
    RATINGS,
    TAKEN_UP,
    Event,
    Memory,
    Rating,
    apply,
    days_until,
    ratings,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
LETTERS: dict[str, Rating] = {"A": "again", "H": "hard", "G": "good", "E": "easy"}


def history(letters: str, *, late: int = 0) -> tuple[list[int], Memory]:
    """The intervals in days that these ratings give, each on the day when it is due or so many days late."""
    now, memory, days = NOON, None, []
    for letter in letters:
        memory, log = apply(memory, Event("reviewed", LETTERS[letter]), now)
        assert log.after is memory
        assert log.at == now
        days.append((memory.due_on - now.date()).days)
        now = datetime.combine(memory.due_on + timedelta(days=late), NOON.time(), UTC)
    assert memory
    return days, memory


# Worked out with `fsrs` 6.3.2 without steps of minutes.
GOLDEN = {
    "A": ([1], 0.212, 6.4133),
    "H": ([1], 1.2931, 5.112171),
    "G": ([2], 2.3065, 2.118104),
    "E": ([8], 8.2956, 1.0),
    "GA": ([2, 1], 0.607580, 7.394503),
    "GH": ([2, 8], 7.513320, 4.752858),
    "GG": ([2, 11], 10.964332, 2.111214),
    "GE": ([2, 19], 18.521754, 1.0),
}


@pytest.mark.parametrize("letters", GOLDEN)
def test_a_history_gives_the_days_that_it_always_gave(letters: str) -> None:
    days, stability, difficulty = GOLDEN[letters]
    found, memory = history(letters)
    assert found == days
    assert memory.stability == pytest.approx(stability, abs=1e-6)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-6)


# The formulas of FSRS-6 and its default weights, written down apart from the package.

W: tuple[float, ...] = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614),
    *(0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
DECAY = -W[20]
FACTOR = math.pow(0.9, 1 / DECAY) - 1


@dataclass
class Formula:
    """FSRS-6 by its formulas: a rating G from 1 to 4, after so many whole days."""

    stability: float = 0
    difficulty: float = 0

    def rate(self, g: int, days: int | None) -> int:
        """Rate; returns in how many days it is asked again."""
        if days is None:
            self.stability, self.difficulty = max(W[g - 1], 0.001), self._clamped(self._first(g))
        else:
            self.stability = max(self._stability(g, days), 0.001)
            moved = self.difficulty - W[6] * (g - 3) * (10 - self.difficulty) / 9
            self.difficulty = self._clamped(W[7] * self._first(4) + (1 - W[7]) * moved)
        return min(max(round(self.stability / FACTOR * (math.pow(0.9, 1 / DECAY) - 1)), 1), LONGEST)

    @staticmethod
    def _first(g: int) -> float:
        return W[4] - math.exp(W[5] * (g - 1)) + 1

    @staticmethod
    def _clamped(difficulty: float) -> float:
        return min(max(difficulty, 1), 10)

    def _stability(self, g: int, days: int) -> float:
        s, d = self.stability, self.difficulty
        if days < 1:
            grown = math.exp(W[17] * (g - 3 + W[18])) * math.pow(s, -W[19])
            return s * (max(grown, 1) if g > 1 else grown)
        r = math.pow(1 + FACTOR * days / s, DECAY)
        if g == 1:
            lapsed = W[11] * math.pow(d, -W[12]) * (math.pow(s + 1, W[13]) - 1) * math.exp(W[14] * (1 - r))
            return min(lapsed, s / math.exp(W[17] * W[18]))
        hard, easy = W[15] if g == 2 else 1, W[16] if g == 4 else 1
        gain = math.exp(W[8]) * (11 - d) * math.pow(s, -W[9]) * (math.exp(W[10] * (1 - r)) - 1)
        return s * (1 + gain * hard * easy)


@given(st.lists(st.tuples(st.sampled_from(RATINGS), st.integers(0, 400)), min_size=1, max_size=12))
def test_any_history_goes_by_the_formulas(reviews: list[tuple[Rating, int]]) -> None:
    formula, memory, now = Formula(), None, NOON
    for rating, gap in reviews:
        expected = formula.rate(RATINGS.index(rating) + 1, gap if memory else None)
        if memory:
            now += timedelta(days=gap)
        memory, _ = apply(memory, Event("reviewed", rating), now)
        assert (memory.due_on - now.date()).days == expected
        assert memory.stability == pytest.approx(formula.stability, rel=1e-9)
        assert memory.difficulty == pytest.approx(formula.difficulty, rel=1e-9)


def test_a_long_history_grows_falls_and_grows_again() -> None:
    days, memory = history("GGGGGGAAGGGGG")
    assert days == [2, 11, 46, 163, 365, 365, 8, 1, 2, 4, 7, 13, 21]
    assert memory.due_on == TODAY + timedelta(days=sum(days))


def test_what_is_remembered_long_after_its_day_is_remembered_better() -> None:
    on_the_day, late = history("GG")[1], history("GG", late=20)[1]
    assert on_the_day.stability
    assert late.stability
    assert late.stability > on_the_day.stability


def test_nothing_comes_back_on_the_same_day_or_after_more_than_a_year() -> None:
    assert history("AAAAAA")[0] == [1, 1, 1, 1, 1, 1]
    assert max(history("EEEEEEEE")[0]) == LONGEST


def test_the_hour_of_a_review_changes_nothing() -> None:
    late, early = NOON.replace(hour=23), (NOON + timedelta(days=2)).replace(hour=0)
    memory, _ = apply(None, Event("reviewed", "good"), late)
    assert memory.due_on == early.date()
    assert apply(memory, Event("reviewed", "good"), early)[0].due_on == early.date() + timedelta(days=11)


def test_a_day_is_a_day_in_utc_whatever_the_zone_of_the_moment() -> None:
    tokyo = datetime(2026, 11, 24, 8, 0, tzinfo=timezone(timedelta(hours=9)))
    assert apply(None, CHOSEN, tokyo)[0].due_on == date(2026, 11, 23)
    with pytest.raises(ValueError, match="needs its time zone"):
        apply(None, CHOSEN, tokyo.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("latest", "days"), [(3, 3), (19, 19), (400, 19), (1, 1), (0, 19), (-30, 19), (None, 19)]
)
def test_it_is_asked_again_before_what_it_rests_on_is_reviewed(latest: int | None, days: int) -> None:
    _, memory = history("G")
    now = NOON + timedelta(days=2)
    by = None if latest is None else now.date() + timedelta(days=latest)
    assert days_until(memory, "easy", now, by) == days


def test_the_cap_changes_the_day_and_not_the_memory() -> None:
    free, _ = apply(None, Event("reviewed", "easy"), NOON)
    capped, _ = apply(None, Event("reviewed", "easy", TODAY + timedelta(days=2)), NOON)
    assert (capped.stability, capped.difficulty) == (free.stability, free.difficulty)
    assert capped.due_on < free.due_on


def test_what_is_chosen_is_asked_at_once_and_what_was_missed_on_the_next_day() -> None:
    assert apply(None, CHOSEN, NOON)[0] == Memory(due_on=TODAY)
    missed, _ = apply(None, MISSED, NOON)
    assert missed.due_on == TODAY + timedelta(days=1)
    assert missed.reviewed_on == TODAY


def test_what_is_left_out_keeps_its_memory_until_it_is_taken_up_or_missed() -> None:
    _, known = history("GG")
    out, _ = apply(known, LEFT_OUT, NOON)
    assert out.left_out
    assert apply(out, TAKEN_UP, NOON)[0] == known
    assert not apply(out, MISSED, NOON + timedelta(days=40))[0].left_out


def test_a_clock_that_steps_back_breaks_nothing() -> None:
    memory, _ = apply(None, Event("reviewed", "good"), NOON)
    before, _ = apply(memory, Event("reviewed", "good"), NOON - timedelta(days=3))
    assert before.due_on > TODAY - timedelta(days=3)


def test_a_right_answer_may_be_called_a_guess_but_a_wrong_one_never_known() -> None:
    question = Single.model_validate(
        {
            "id": "tool",
            "outcome": "D1",
            "stem": "Which is exact?",
            "options": [{"id": "scale", "text": "Scale", "correct": True}, {"id": "cup", "text": "Cup"}],
        }
    )
    assert ratings(question, "scale") == ("good", "again", "hard", "easy")
    assert ratings(question, "cup") == ratings(question, None) == ("again",)
