"""What can have happened between product owners and teams."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class WordWritten(Fact):
    """A product owner wrote to the team of a project, or changed what they wrote; the text is no part of it."""

    kind = "judging.words.written"
    subject = "project"
    sentence = lazy("%(actor)s, whose question it is, wrote to the team of %(project)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
