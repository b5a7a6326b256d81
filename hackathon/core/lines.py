"""Lines that people type, as everybody else sees them: one line, and nothing in it that nobody sees."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Controls, and what turns the direction of all that follows; joiners stay, which words and emoji are made with."""


def plain_line(typed: str) -> str:
    """Return what was typed as one line: names that look alike are alike, and none turns a sentence around."""
    return " ".join(_UNSEEN.sub("", typed).split())
