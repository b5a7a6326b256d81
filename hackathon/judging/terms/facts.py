"""What can have been settled about an event's judging."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class TermsSettled(Fact):
    """Organizers settled whether teams see judges' names, and whether whoever takes part votes."""

    kind = "judging.terms.settled"
    subject = "event"
    sentence = lazy("%(actor)s settled how the results come out")

    names_judges: int
    has_vote: int
