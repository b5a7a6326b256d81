"""Tells scorers that they are asked, chairs that answers or the cut are in, and everybody what was decided and why."""

from typing import cast

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.core.work import Work
from hackathon.people.inbox.commands import notify
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of
from hackathon.promotion.selection.facts import CaseHeld, CaseParked, CaseSelected, OutcomeFact, ScorerAdded
from hackathon.promotion.selection.models import SelectionRound
from hackathon.promotion.selection.queries import board_of
from hackathon.promotion.selection.rules import WHY
from hackathon.promotion.selection.states import RoundState

OUTCOMES: dict[type[Fact], LazySentence] = {
    CaseSelected: lazy("Use case %(number)s, “%(title)s”, is selected"),
    CaseHeld: lazy("Use case %(number)s, “%(title)s”, waits"),
    CaseParked: lazy("Use case %(number)s, “%(title)s”, is parked"),
}
ASKED = lazy("Score the candidates of “%(name)s”"), lazy("Nobody sees your answers before all are in.")
ANSWERED = lazy("All answers are in: “%(name)s”"), lazy("The round can be cut by its capacity now.")
COMPUTED = lazy("The cut is computed: “%(name)s”"), lazy("Look at what it proposes, then close the round.")


def tell_scorers(work: Work, happened: Happened) -> None:
    """Ask all scorers to score, or the one who was added."""
    held = work.get(SelectionRound, happened.fact.subject_id)
    board = board_of(work.session, held)
    asked = {each.account_id for each in board.active if board.left(each.account_id)}
    if isinstance(happened.fact, ScorerAdded):
        asked &= {happened.fact.scorer_account_id}
    if held.state == RoundState.SCORING:
        _tell(work, held, asked, "score", ASKED)


def tell_chair_of_answers(work: Work, happened: Happened) -> None:
    """Tell the chair, once, that nothing is missing any more."""
    held = work.get(SelectionRound, happened.fact.subject_id)
    if held.state == RoundState.SCORING and not board_of(work.session, held).missing:
        _tell(work, held, {held.chair_id}, "answered", ANSWERED)


def tell_chair_of_cut(work: Work, happened: Happened) -> None:
    """Tell the chair that the cut can be looked at."""
    held = work.get(SelectionRound, happened.fact.subject_id)
    _tell(work, held, {held.chair_id}, "computed", COMPUTED)


def tell_of_outcome(work: Work, happened: Happened) -> None:
    """Tell the team and who nominated it what was decided and why, and those who can offer it that it is selected."""
    fact = cast(OutcomeFact, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    people = people_of(work.session, case)
    if isinstance(fact, CaseSelected):
        people |= deciders_of(work.session, case)
    place = _("Place %(place)s of %(of)s.") % {"place": fact.place, "of": fact.of}
    tell(work, case, happened, to=people, subject=OUTCOMES[type(fact)], text=f"{place} {WHY[fact.why]}")


def _tell(work: Work, held: SelectionRound, to: set[int], key: str, words: tuple[LazySentence, LazySentence]) -> None:
    subject, text = words
    path = f"/use-cases/rounds/{held.id}"
    told = subject % {"name": held.name}
    notify(work, to, key=f"promotion.selection.{key}:{held.id}", subject=told, text=str(text), path=path)
