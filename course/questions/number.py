"""Numbers as people type them, read exactly or refused: never guessed.

Thousands may be set apart by commas, blanks or apostrophes, the decimal sign is the point, and 万 (ten thousand) and 亿
(a hundred million) multiply. `1,25` could be 1.25 or a mistyped thousand, so it is refused with a sentence.
"""

import re
import unicodedata
from decimal import Context, Decimal

from course.questions.text import typed

LONGEST = 100  # characters
MOST_DIGITS = 30
POWERS = {"": 0, "百万": 6, "千万": 7, "万亿": 12, "亿": 8, "万": 4}

# Full-width forms, the minus signs and the apostrophes that keyboards give, and the traditional characters.
ORDINARY = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | str.maketrans("−–﹣’‘ʼ萬億", "---'''万亿")
NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<whole>[1-9][0-9]{0,2}(?P<mark>[, '])[0-9]{3}(?:(?P=mark)[0-9]{3})*|[0-9]*)"
    r"(?:\.(?P<decimals>[0-9]*))?(?:[eE](?P<power>[+-]?[0-9]{1,2}))? ?(?P<times>百万|千万|万亿|亿|万|)"
)
TWO_STEPS = re.compile(r"(?P<sign>[+-]?) ?(?P<high>[1-9][0-9]{0,8}) ?亿 ?(?P<low>[1-9][0-9]{0,3}) ?万")
EXACT = Context(prec=200)

COMMAS = "Write decimals with a point, as in 1.25, and commas only between thousands, as in 1,250."
POINTS = (
    "Write thousands with commas or without, as in 1,250,000 or 1250000; a point stands before decimals only."
)
BLANKS = "Leave blanks only between thousands, as in 1 250 000."
TOO_LONG = f"Write a number of at most {MOST_DIGITS} digits."


def read(text: str, unit: str = "") -> str:
    """The number that was typed, as canonical decimal text: `1,250.50` gives `1250.5`. Idempotent.

    The unit may stand after the number, or before it. Raises ValueError with a sentence for whoever typed it.
    """
    plain = _ordinary(text)
    bare = _without(plain, unit)
    if bare == plain and unit.startswith(("万", "亿")) and re.search("[万亿]", plain):
        raise ValueError(f"The unit is {unit} already: write the number without {unit[0]}.")
    if both := TWO_STEPS.fullmatch(bare):
        return _canonical(both["sign"] + both["high"] + both["low"].zfill(4), POWERS["万"])
    found = NUMBER.fullmatch(bare)
    if not found or not (found["whole"] or found["decimals"]):
        raise ValueError(_why(bare, unit))
    decimals = found["decimals"] or ""
    power = int(found["power"] or 0) + POWERS[found["times"]] - len(decimals)
    digits = re.sub("[^0-9]", "", found["whole"]) + decimals
    return _canonical(found["sign"] + digits, power)


def _ordinary(text: str) -> str:
    """The text with one form for each sign, and one blank for any blanks."""
    seen = (c for c in text.translate(ORDINARY) if unicodedata.category(c) != "Cf")
    return " ".join("".join(seen).split())


def _without(text: str, unit: str) -> str:
    """The text without the unit before or after it; the unit's letters may be composed in another way."""
    wanted = unicodedata.normalize("NFKC", unit)
    if not wanted:
        return text
    for length in range(1, min(len(wanted) * 2, len(text)) + 1):
        for part, rest in ((text[-length:], text[:-length]), (text[:length], text[length:])):
            if unicodedata.normalize("NFKC", part) == wanted:
                return rest.strip()
    return text


def _canonical(digits: str, power: int) -> str:
    length = len(digits.lstrip("+-0"))
    if power < -MOST_DIGITS or length + max(power, 0) > MOST_DIGITS:
        raise ValueError(TOO_LONG)
    value = EXACT.normalize(Decimal(f"{digits}E{power}"))
    return format(value, "f") if value else "0"


def _why(text: str, unit: str) -> str:
    """What to do about a text that is no number."""
    if re.fullmatch(r"[-+]?[0-9., ']*[0-9][0-9., ']*", text):
        if "," in text:
            return COMMAS
        return POINTS if text.count(".") > 1 else BLANKS
    return f"Write a number{f' in {unit}' if unit else ''}, such as 1250 or 125万."


def typed_number(response: object, unit: str) -> str | None:
    """The number that was typed, canonical; None when nothing was. Raises ValueError with a sentence."""
    text = typed(response, LONGEST)
    return None if text is None else read(text, unit)


def spelled(number: str) -> str:
    """A canonical number with commas between its thousands: `1250.5` gives `1,250.5`."""
    return format(Decimal(number), ",f")
