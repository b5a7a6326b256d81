"""Facts of handing a use case over to a tracker, and of the trackers there are."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact


@dataclass(frozen=True, kw_only=True)
class TicketLinked(CaseFact):
    """The work goes on in a ticket, whose address the use case shows."""

    kind = "promotion.handover.ticket_linked"
    sentence = lazy("%(actor)s linked the ticket of use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class TicketUnlinked(CaseFact):
    """The use case leads to no ticket any more."""

    kind = "promotion.handover.ticket_unlinked"
    sentence = lazy("%(actor)s removed the ticket of use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class TrackerAdded(Fact):
    """Use cases can be opened in one more tracker."""

    kind = "promotion.handover.tracker_added"
    subject = "tracker"
    sentence = lazy("%(actor)s added a tracker at %(host)s")
    audience = Audience.ADMINS

    host: str


@dataclass(frozen=True, kw_only=True)
class TrackerRemoved(Fact):
    """Use cases cannot be opened there any more; tickets stay linked."""

    kind = "promotion.handover.tracker_removed"
    subject = "tracker"
    sentence = lazy("%(actor)s removed the tracker at %(host)s")
    audience = Audience.ADMINS

    host: str
