"""What can have happened to a team's time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class DeadlineExtended(Fact):
    """A team got more time; everybody at the event may know, while the reason is for the team, judges and organizers.

    That is why the fact proves the reason (`statement_digest`) but does not lead to it.
    """

    kind = "projects.extensions.extended"
    subject = "team"
    sentence = lazy("%(actor)s gave %(team)s until %(until)s to hand in")
    shows_on = ("event",)

    event_id: int
    until: str
    time_zone: str = "UTC"

    def words(self) -> Mapping[str, str]:
        """Write the moment in the event's zone."""
        at = datetime.fromisoformat(self.until)
        return {"until": format_datetime(at, "EEE d MMM, HH:mm z", tzinfo=ZoneInfo(self.time_zone), locale="en_GB")}
