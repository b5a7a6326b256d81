"""Finds things by their words: only those that whoever asks may see."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, True_, and_, false, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Searchable
from hackathon.core.facts import Subject
from hackathon.core.search.engines import Match, match, match_titles
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
    start: int = 0,
    most: int = 24,
) -> list[Found]:
    """Read the things with all these words, the best first, in one query: texts are fetched of those shown only."""
    if not words:
        return []
    asked = match(session.get_bind().dialect.name, words)
    best = best_of(asked, _is_seen(actor, searchables)).limit(most).offset(start).subquery()
    fields = (SearchEntry.kind, SearchEntry.subject_id, SearchEntry.title, SearchEntry.text)
    shown = select(*fields).join(best, best.c.id == SearchEntry.id)
    return [Found(*row) for row in session.execute(shown.order_by(best.c.distance, best.c.id))]


def things_named_like(
    session: Session, actor: Actor, searchables: Iterable[Searchable], words: Collection[str]
) -> Select[int, float]:
    """Select the entries (id, distance) of things with any of these words in their title, the best first."""
    asked = match_titles(session.get_bind().dialect.name, words)
    return best_of(asked, _is_seen(actor, searchables))


def best_of(asked: Match, *conditions: ColumnElement[bool]) -> Select[int, float]:
    """Select the entries (id, distance) that fit, the best first."""
    distance = asked.distance.label("distance")
    fitting = select(SearchEntry.id, distance).select_from(asked.source).where(asked.fits, *conditions)
    return fitting.order_by(distance, SearchEntry.id)


def _is_seen(actor: Actor, searchables: Iterable[Searchable]) -> ColumnElement[bool]:
    return or_(false(), *(_is_seen_of(actor, each) for each in searchables))


def _is_seen_of(actor: Actor, searchable: Searchable) -> ColumnElement[bool]:
    ours, visible = SearchEntry.kind == searchable.kind, searchable.visible(actor)
    # Whoever may see all of a kind need not have them looked up one by one: entries are of things that there are.
    if isinstance(visible, True_):
        return ours
    return and_(ours, SearchEntry.subject_id.in_(select(searchable.ids).where(visible)))
