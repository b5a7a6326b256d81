"""Facts about similar cases."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class CasesToldApart(Fact):
    """A project is not the same as one use case, or one reference case."""

    kind = "promotion.similar.told_apart"
    subject = "project"
    sentence = lazy("%(actor)s said that a similar case is not the same as %(project)s")
    audience = Audience.ORGANIZERS

    case_id: int | None = None
    reference_id: int | None = None
