"""The page on which time of team members is granted, and the panel that shows who comes along."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.promotion.team_time.commands import grant_time, withdraw_time
from hackathon.promotion.team_time.forms import GrantForm
from hackathon.promotion.team_time.policy import can_grant, can_withdraw
from hackathon.promotion.team_time.queries import Coming, seen_along, who_comes_along
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("team_time", __name__, url_prefix="/use-cases/<int:number>/time")
WITHDRAW = Asking(
    lazy("Withdraw this time"),
    lazy("The member and the owner are told why."),
    lazy("Withdraw"),
    lazy("Withdrawn."),
)


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def grant(number: int) -> ResponseReturnValue:
    """Grant a team member time."""
    lineage = lineage_of(session(), current_actor(), number)
    mine = _whose_time(lineage.case)
    if not mine:
        require(can_grant(current_actor(), lineage.case, manages=False))
    case_id, form = lineage.case.id, GrantForm()
    form.offer(mine)
    if form.accepts():
        with form.guard(), working() as work:
            grant_time(work, case_id, form.member_id.data, form.span())
            flash(_("Granted. The member and the owner are told."), "success")
            return redirect(case_url(number))
    return render_template("promotion/team_time/grant.html", origin=lineage, form=form), form.status


@blueprint.route("/<int:time_id>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(number: int, time_id: int) -> ResponseReturnValue:
    """Take granted time back."""
    lineage = lineage_of(session(), current_actor(), number)
    found = [each for each in who_comes_along(session(), lineage.case) if each.time and each.time.id == time_id]
    if not found or found[0].time is None:
        raise Missing(_("This does not exist, or not any more."))
    require(can_withdraw(current_actor(), found[0].time, manages=_is_managed(found[0])))
    case_id = lineage.case.id
    return asked_why(lineage, WITHDRAW, lambda work, reason, _version: withdraw_time(work, case_id, time_id, reason))


def case_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Show on a use case's page who of the team comes along, and let time be granted."""
    people = seen_along(view, case)
    may_grant = any(can_grant(view.actor, case, manages=_manages(view.actor.id, each)) for each in people)
    rows = [
        (each, bool(can_withdraw(view.actor, each.time, manages=_manages(view.actor.id, each))))
        for each in people
        if each.time
    ]
    if not rows and not may_grant:
        return None
    content = {"rows": rows, "number": case.number, "may_grant": may_grant}
    return Panel(_("Who comes along"), "promotion/team_time/panel.html", content, position=40)


def _whose_time(case: UseCase) -> list[Coming]:
    actor = current_actor()
    people = who_comes_along(session(), case)
    return [each for each in people if can_grant(actor, case, manages=_manages(actor.id, each))]


def _is_managed(coming: Coming) -> bool:
    return _manages(current_actor().id, coming)


def _manages(account_id: int | None, coming: Coming) -> bool:
    return account_id is not None and account_id == coming.manager_id
