"""What happened on an event's board."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class MailsSentAgain(Fact):
    """An organizer had failed mails to the event's people tried again."""

    kind = "events.board.mails_sent_again"
    subject = "event"
    sentence = lazy("%(actor)s had %(mails)s failed mails sent again")
    audience = Audience.ORGANIZERS

    mails: int
