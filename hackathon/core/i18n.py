"""Sentences for people: gettext without Flask, so that commands and jobs speak the reader's language too."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

from markupsafe import escape

LOCALES = Path(__file__).parent.parent / "locale"
_current: ContextVar[NullTranslations] = ContextVar("translations", default=NullTranslations())  # noqa: B039 - immutable


def gettext(sentence: str) -> str:
    """Return the sentence in the current language."""
    return _current.get().gettext(sentence)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that fits the count, in the current language."""
    return _current.get().ngettext(singular, plural, count)


_ = gettext


def spoken() -> NullTranslations:
    """Return the current language, as a key for texts that are kept."""
    return _current.get()


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


@lru_cache(maxsize=32)
def catalogue(language: str) -> NullTranslations:
    """Load the sentences of a language; English, and what has no catalogue, speaks as written."""
    return translation("hackathon", localedir=LOCALES, languages=[language], fallback=True)


def languages() -> list[str]:
    """List the languages this installation speaks, English first."""
    return ["en", *sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/hackathon.mo"))]


@contextmanager
def speaking(translations: NullTranslations) -> Iterator[None]:
    """Make this the current language inside the block."""
    token = _current.set(translations)
    try:
        yield
    finally:
        _current.reset(token)
