"""The forms of a ticket's link and of a tracker."""

from wtforms.validators import DataRequired

from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.handover.rules import TEMPLATE
from hackathon.web.forms import Form, LineField, VersionField, lazy


class TicketForm(Form):
    """Where the work goes on."""

    version = VersionField()
    link = LineField(
        lazy("Link of the ticket"),
        limit=LONGEST_LINK,
        description=lazy("Shown on the use case to everybody. Empty it to take the link back."),
    )


class TrackerForm(Form):
    """A tracker, and the address that opens a new issue there."""

    name = LineField(
        lazy("Name"), validators=(DataRequired(lazy("Give the tracker the name by which people know it.")),)
    )
    template = LineField(
        lazy("Address of a new issue"),
        limit=TEMPLATE,
        validators=(DataRequired(lazy("Give an address that begins with https://.")),),
        description=lazy("Put {title}, {body} and {link} where the tracker takes them; they are encoded."),
    )
