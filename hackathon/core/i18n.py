"""Sentences for people: gettext without Flask, so that commands and jobs speak the reader's language too."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Any

from markupsafe import escape

_current: ContextVar[NullTranslations] = ContextVar("translations", default=NullTranslations())  # noqa: B039 - immutable


def gettext(sentence: str) -> str:
    """Return the sentence in the current language."""
    return _current.get().gettext(sentence)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that fits the count, in the current language."""
    return _current.get().ngettext(singular, plural, count)


_ = gettext


class LazySentence:
    """A sentence translated when it is shown, for class attributes and module constants."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __str__(self) -> str:
        return gettext(self._sentence)

    def __html__(self) -> str:
        """Let templates escape the translated text."""
        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        return str(str(self) % values)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self._sentence)


def lazy(sentence: str) -> LazySentence:
    """Mark a sentence now and translate it whenever it is shown."""
    return LazySentence(sentence)


@contextmanager
def speaking(translations: NullTranslations) -> Iterator[None]:
    """Make this the current language inside the block."""
    token = _current.set(translations)
    try:
        yield
    finally:
        _current.reset(token)
