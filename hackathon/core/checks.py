"""Checks of an installation: each says in a sentence what is in order, or raises `Unwell` with what to do."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hackathon.core.config import Settings

Check = Callable[[Settings, Session], str]


class Unwell(Exception):  # noqa: N818 - a finding, not a fault
    """Something is not in order; the sentence says what to do about it."""
