"""Reads the cases that are similar to a project."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Searchable
from hackathon.core.facts import Subject
from hackathon.core.search.find import things_named_like
from hackathon.core.search.models import SearchEntry
from hackathon.projects.workspace.models import Project
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.inventory.models import ReferenceCase
from hackathon.promotion.inventory.rules import REFERENCE
from hackathon.promotion.similar.models import ToldApart
from hackathon.promotion.similar.rules import Shares, most_similar, shared_words

CANDIDATES, BEGINNING = 24, 1_000
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
    session: Session, actor: Actor, searchables: list[Searchable], project: Project, words: tuple[str, ...]
) -> list[Shares[Similar]]:
    """Read the cases that share the most words with a draft, in one query: neither its own nor those told apart."""
    if not words:
        return []
    rows = session.execute(_candidates(things_named_like(session, actor, searchables, words), project))
    found = [Similar(*row) for row in rows]
    return most_similar([Shares(each, shared_words(words, each.title, each.text)) for each in found], len(words))


def _candidates(named_like: Select[int, float], project: Project) -> Select[*tuple[Any, ...]]:
    """Select the best of them as the fields of `Similar`; texts are read of these alone, and only their beginning."""
    kind, subject_id = SearchEntry.kind, SearchEntry.subject_id
    told_apart = select(ToldApart.kind, ToldApart.subject_id).where(ToldApart.project_id == project.id)
    own = select(literal(CASE), UseCase.id).where(UseCase.project_id == project.id)
    others = tuple_(kind, subject_id).not_in(union_all(told_apart, own))
    best = named_like.where(others).limit(CANDIDATES).subquery()
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
