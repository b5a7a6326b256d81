"""Lines as everybody sees them."""

import pytest

from hackathon.core.lines import plain_line


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  Ada   Reed\n", "Ada Reed"),
        ("Ada\tReed", "Ada Reed"),
        ("Ada\u2028Reed\x85", "Ada Reed"),
        ("A\u200bda\xad Reed", "Ada Reed"),
        ("\u202eresU\u202c", "resU"),
        ("\u2066Ada\u2069 \ufeffReed\x00\x1b", "Ada Reed"),
        ("\u200b", ""),
    ],
)
def test_plain_line_holds_nothing_that_nobody_sees(typed: str, plain: str) -> None:
    assert plain_line(typed) == plain


@pytest.mark.parametrize(
    "line",
    [
        "عائشة نور",
        "نمی\u200cشود",
        "क\u094d\u200dष",
        "👩\u200d🔬",
        "❤\ufe0f",
        "🏴\U000e0067\U000e0062\U000e007f",
        "𐍈",
        "日本",
    ],
)
def test_plain_line_leaves_what_scripts_and_emoji_are_made_of(line: str) -> None:
    assert plain_line(line) == line
