"""What can have happened in a selection round, and to its candidates; no fact holds a score."""

from dataclasses import dataclass
from typing import ClassVar

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Fact):
    kind = "promotion.selection.opened"
    subject = "round"
    sentence = lazy("%(actor)s opened round %(round)s")


@dataclass(frozen=True, kw_only=True)
class RoundEdited(Fact):
    kind = "promotion.selection.edited"
    subject = "round"
    sentence = lazy("%(actor)s changed round %(round)s before anybody scored")


@dataclass(frozen=True, kw_only=True)
class ScoringStarted(Fact):
    """The way of deciding and the capacities stand from now on."""

    kind = "promotion.selection.started"
    subject = "round"
    sentence = lazy("%(actor)s let the scorers begin: %(candidates)s candidates, %(scorers)s scorers")

    candidates: int
    scorers: int
    model: str


@dataclass(frozen=True, kw_only=True)
class CandidateScored(Fact):
    """That somebody answered, never what; too many to be listed on the round's page."""

    kind = "promotion.selection.scored"
    subject = "round"
    sentence = lazy("%(actor)s scored use case %(case)s")
    audience = Audience.ADMINS

    case_id: int


@dataclass(frozen=True, kw_only=True)
class ScorerAdded(Fact):
    kind = "promotion.selection.scorer_added"
    subject = "round"
    sentence = lazy("%(actor)s asked %(scorer_account)s to score, too")

    scorer_account_id: int


@dataclass(frozen=True, kw_only=True)
class ScorerExcused(Fact):
    """The reason is a statement; what they answered counts no more."""

    kind = "promotion.selection.scorer_excused"
    subject = "round"
    sentence = lazy("%(actor)s excused %(scorer_account)s from scoring")

    scorer_account_id: int


@dataclass(frozen=True, kw_only=True)
class RoundCut(Fact):
    kind = "promotion.selection.cut"
    subject = "round"
    sentence = lazy("%(actor)s ended the scoring and had round %(round)s cut by its capacity")


@dataclass(frozen=True, kw_only=True)
class CutComputed(Fact):
    kind = "promotion.selection.computed"
    subject = "round"
    sentence = lazy("The cut of round %(round)s was computed")


@dataclass(frozen=True, kw_only=True)
class CandidateDecided(Fact):
    """The chair's reason to decide otherwise than the figures is a statement."""

    kind = "promotion.selection.decided"
    subject = "round"
    sentence = lazy("%(actor)s decided otherwise than the figures about use case %(case)s")

    case_id: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Fact):
    """Where more than half were selected, the statement says why."""

    kind = "promotion.selection.closed"
    subject = "round"
    sentence = lazy("%(actor)s closed round %(round)s: %(selected)s of %(candidates)s selected")

    selected: int
    candidates: int


@dataclass(frozen=True, kw_only=True)
class ChairTaken(Fact):
    """The reason is a statement."""

    kind = "promotion.selection.chair_taken"
    subject = "round"
    sentence = lazy("%(actor)s took the chair of round %(round)s over from %(former_account)s")

    former_account_id: int


@dataclass(frozen=True, kw_only=True)
class OutcomeFact(CaseFact):
    """What a round decided about a candidate: its place in the order, and why as a code; more may be a statement."""

    shows_on: ClassVar[tuple[str, ...]] = ("event", "project", "round")

    round_id: int
    place: int
    of: int
    why: str


@dataclass(frozen=True, kw_only=True)
class CaseSelected(OutcomeFact):
    kind = "promotion.selection.selected"
    sentence = lazy("Round %(round)s selected use case %(case)s")
    leads_to = CaseState.SELECTED


@dataclass(frozen=True, kw_only=True)
class CaseHeld(OutcomeFact):
    """It would have been taken with more room."""

    kind = "promotion.selection.held"
    sentence = lazy("Round %(round)s let use case %(case)s wait")
    audience = Audience.ORGANIZERS
    leads_to = CaseState.WAITING


@dataclass(frozen=True, kw_only=True)
class CaseParked(OutcomeFact):
    kind = "promotion.selection.parked"
    sentence = lazy("Round %(round)s parked use case %(case)s")
    audience = Audience.ORGANIZERS
    leads_to = CaseState.PARKED
