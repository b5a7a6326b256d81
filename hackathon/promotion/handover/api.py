"""The link of a use case's ticket, written by the program that made the ticket."""

from dataclasses import dataclass
from typing import Annotated, TypedDict

from flask import Response

from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.handover.commands import link_ticket
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working
from hackathon.web.shapes import Says

blueprint = api_blueprint("ticket", __name__)
TICKET = "/use-cases/<int:number>/ticket"


class TicketShown(TypedDict):
    """Where the work on a use case goes on; empty while it has no ticket. The version is the use case's."""

    link: str
    version: int


@dataclass(frozen=True)
class TicketWritten:
    """An https address; an empty one takes the link back."""

    link: Annotated[str, Says("maxLength", LONGEST_LINK)]


@blueprint.get(TICKET)
@signed_in
@promises(TicketShown, is_versioned=True)
def show(number: int) -> Response:
    """Show the ticket's link; its ETag is what a change names in If-Match."""
    return _answer(number)


@blueprint.put(TICKET)
@signed_in
@promises(TicketShown, takes=TicketWritten, is_versioned=True)
def write(number: int) -> Response:
    """Say in which ticket the work on a use case goes on."""
    case = lineage_of(session(), current_actor(), number).case
    case_id, written, version = case.id, body_as(TicketWritten), version_read()
    with working() as work:
        link_ticket(work, case_id, written.link, version=version)
    return _answer(number)


def _answer(number: int) -> Response:
    case = lineage_of(session(), current_actor(), number).case
    shown: TicketShown = {"link": case.ticket_url, "version": case.version}
    return versioned(shown, case.version)
