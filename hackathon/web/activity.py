"""Activity: the facts of one thing, as sentences with names, in two queries."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import url_for
from markupsafe import Markup, escape
from sqlalchemy import CompoundSelect, Integer, Select, String, bindparam, cast, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from hackathon.core.contributions import Contributions, Label, Viewing
from hackathon.core.facts import Audience, Fact, FactRow, FactSubject, Statement, Subject
from hackathon.core.i18n import _, spoken
from hackathon.core.prepared import prepared, with_constants
from hackathon.web.database import contributions
from hackathon.web.paging import Page, page_of

AROUND = 200
"""So many of the newest facts around somebody are looked through for those that others made."""
LIMIT = 15
AUDITOR = "auditor"


@dataclass(frozen=True)
class Entry:
    """One line of an activity page; `is_audited` when its reader is shown the way to its proof everywhere."""

    sentence: Markup
    at: datetime
    detail: str | None = None
    kind: str = ""
    fact_id: int = 0
    is_audited: bool = False


@dataclass(frozen=True)
class Name:
    """How a thing is called in a sentence, and where it is."""

    text: str
    url: str | None


def activity_of(
    viewing: Viewing, kind: str, subject_id: int, *, audiences: Collection[Audience], limit: int = LIMIT
) -> list[Entry]:
    """Read the newest facts that show on a thing's page for these audiences, newest first."""
    rows = viewing.session.execute(*_newest_of(kind, subject_id, audiences, limit)).all()
    return entries_of(viewing, rows)


def activity_page(viewing: Viewing, kind: str, subject_id: int, *, audiences: Collection[Audience]) -> Page:
    """Read everything that happened to a thing, newest first, in pages."""
    page = page_of(viewing.session, *_facts_of(kind, subject_id, audiences), scalars=False)
    return replace(page, rows=entries_of(viewing, page.rows))


def entries_page(viewing: Viewing, statement: Select[FactRow, Any]) -> Page:
    """Read the facts that a statement selects, with what was said about each, in pages."""
    page = page_of(viewing.session, statement, scalars=False)
    return replace(page, rows=entries_of(viewing, page.rows))


def sentence_of(viewing: Viewing, row: FactRow) -> Markup | None:
    """Put one fact into a sentence; None where its kind is no longer known."""
    return next((entry.sentence for entry in entries_of(viewing, [(row, None)])), None)


def news_for(viewing: Viewing, *, limit: int = LIMIT) -> list[Entry]:
    """Read the newest facts that others made where a person holds a role: their events and teams."""
    if viewing.actor.id is None or not viewing.actor.grants:
        return []
    places = {(grant.scope, grant.scope_id) for grant in viewing.actor.grants}
    rows = viewing.session.execute(*_facts_around(viewing.actor.id, places, limit)).all()
    return entries_of(viewing, rows)


def entries_of(viewing: Viewing, rows: Sequence[Any]) -> list[Entry]:
    """Put (fact row, statement text) pairs into sentences, all names in one query.

    Facts never change, and things rarely change their names: the sentences of a page are kept for a few seconds.
    """
    key = ("sentences", tuple(row.id for row, _text in rows), spoken())
    sentences = viewing.kept.read(
        key, 0, viewing.now, lambda: _sentences(viewing.session, [row for row, _text in rows])
    )
    audits = viewing.actor.is_site(AUDITOR)
    return [
        Entry(sentences[row.id], row.at, text, row.kind, row.id, audits) for row, text in rows if row.id in sentences
    ]


def _sentences(session: Session, rows: Iterable[FactRow]) -> dict[int, Markup]:
    facts = [(row, fact) for row in rows if (fact := row.fact()) is not None]
    names = names_of(session, {s for row, fact in facts for s in _mentions(row, fact)}, contributions())
    return {row.id: _sentence(row, fact, names) for row, fact in facts}


