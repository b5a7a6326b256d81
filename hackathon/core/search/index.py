"""Keeps the entries as the things are: written anew in the transaction that changes a thing."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, delete, exists, func, literal, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hackathon.core.contributions import Searchable
from hackathon.core.facts import Fact, Subject
from hackathon.core.search.models import SearchEntry

LONGEST_TEXT = 20_000
"""Characters of a thing that are searched; a tsvector holds no more than a megabyte."""


def changed_by(facts: Iterable[Fact], searchables: Collection[Searchable]) -> set[Subject]:
    """List the things whose entries no longer say what they are."""
    return {
        Subject(searchable.kind, fact.subject_id)
        for fact in facts
        for searchable in searchables
        if isinstance(fact, searchable.after)
    }


def write_entries(session: Session, searchable: Searchable, ids: Collection[int]) -> None:
    """Write the entries of some things as they are now; one that is gone has none any more."""
    _drop_gone(session, searchable, SearchEntry.subject_id.in_(ids))
    _write(session, searchable, searchable.ids.in_(ids))


def write_all_entries(session: Session, searchable: Searchable) -> None:
    """Write the entries of all things of a kind."""
    _drop_gone(session, searchable, true())
    _write(session, searchable, true())


def write_missing_entries(session: Session, searchable: Searchable) -> None:
    """Write entries of things that have none, for instance because they are older than searching is."""
    _drop_gone(session, searchable, true())
    has_entry = exists().where(SearchEntry.kind == searchable.kind, SearchEntry.subject_id == searchable.ids)
    _write(session, searchable, ~has_entry)


def _drop_gone(session: Session, searchable: Searchable, which: ColumnElement[bool]) -> None:
    is_there = searchable.texts.with_only_columns(searchable.ids)
    ours = SearchEntry.kind == searchable.kind
    session.execute(
        delete(SearchEntry)
        .where(ours, which, SearchEntry.subject_id.not_in(is_there))
        .execution_options(synchronize_session=False)
    )


def _write(session: Session, searchable: Searchable, which: ColumnElement[bool]) -> None:
    thing, title, text = searchable.texts.selected_columns
    said = searchable.texts.with_only_columns(
        literal(searchable.kind), thing, title, func.substr(text, 1, LONGEST_TEXT)
    ).where(which)
    session.execute(_upsert(session, said))


def _upsert(session: Session, said: Select[Any]) -> Insert:
    """Write entries, or put them in the place of what two transactions wrote at once."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert: Any = (postgresql if is_postgresql else sqlite).insert(SearchEntry)
    new = insert.from_select(["kind", "subject_id", "title", "text"], said)
    written: Insert = new.on_conflict_do_update(
        index_elements=["kind", "subject_id"], set_={"title": new.excluded.title, "text": new.excluded.text}
    )
    return written
