"""What can be done to hand a use case over: link its ticket, and keep the trackers."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.handover.facts import TicketLinked, TicketUnlinked, TrackerAdded, TrackerRemoved
from hackathon.promotion.handover.models import Tracker
from hackathon.promotion.handover.policy import can_keep_trackers, can_link_ticket
from hackathon.promotion.handover.rules import check_template, check_ticket


def link_ticket(work: Work, case_id: int, link: str, *, version: int | None = None) -> UseCase:
    """Say in which ticket the work goes on; an empty link takes that back."""
    case = work.lock(UseCase, case_id)
    require(can_link_ticket(work.actor, case))
    link = link.strip()
    check_ticket(link)
    work.expect_version(case, version)
    if link == case.ticket_url:
        raise Conflict(_("This is the ticket's link already."))
    case.ticket_url = link
    fact = TicketLinked if link else TicketUnlinked
    work.record(fact(**case.stream))
    return case


def add_tracker(work: Work, name: str, template: str) -> Tracker:
    """Let use cases be opened in one more tracker."""
    require(can_keep_trackers(work.actor))
    if not name.strip():
        raise Invalid("name", _("Give the tracker the name by which people know it."))
    check_template(template)
    tracker = Tracker(name=name.strip(), template=template, added_by=work.actor.id or 0, added_at=work.now)
    work.add(tracker, unless_taken=Invalid("name", _("There is a tracker of this name already.")))
    work.record(TrackerAdded(subject_id=tracker.id, host=tracker.host))
    return tracker


def remove_tracker(work: Work, tracker_id: int) -> None:
    """Let use cases not be opened in a tracker any more; links to its tickets stay."""
    require(can_keep_trackers(work.actor))
    tracker = work.lock(Tracker, tracker_id)
    work.record(TrackerRemoved(subject_id=tracker.id, host=tracker.host))
    work.session.delete(tracker)
