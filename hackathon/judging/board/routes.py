"""The organizers' board of judging, which refreshes its own part."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, WindowKind
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.assignment.policy import can_assign, can_remind
from hackathon.judging.assignment.queries import JudgeProgress, judges_progress, projects_progress
from hackathon.judging.assignment.rules import is_behind, is_small
from hackathon.judging.ballots.queries import progress_of
from hackathon.judging.ballots.rules import MINUTES_PER_BALLOT as USUAL
from hackathon.judging.board.commands import ask_again
from hackathon.judging.board.policy import can_see_board
from hackathon.judging.board.queries import judged_so_far, late_undecided, paces
from hackathon.judging.rubric.queries import rubric_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("board", __name__, url_prefix="/events/<slug>/judging")


@blueprint.get("")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show how far judges and projects are, and where judges differ."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_board(current_actor(), event))
    judges, projects = _judges(event), page_of(session(), projects_progress(event.id), scalars=False)
    return render_template(
        "judging/board/show.html",
        event=event,
        is_small=is_small(len(judges), projects.total),
        judges=judges,
        projects=projects,
        read_at=now(),
        **_so_far(event),
    )


@blueprint.post("/board/ballots/<int:ballot_id>/again")
@signed_in
def again(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Ask a judge to look at a ballot again."""
    event_id = event_by_slug(session(), current_actor(), slug).id
    with working() as work:
        ask_again(work, event_id, ballot_id)
    flash(_("The judge is asked to look again. The scores stay as they are unless the judge changes them."), "success")
    return redirect(url_for(".show", slug=slug))


@dataclass(frozen=True)
class _Judge:
    """How far a judge is, whether that is behind, and about how long the rest takes at their own pace."""

    so_far: JudgeProgress
    is_late: bool
    minutes_left: int


def _judges(event: Event) -> list[_Judge]:
    window, each = event.window(WindowKind.JUDGING), paces(session(), event.id)
    return [
        _Judge(judge, is_behind(judge.cast, judge.total, window, now()), judge.left * each.get(judge.account_id, USUAL))
        for judge in judges_progress(session(), event.id)
    ]


def _so_far(event: Event) -> dict[str, object]:
    """Return what the cast ballots show, and what organizers may do about it."""
    rubric = rubric_of(session(), event.id)
    lowest, highest = (rubric.lowest, rubric.highest) if rubric else (1, 5)
    return {
        "scale": (lowest, highest),
        "progress": progress_of(session(), event.id),
        "judged": judged_so_far(session(), event.id, highest - lowest),
        "late": late_undecided(session(), event.id),
        "assigning": can_assign(current_actor(), event),
        "reminding": can_remind(current_actor(), event, at=now()),
    }
