"""Finds things by their words: only those that whoever asks may see."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    True_,
    and_,
    false,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Searchable
from hackathon.core.facts import Subject
from hackathon.core.prepared import Shape, prepared
from hackathon.core.search.engines import Match, dialect_of, match, match_titles, with_all
from hackathon.core.search.models import SearchEntry

MOST_WORDS, LONGEST_WORD, LONGEST_ASKED = 8, 40, 500
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Searched:
    """The kinds of things that are searched, and the kind of database that does it."""

    searchables: tuple[Searchable, ...]
    dialect: str

    @classmethod
    def of(cls, session: Session, searchables: Iterable[Searchable]) -> "Shape[Searched]":
        """Say so for statements that are built once for these."""
        return Shape(cls(tuple(searchables), dialect_of(session)))


@dataclass(frozen=True)
class Part:
    """Which part of what fits is read: of which kinds, from which on, and how many."""

    kinds: Collection[str]
    start: int = 0
    most: int = 24


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


@dataclass(frozen=True)
class Findings:
    """The things of a page of what fits, the best first, and how many fit in all, by kind."""

    things: Sequence[Found] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def words_of(asked: str, *, most: int = MOST_WORDS) -> tuple[str, ...]:
    """Read the words out of whatever somebody typed, each once; everything else has no meaning to a search."""
    found = (word[:LONGEST_WORD] for word in _WORD.findall(asked[:LONGEST_ASKED].lower()))
    return tuple(dict.fromkeys(found))[:most]


def search(
    session: Session, actor: Actor, searchables: Iterable[Searchable], words: Collection[str], part: Part
) -> Findings:
    """Read a part of the things with all these words, and count them by kind, in one query."""
    if not words:
        return Findings()
    searched = Searched.of(session, searchables)
    asked = with_all(searched.value.dialect, words)
    # A row is a thing, or how many there are of a kind; a database may give them in any order.
    rows = session.execute(*_found(actor, searched, asked, part.kinds, part.start, part.most)).all()
    things = sorted((row for row in rows if row.how_many is None), key=lambda row: (row.distance, row.id))
    counts = {row.kind: row.how_many for row in rows if row.how_many is not None}
    return Findings([Found(row.kind, row.subject_id, row.title, row.text) for row in things], counts)


@prepared
def _found(
    actor: Actor, searched: Shape[Searched], asked: str, kinds: Collection[str], start: int, most: int
) -> CompoundSelect[*tuple[Any, ...]]:
    """Select what fits once; of that count all, and fetch the texts of the part alone."""
    asked_for = match(searched.value.dialect, cast(BindParameter[str], asked))
    fitting = _fitting(asked_for, actor, searched.value).cte("fitting")
    best = (
        select(fitting.c.id, fitting.c.distance)
        .where(fitting.c.kind.in_(kinds))
        .order_by(fitting.c.distance, fitting.c.id)
        .limit(most)
        .offset(start)
        .subquery()
    )
    things = (
        select(SearchEntry.kind, null().label("how_many"), best.c.id, best.c.distance)
        .add_columns(SearchEntry.subject_id, SearchEntry.title, SearchEntry.text)
        .join(best, best.c.id == SearchEntry.id)
    )
    counts = select(fitting.c.kind, func.count(), null(), null(), null(), null(), null()).group_by(fitting.c.kind)
    return union_all(things, counts)


def titles_like(actor: Actor, searched: Searched, asked: str) -> Select[*tuple[Any, ...]]:
    """Select the entries (id, kind, distance) whose titles have what `with_any_in_title` wrote, to be prepared."""
    return _fitting(match_titles(searched.dialect, cast(BindParameter[str], asked)), actor, searched)


def _fitting(asked: Match, actor: Actor, searched: Searched) -> Select[*tuple[Any, ...]]:
    fields = (SearchEntry.id, SearchEntry.kind, asked.distance.label("distance"))
    seen = or_(false(), *(_is_seen_of(actor, each) for each in searched.searchables))
    return select(*fields).select_from(asked.source).where(asked.fits, seen)


def _is_seen_of(actor: Actor, searchable: Searchable) -> ColumnElement[bool]:
    ours, visible = SearchEntry.kind == searchable.kind, searchable.visible(actor)
    # Whoever may see all of a kind need not have them looked up one by one: entries are of things that there are.
    if isinstance(visible, True_):
        return ours
    return and_(ours, SearchEntry.subject_id.in_(select(searchable.ids).where(visible)))
