"""What was read about a thing, kept in this process until something happens to the thing."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactSubject, Subject
from hackathon.core.prepared import prepared

Found = TypeVar("Found")


@dataclass(frozen=True)
class _Entry:
    newest_fact: int
    until: datetime
    found: Any


class Kept:
    """Keeps numbers and short texts that everybody sees alike, such as how many teams an event has.

    An entry holds while the newest fact on the thing's page stays the same, since whatever changes a thing records a
    fact in the same commit; so whoever changed something sees it at once. Two commits can end in another order than
    their facts were numbered: that is why an entry is believed for a few seconds only, however quiet the thing is.
    """

    def __init__(self, *, size: int = 1024, seconds: float = 5) -> None:
        self._size = size
        self._life = timedelta(seconds=seconds)
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = Lock()

    def read(
        self, key: Hashable, newest_fact: int, at: datetime, read: Callable[[], Found], life: timedelta | None = None
    ) -> Found:
        """Return what is kept under a key, or read it now; never keep rows of a session, which end with it.

        What may be older than usual, such as a figure of the last years, says for how long by its `life`.
        """
        entry = self._entries.get(key)
        if entry is None or entry.newest_fact != newest_fact or not at < entry.until:
            entry = _Entry(newest_fact, at + (life or self._life), read())
            self._keep(key, entry)
        found: Found = entry.found
        return found

    def _keep(self, key: Hashable, entry: _Entry) -> None:
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            if len(self._entries) > self._size:
                self._entries.popitem(last=False)


def newest_fact_of(session: Session, subject: Subject) -> int:
    """Return the number of the newest fact on a thing's page, 0 while nothing happened to it."""
    return session.scalar(*_newest(subject.kind, subject.id)) or 0


@prepared
def _newest(kind: str, subject_id: int) -> Select[int]:
    return select(func.max(FactSubject.fact_id)).where(FactSubject.kind == kind, FactSubject.subject_id == subject_id)