def names_of(session: Session, wanted: set[Subject], register: Contributions) -> Mapping[Subject, Name]:
    """Look up what things are called, all kinds in one query."""
    labels = register.labels
    ids: dict[str, list[int]] = {}
    for kind, subject_id in wanted:
        if kind in labels:
            ids.setdefault(kind, []).append(subject_id)
    if not ids:
        return {}
    found = session.execute(_names(register, frozenset(ids)), ids)
    return {Subject(kind, row_id): _name(labels[kind], text, key) for kind, row_id, text, key in found}


@prepared
def _newest_of(kind: str, subject_id: int, audiences: Collection[Audience], limit: int) -> Select[FactRow, str | None]:
    return _on_page(kind, subject_id, audiences).limit(limit)


@prepared
def _facts_of(kind: str, subject_id: int, audiences: Collection[Audience]) -> Select[FactRow, str | None]:
    return _on_page(kind, subject_id, audiences)


def _on_page(kind: str, subject_id: int, audiences: Collection[Audience]) -> Select[FactRow, str | None]:
    return (
        select(FactRow, Statement.text)
        .join(FactSubject, FactSubject.fact_id == FactRow.id)
        .outerjoin(Statement, Statement.id == FactRow.statement_id)
        .where(
            FactSubject.kind == kind,
            FactSubject.subject_id == subject_id,
            FactRow.audience.in_(audiences),
        )
        .order_by(FactRow.id.desc())
    )


@prepared
def _facts_around(account_id: int, places: Collection[tuple[str, int]], limit: int) -> Select[FactRow, str | None]:
    is_there = tuple_(FactSubject.kind, FactSubject.subject_id).in_(places)
    # Ordered by sums, since in the order of an index PostgreSQL reads all facts of others backwards to find a few.
    newest = select(FactSubject.fact_id).where(is_there).order_by((FactSubject.fact_id + 0).desc()).limit(AROUND)
    return (
        select(FactRow, Statement.text)
        .outerjoin(Statement, Statement.id == FactRow.statement_id)
        .where(
            FactRow.id.in_(newest),
            FactRow.audience == Audience.VIEWERS,
            FactRow.actor_id.is_distinct_from(account_id),
        )
        .order_by((FactRow.id + 0).desc())
        .limit(limit)
    )


def _mentions(row: FactRow, fact: Fact) -> Iterable[Subject]:
    yield from (subject for _placeholder, subject in fact.mentions())
    if row.actor_id is not None:
        yield Subject("account", row.actor_id)


@lru_cache(maxsize=256)
def _names(register: Contributions, kinds: frozenset[str]) -> CompoundSelect[str, int, str, str]:
    """Select the names of several kinds at once; give it their ids by kind."""
    return with_constants(union_all(*(_names_of_kind(kind, register.labels[kind]) for kind in sorted(kinds))))


def _names_of_kind(kind: str, label: Label) -> Select[str, int, str, str]:
    row_id, text, key = tuple(label.names.selected_columns)
    ids = bindparam(kind, expanding=True, type_=Integer)
    return label.names.with_only_columns(literal(kind), row_id, cast(text, String), cast(key, String)).where(
        row_id.in_(ids)
    )


def _name(label: Label, text: str, key: str) -> Name:
    arguments: dict[str, Any] = {label.argument: key}
    return Name(text, url_for(label.endpoint, **arguments) if label.endpoint else None)


def _sentence(row: FactRow, fact: Fact, names: Mapping[Subject, Name]) -> Markup:
    values: dict[str, object] = json.loads(row.payload) | dict(fact.words())
    values |= {placeholder: _linked(names.get(subject)) for placeholder, subject in fact.mentions()}
    values["actor"] = (
        _linked(names.get(Subject("account", row.actor_id))) if row.actor_id else escape(_("The platform"))
    )
    return Markup(escape(str(fact.sentence))) % values  # noqa: S704 - the sentence is escaped, and % escapes what goes in


def _linked(name: Name | None) -> Markup:
    if name is None:
        return escape(_("somebody or something no longer here"))
    if name.url is None:
        return Markup("<strong>{}</strong>").format(name.text)
    return Markup('<a href="{}">{}</a>').format(name.url, name.text)
