"""Reads about reference cases, and about our own live cases as the public inventory would list them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.prepared import ESCAPE, containing
from hackathon.events.challenges.models import Challenge
from hackathon.people.accounts.models import Account
from hackathon.people.organization.queries import organization_of
from hackathon.projects.repositories.models import Repository
from hackathon.projects.submissions.models import Submission
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.inventory.models import InventoryImport, ReferenceCase
from hackathon.promotion.inventory.policy import is_current, visible_to
from hackathon.promotion.inventory.rules import OwnCase

AT_A_TIME = 500


def last_import(session: Session) -> InventoryImport | None:
    """Read what was imported last."""
    return session.scalars(select(InventoryImport).order_by(InventoryImport.id.desc()).limit(1)).one_or_none()


def rows_of(session: Session, import_id: int) -> Iterator[list[str]]:
    """Go through the rows of an import as they came, in their order."""
    in_order = select(ReferenceCase.original).order_by(ReferenceCase.row_number)
    of_import = in_order.where(ReferenceCase.import_id == import_id)
    yield from session.scalars(of_import.execution_options(yield_per=AT_A_TIME))


def import_names() -> Select[int, str, int]:
    """Select how imports are called in sentences."""
    return select(InventoryImport.id, InventoryImport.file_name, InventoryImport.id)


def reference_names() -> Select[int, str, int]:
    """Select how reference cases are called."""
    return select(ReferenceCase.id, ReferenceCase.name, ReferenceCase.id)


def reference_texts() -> Select[int, str, str]:
    """Select what the reference cases of the last import say about themselves, to be searched."""
    return select(ReferenceCase.id, ReferenceCase.name, ReferenceCase.words).where(is_current())


def reference_listed(actor: Actor, words: str) -> Select[*tuple[Any, ...]]:
    """Select the reference cases of the last import in their order (id, name, agency, stage), to be paged."""
    listed = select(ReferenceCase.id, ReferenceCase.name, ReferenceCase.agency, ReferenceCase.stage)
    shown = listed.where(visible_to(actor), is_current()).order_by(ReferenceCase.row_number)
    pattern = containing(words)
    fits = (column.ilike(pattern, escape=ESCAPE) for column in (ReferenceCase.name, ReferenceCase.agency))
    return shown.where(or_(*fits)) if words else shown


@dataclass(frozen=True)
class Reference:
    """A reference case with the import it came in."""

    case: ReferenceCase
    taken: InventoryImport


def reference_case(session: Session, actor: Actor, case_id: int) -> Reference:
    """Read a reference case; raise `Missing` where there is none to see."""
    found = session.execute(
        select(ReferenceCase, InventoryImport)
        .join(InventoryImport, InventoryImport.id == ReferenceCase.import_id)
        .where(ReferenceCase.id == case_id, visible_to(actor))
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such reference case."))
    return Reference(*found)


def own_live_cases(session: Session) -> list[OwnCase]:
    """Read our live use cases as far as the public inventory asks about them, by number."""
    organization = organization_of(session)
    name = organization.name if organization else ""
    return [OwnCase(agency_name=name, **row) for row in session.execute(_live()).mappings()]


def _live() -> Select[*tuple[Any, ...]]:
    return (
        select(
            UseCase.number,
            UseCase.title.label("name"),
            UseCase.state_since.label("live_since"),
            func.coalesce(Account.email, "").label("contact"),
            func.coalesce(Challenge.question, "").label("problem"),
            func.coalesce(Challenge.data_name, "").label("data_name"),
            func.coalesce(Challenge.data_class, "").label("data_class"),
            func.coalesce(Nomination.change, "").label("benefits"),
            func.coalesce(Submission.summary, "").label("summary"),
            exists().where(Repository.project_id == UseCase.project_id).label("has_code"),
        )
        .outerjoin(Challenge, Challenge.id == UseCase.challenge_id)
        .outerjoin(Account, Account.id == UseCase.owner_id)
        .outerjoin(Nomination, Nomination.case_id == UseCase.id)
        .outerjoin(Submission, Submission.id == UseCase.submission_id)
        .where(UseCase.state == CaseState.LIVE)
        .order_by(UseCase.number)
    )
