"""Facts of evidence and of the moves that waited for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.gates.rules import GATES


@dataclass(frozen=True, kw_only=True)
class EvidenceFact(CaseFact):
    """What all facts about evidence carry: `requirement` is its key in the gate's table, `sha256` that of its file."""

    shows_on = ()
    audience = Audience.ORGANIZERS

    evidence_id: int
    requirement: str
    sha256: str | None = None

    def words(self) -> Mapping[str, str]:
        """Say what was asked for instead of its key."""
        asked = next(filter(None, (gate.requirement(self.requirement) for gate in GATES)), None)
        return {"requirement": str(asked.label)} if asked else {}


@dataclass(frozen=True, kw_only=True)
class EvidenceGiven(EvidenceFact):
    kind = "promotion.gates.given"
    sentence = lazy("%(actor)s gave evidence for use case %(case)s: %(requirement)s")


@dataclass(frozen=True, kw_only=True)
class EvidenceAccepted(EvidenceFact):
    kind = "promotion.gates.accepted"
    sentence = lazy("%(actor)s accepted the evidence for use case %(case)s: %(requirement)s")


@dataclass(frozen=True, kw_only=True)
class EvidenceRejected(EvidenceFact):
    """The reason is a statement."""

    kind = "promotion.gates.rejected"
    sentence = lazy("%(actor)s sent the evidence for use case %(case)s back: %(requirement)s")


@dataclass(frozen=True, kw_only=True)
class GatePassed(CaseFact):
    """What the three moves carry: how much evidence was accepted, by which version of the requirements."""

    evidence: int
    requirements_version: int


@dataclass(frozen=True, kw_only=True)
class BuildingBegun(GatePassed):
    kind = "promotion.gates.building_begun"
    sentence = lazy("%(actor)s moved use case %(case)s to building")
    leads_to = CaseState.BUILDING


@dataclass(frozen=True, kw_only=True)
class PilotBegun(GatePassed):
    kind = "promotion.gates.pilot_begun"
    sentence = lazy("%(actor)s moved use case %(case)s to its pilot")
    leads_to = CaseState.PILOT


@dataclass(frozen=True, kw_only=True)
class WentLive(GatePassed):
    kind = "promotion.gates.went_live"
    sentence = lazy("%(actor)s took use case %(case)s live")
    leads_to = CaseState.LIVE


PASSED: dict[str, type[GatePassed]] = {"build": BuildingBegun, "pilot": PilotBegun, "go_live": WentLive}
"""The fact of each gate's move."""
