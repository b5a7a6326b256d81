"""Finds things by their words: only those that whoever asks may see."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Searchable
from hackathon.core.facts import Subject
from hackathon.core.search.engines import match
from hackathon.core.search.models import SearchEntry

MOST_WORDS, LONGEST_WORD, LONGEST_ASKED = 8, 40, 500
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Found:
    """A thing that fits: what it is, and what it says about itself."""

    kind: str
    subject_id: int
    title: str
    text: str

    @property
    def subject(self) -> Subject:
        """The thing itself."""
        return Subject(self.kind, self.subject_id)


def words_of(asked: str, *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """Read the words out of whatever somebody typed, each once; everything else has no meaning to a search."""
    found = (word[:LONGEST_WORD] for word in _WORD.findall(asked[:LONGEST_ASKED].lower()))
    return tuple(dict.fromkeys(found))[:most]


def counts_found(
    session: Session, actor: Actor, searchables: Iterable[Searchable], words: Collection[str]
) -> dict[str, int]:
    """Count by kind the things with all these words, in one query."""
    if not words:
        return {}
    asked = match(session.get_bind().dialect.name, words)
    counted = select(SearchEntry.kind, func.count()).select_from(asked.source)
    rows = session.execute(counted.where(asked.fits, _is_seen(actor, searchables)).group_by(SearchEntry.kind))
    return {row[0]: row[1] for row in rows}


def things_found(
    session: Session,
    actor: Actor,
    searchables: Iterable[Searchable],
    words: Collection[str],
    *,
    is_any: bool = False,
) -> Select[*tuple[Any, ...]]:
    """Select the things with all (or any) of these words as the fields of `Found`, the best first, to be paged."""
    fields = (SearchEntry.kind, SearchEntry.subject_id, SearchEntry.title, SearchEntry.text)
    if not words:
        return select(*fields).where(false())
    asked = match(session.get_bind().dialect.name, words, is_any=is_any)
    return (
        select(*fields)
        .select_from(asked.source)
        .where(asked.fits, _is_seen(actor, searchables))
        .order_by(asked.distance, SearchEntry.id)
    )


def _is_seen(actor: Actor, searchables: Iterable[Searchable]) -> ColumnElement[bool]:
    seen = (
        and_(SearchEntry.kind == each.kind, SearchEntry.subject_id.in_(each.visible(actor))) for each in searchables
    )
    return or_(false(), *seen)
