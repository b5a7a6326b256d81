"""What a search shows of a text: the part around the words that were asked for, those words marked."""

import re
from collections.abc import Collection
from functools import lru_cache

from markupsafe import Markup, escape

BEFORE, AROUND = 60, 220
"""Characters shown before the first word that fits, and in all."""
_OPEN, _CLOSE = Markup("<mark>"), Markup("</mark>")
_MARKUP = re.compile(r"[*#`]+")
"""What people write markdown with, and nobody reads in an excerpt."""


def marked(text: str, words: Collection[str]) -> Markup:
    """Mark every word of a text that begins with one of these, and make everything else harmless."""
    if not words:
        return escape(text)
    parts = _fitting(tuple(words)).split(text)
    return Markup("").join(_OPEN + part + _CLOSE if at % 2 else part for at, part in enumerate(parts))


def excerpt(text: str, words: Collection[str]) -> Markup:
    """Show the part of a text around the first word that fits, or its beginning."""
    flat = " ".join(_MARKUP.sub("", text).split())
    found = _fitting(tuple(words)).search(flat) if words else None
    start = max(found.start() - BEFORE, 0) if found else 0
    # Cut between words, unless there is no space to cut at.
    start = start and flat.find(" ", start) + 1
    end = start + AROUND
    end = len(flat) if end >= len(flat) else max(flat.rfind(" ", start, end), start + AROUND // 2)
    return "… " * bool(start) + marked(flat[start:end], words) + " …" * (end < len(flat))


@lru_cache(maxsize=64)
def _fitting(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])((?:{'|'.join(map(re.escape, words))})[^\W_]*)", re.IGNORECASE)
