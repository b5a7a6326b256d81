"""Steering a presentation: drawing and changing the order, and giving a team the stage."""

from collections.abc import Sequence
from secrets import randbelow

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.presentations.facts import OrderChanged, OrderDrawn, TeamPresented
from hackathon.projects.presentations.models import Presentation, PresentationSlot
from hackathon.projects.presentations.policy import can_steer
from hackathon.projects.presentations.queries import order_of
from hackathon.projects.presentations.rules import SEEDS, check_minutes, moved, shuffled
from hackathon.projects.workspace.models import Project


def draw_order(work: Work, event_id: int, minutes: int, seed: int | None = None) -> Presentation:
    """Draw the order of what is handed in, by a seed that is shown, and give each team so many minutes."""
    event = _steered(work, event_id)
    check_minutes(minutes)
    seed = randbelow(SEEDS) if seed is None else seed
    _write(work, event.id, shuffled(order_of(work.session, event.id), seed))
    presentation = work.session.merge(Presentation(event_id=event.id, seed=seed, minutes=minutes))
    presentation.project_id = presentation.started_at = None
    work.record(OrderDrawn(subject_id=event.id, seed=seed, minutes=minutes))
    return presentation


def move_turn(work: Work, event_id: int, project_id: int, step: int) -> None:
    """Let a team present one place earlier (-1) or later (1)."""
    event = _steered(work, event_id)
    order = _order_with(work, event.id, project_id)
    _write(work, event.id, moved(order, project_id, step))
    work.record(OrderChanged(subject_id=event.id))


def give_stage(work: Work, event_id: int, project_id: int) -> None:
    """Start a team's time; every screen that watches shows it."""
    event = _steered(work, event_id)
    _order_with(work, event.id, project_id)
    presentation = work.session.get(Presentation, event.id) or work.add(Presentation(event_id=event.id))
    presentation.project_id, presentation.started_at = project_id, work.now
    work.record(TeamPresented(subject_id=work.get(Project, project_id).team_id, event_id=event.id))


def _steered(work: Work, event_id: int) -> Event:
    event = work.lock(Event, event_id)
    require(can_steer(work.actor, event))
    return event


def _order_with(work: Work, event_id: int, project_id: int) -> Sequence[int]:
    order = order_of(work.session, event_id)
    if project_id not in order:
        raise Missing(_("This project is not handed in, or not any more."))
    return order


def _write(work: Work, event_id: int, order: Sequence[int]) -> None:
    for position, project_id in enumerate(order):
        work.session.merge(PresentationSlot(project_id=project_id, event_id=event_id, position=position))
