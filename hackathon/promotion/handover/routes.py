"""The page that hands a use case over to a tracker, and the page of the trackers."""

from collections.abc import Iterator
from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.cases.queries import Lineage, lineage_of, nomination_of, team_names
from hackathon.promotion.cases.routes import case_url
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.gates.rules import GATES
from hackathon.promotion.handover.commands import add_tracker, link_ticket, remove_tracker
from hackathon.promotion.handover.forms import TicketForm, TrackerForm
from hackathon.promotion.handover.policy import can_hand_over, can_link_ticket
from hackathon.promotion.handover.queries import accepted_evidence, trackers, trackers_with_givers
from hackathon.promotion.handover.rules import PRESETS, Issue, Told, address_for, issue_of
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.impact.queries import readings_of
from hackathon.promotion.impact.rules import plain
from hackathon.web.access import current_actor, signed_in, site_role
from hackathon.web.database import session, settings, working
from hackathon.web.paging import page_of
from hackathon.web.templating import day

blueprint = Blueprint("handover", __name__)
TRACKERS = "/admin/trackers"


@blueprint.route("/use-cases/<int:number>/handover", methods=["GET", "POST"])
@signed_in
def show(number: int) -> ResponseReturnValue:
    """Show a use case as an issue to copy or to open in a tracker, and take its ticket's link."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_hand_over(current_actor(), lineage.case))
    case, may_link = lineage.case, can_link_ticket(current_actor(), lineage.case)
    form, case_id, issue = TicketForm(version=case.version, link=case.ticket_url), case.id, _issue(lineage)
    opens = [(each.name, address_for(each.template, issue)) for each in trackers(session())]
    if form.accepts():
        with form.guard(), working() as work:
            link_ticket(work, case_id, form.link.data or "", version=form.version.data)
            flash(_("Saved. The use case shows where the work goes on."), "success")
            return redirect(case_url(number))
    shown = {"origin": lineage, "issue": issue, "opens": opens, "form": form, "may_link": may_link}
    return render_template("promotion/handover/show.html", **shown), form.status


@blueprint.route(TRACKERS, methods=["GET", "POST"])
@site_role(SiteRole.ADMIN)
def index() -> ResponseReturnValue:
    """List the trackers, and take another, from a preset or as typed."""
    preset = request.args.get("preset", "")
    form = TrackerForm(name=preset if preset in PRESETS else "", template=PRESETS.get(preset, ""))
    if form.accepts():
        with form.guard(), working() as work:
            add_tracker(work, form.name.data or "", form.template.data or "")
            flash(_("Use cases can be opened there now."), "success")
            return redirect(url_for(".index"))
    page = page_of(session(), trackers_with_givers(), scalars=False)
    return render_template("promotion/handover/index.html", form=form, page=page, presets=PRESETS), form.status


@blueprint.post(f"{TRACKERS}/<int:tracker_id>/remove")
@site_role(SiteRole.ADMIN)
def remove(tracker_id: int) -> ResponseReturnValue:
    """Let use cases not be opened in a tracker any more."""
    with working() as work:
        remove_tracker(work, tracker_id)
    flash(_("Removed. Links to its tickets stay."), "success")
    return redirect(url_for(".index"))


def _issue(lineage: Lineage) -> Issue:
    case, asked, put = lineage.case, lineage.challenge, nomination_of(session(), lineage.case.id)
    told = Told(
        question=asked.question if asked else "",
        change=put.nomination.change if put else "",
        outcome=list(_outcome(lineage)),
        evidence=[_evidence(*row) for row in accepted_evidence(session(), case.id)],
        lineage=list(_lineage(lineage)),
    )
    return issue_of(case.number, case.title, settings().public_url + case_url(case.number), told)


def _outcome(lineage: Lineage) -> Iterator[tuple[str, str]]:
    asked = lineage.challenge
    if asked is not None:
        unit = asked.metric_unit
        yield _("Measured by"), asked.metric
        yield _("Baseline"), _figure(asked.baseline, unit)
        yield _("Target"), _figure(asked.target, unit)
    for each in readings_of(session(), lineage.case.id)[-1:]:
        yield _("Latest reading"), _said(each.reading, asked.metric_unit if asked else "")


def _lineage(lineage: Lineage) -> Iterator[tuple[str, str]]:
    submission = lineage.submission
    yield _("Event"), lineage.event.name
    yield _("Team"), f"{lineage.team.name} ({', '.join(team_names(session(), lineage.team.id))})"
    yield _("Project"), lineage.project.title
    yield _("Repository"), submission.repository_url if submission else ""
    yield _("Owner"), lineage.owner.display_name if lineage.owner else ""


def _evidence(evidence: Evidence, file_name: str | None, reading: Reading | None) -> tuple[str, str]:
    asked = next(filter(None, (gate.requirement(evidence.requirement) for gate in GATES)), None)
    given = evidence.link or file_name or (_said(reading, "") if reading else "")
    return str(asked.label) if asked else evidence.requirement, ", ".join(filter(None, (given, evidence.note)))


def _figure(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{plain(value)} {unit}".strip()


def _said(reading: Reading, unit: str) -> str:
    words = {"value": _figure(reading.value, unit), "day": day(reading.measured_on), "method": reading.method}
    return _("%(value)s on %(day)s (%(method)s)") % words
