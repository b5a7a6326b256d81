"""Reads the cases that are similar to a project."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Searchable, Viewing
from hackathon.core.facts import Subject
from hackathon.core.prepared import Shape, prepared
from hackathon.core.search.engines import title_words, with_any_in_title
from hackathon.core.search.find import Searched, titles_like
from hackathon.core.search.models import SearchEntry
from hackathon.projects.workspace.models import Project
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.inventory.models import ReferenceCase
from hackathon.promotion.inventory.rules import REFERENCE
from hackathon.promotion.similar.models import ToldApart
from hackathon.promotion.similar.rules import (
    Counted,
    Shares,
    counting_beginnings,
    most_similar,
    shared_words,
    worth_asking,
)

CANDIDATES, BEGINNING = 24, 1_000
WORDS_LIFE = timedelta(minutes=10)
CASE = "case"


@dataclass(frozen=True)
class Similar:
    """A use case of ours (with its number) or a reference case (with its agency)."""

    kind: str
    subject_id: int
    title: str
    text: str
    number: int | None
    state: str | None
    agency: str | None
    stage: str | None


def similar_cases(
    view: Viewing, searchables: Iterable[Searchable], project: Project, words: tuple[str, ...]
) -> list[Shares[Similar]]:
    """Read the cases that share the most words with a draft, in one query: neither its own nor those told apart."""
    if not words:
        return []
    searched = Searched.of(view.session, searchables)
    asked = with_any_in_title(searched.value.dialect, worth_asking(words, _titles_with(view)))
    rows = view.session.execute(*_candidates(view.actor, searched, asked, project.id))
    found = [Similar(*row) for row in rows]
    return most_similar([Shares(each, shared_words(words, each.title, each.text)) for each in found], len(words))


def _titles_with(view: Viewing) -> Counted:
    """Count titles by the beginnings of their words; nobody is hurt when the counts are a few minutes old."""
    return view.kept.read(
        "words of titles", 0, view.now, lambda: counting_beginnings(title_words(view.session)), WORDS_LIFE
    )


@prepared
def _candidates(actor: Actor, searched: Shape[Searched], asked: str, project_id: int) -> Select[*tuple[Any, ...]]:
    """Select the best of them as the fields of `Similar`; texts are read of these alone, and only their beginning."""
    kind, subject_id = SearchEntry.kind, SearchEntry.subject_id
    told_apart = select(ToldApart.kind, ToldApart.subject_id).where(ToldApart.project_id == project_id)
    own = select(literal(CASE), UseCase.id).where(UseCase.project_id == project_id)
    others = tuple_(kind, subject_id).not_in(union_all(told_apart, own))
    fitting = titles_like(actor, searched.value, asked).where(others)
    best = fitting.order_by("distance", SearchEntry.id).limit(CANDIDATES).subquery()
    beginning = func.substr(SearchEntry.text, 1, BEGINNING)
    return (
        select(kind, subject_id, SearchEntry.title, beginning, UseCase.number, UseCase.state)
        .add_columns(ReferenceCase.agency, ReferenceCase.stage)
        .join(best, best.c.id == SearchEntry.id)
        .outerjoin(UseCase, and_(kind == CASE, UseCase.id == subject_id))
        .outerjoin(ReferenceCase, and_(kind == REFERENCE, ReferenceCase.id == subject_id))
        .order_by(best.c.distance, best.c.id)
    )


def is_told_apart(session: Session, project_id: int, subject: Subject) -> bool:
    """Tell whether somebody said already that a project is not the same as a case."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    ToldApart.project_id == project_id,
                    ToldApart.kind == subject.kind,
                    ToldApart.subject_id == subject.id,
                )
            )
        )
    )
