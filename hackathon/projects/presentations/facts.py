"""What can have happened to a presentation."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class OrderDrawn(Fact):
    """The order of presenting was drawn; the seed lets anybody draw it again."""

    kind = "projects.presentations.drawn"
    subject = "event"
    sentence = lazy("%(actor)s drew the order of presenting (seed %(seed)s, %(minutes)s min for each team)")

    seed: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class OrderChanged(Fact):
    """Two neighbours in the order changed places."""

    kind = "projects.presentations.changed"
    subject = "event"
    sentence = lazy("%(actor)s changed the order of presenting")
    audience = Audience.ORGANIZERS


@dataclass(frozen=True, kw_only=True)
class TeamPresented(Fact):
    """A team's time on the stage began."""

    kind = "projects.presentations.began"
    subject = "team"
    sentence = lazy("%(team)s presented")
    shows_on = ("event",)

    event_id: int
