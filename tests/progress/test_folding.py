import pytest

from progress.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë  Müller ", "zoe muller"),
        ("Đặng Thị", "đang thi"),
        ("Straße", "strasse"),
        ("Ｚｈａｎｇ", "zhang"),
        ("王静", "王静"),
        ("محمد", "محمد"),
        ("LŪ Xùn", "lu xun"),
    ],
)
def test_a_search_ignores_case_accents_and_width(text: str, folded: str) -> None:
    assert fold(text) == folded
