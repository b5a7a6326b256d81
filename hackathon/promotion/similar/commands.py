"""Saying that something similar is not the same."""

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.facts import Subject
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.workspace.models import Project
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.inventory.models import ReferenceCase
from hackathon.promotion.inventory.rules import REFERENCE
from hackathon.promotion.nominations.policy import can_nominate
from hackathon.promotion.similar.facts import CasesToldApart
from hackathon.promotion.similar.models import ToldApart
from hackathon.promotion.similar.queries import CASE, is_told_apart

THINGS: dict[str, type[UseCase | ReferenceCase]] = {CASE: UseCase, REFERENCE: ReferenceCase}


def tell_apart(work: Work, project_id: int, other: Subject) -> None:
    """Show a case beside a project no more: it is not the same. Saying it again changes nothing."""
    project = work.get(Project, project_id)
    require(can_nominate(work.actor, project, work.get(Event, project.event_id)))
    if other.kind not in THINGS:
        raise Missing(_("This does not exist, or not any more."))
    work.get(THINGS[other.kind], other.id)
    if is_told_apart(work.session, project.id, other):
        return
    told = ToldApart(
        project_id=project.id, kind=other.kind, subject_id=other.id, told_by=work.actor.id, told_at=work.now
    )
    work.add(told, unless_taken=Conflict(_("Somebody else just said the same.")))
    case_id, reference_id = (other.id if other.kind == kind else None for kind in (CASE, REFERENCE))
    work.record(CasesToldApart(subject_id=project.id, case_id=case_id, reference_id=reference_id))
