"""Every rule by its name. A new rule is one function in the file of its family, one line here, and one heading in
docs/item-lint.md."""

from collections.abc import Mapping

from course.lint.bank import Rule
from course.lint.coverage import outcome_without_enough_questions
from course.lint.cues import absolute_words, all_or_none_of_the_above
from course.lint.grounds import distractor_without_feedback, explanation_without_source
from course.lint.guessing import (
    empty_category,
    many_true_false,
    match_by_elimination,
    number_of_options,
    tick_all_pays,
)
from course.lint.keys import key_position, longest_is_key, longest_is_never_key
from course.lint.overlaps import overlapping_options
from course.lint.stems import hard_stem, unmarked_negative

RULES: Mapping[str, Rule] = {
    "longest-is-key": longest_is_key,
    "longest-is-never-key": longest_is_never_key,
    "key-position": key_position,
    "absolute-words": absolute_words,
    "all-or-none-of-the-above": all_or_none_of_the_above,
    "overlapping-options": overlapping_options,
    "number-of-options": number_of_options,
    "unmarked-negative": unmarked_negative,
    "hard-stem": hard_stem,
    "distractor-without-feedback": distractor_without_feedback,
    "explanation-without-source": explanation_without_source,
    "tick-all-pays": tick_all_pays,
    "many-true-false": many_true_false,
    "match-by-elimination": match_by_elimination,
    "empty-category": empty_category,
    "outcome-without-enough-questions": outcome_without_enough_questions,
}
