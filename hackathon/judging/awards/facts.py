"""What can have happened to awards."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class AwardGiven(Fact):
    """Organizers gave a project an award."""

    kind = "judging.awards.given"
    subject = "award"
    sentence = lazy("%(actor)s gave %(project)s the award “%(award)s”")
    shows_on = ("event", "project")

    event_id: int
    project_id: int
