"""Names and email addresses as people write them, and as they are kept.

Names may be in any script. What cannot be seen is refused rather than dropped: characters that hide, break
the line or turn the direction of writing can make one person look like another, and dropping them changes a
name without its owner's knowledge.
"""

import re
import unicodedata

from accounts.problems import AccountProblem

LONGEST_NAME = 100
LONGEST_EMAIL = 254

# Cc control, Cf format (zero-width, direction, soft hyphen, tags), Cs surrogate, Zl and Zp line breaks.
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Letters, marks and symbols by category, and yet blank: fillers, joiners and the empty Braille pattern.
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")

# Without what stands between addresses, or around one, in a letter's head: such a letter would go to others.
ADDRESS = re.compile(r"[^@\s,;:<>()\[\]\"\\]+@[^@\s.,;:<>()\[\]\"\\]+(\.[^@\s.,;:<>()\[\]\"\\]+)+")


def clean_name(text: str) -> str:
    """The name in NFC, trimmed, with single spaces. Raises AccountProblem."""
    name = unicodedata.normalize("NFC", text.strip())
    if not name:
        raise AccountProblem("Enter your name.")
    if any(_is_hidden(character) for character in name):
        raise AccountProblem(
            "This name holds characters that cannot be seen, such as a line break. Type it again by hand."
        )
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise AccountProblem(f"This name is longer than {LONGEST_NAME} characters. Shorten it.")
    return name


def clean_email(text: str) -> str:
    """The address in lower case, trimmed; other scripts are kept as they are. Raises AccountProblem."""
    email = unicodedata.normalize("NFKC", text.strip()).lower()
    if not ADDRESS.fullmatch(email) or any(_is_hidden(character) for character in email):
        raise AccountProblem("Enter an email address, such as name@example.ac.uk.")
    if len(email) > LONGEST_EMAIL:
        raise AccountProblem(
            f"This email address is longer than {LONGEST_EMAIL} characters. Use a shorter one."
        )
    return email


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN_CATEGORIES or character in BLANK_LETTERS
