"""What can be done about a path: sign the six answers, say that something changed, name who would sign them."""

from collections.abc import Mapping
from typing import Any

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import advance, hold_case
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import has_free_steward, nomination_of, possible_owners, proposed_owner_of
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CARRIED, CASE_FLOW, CasePath, CaseState, longest
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.paths.facts import (
    CaseProhibited,
    CaseReopened,
    CaseStopped,
    OwnerProposed,
    PathAskedAgain,
    PathChosen,
)
from hackathon.promotion.paths.models import PathAnswers
from hackathon.promotion.paths.policy import can_ask_again, can_propose_owner, can_sign, is_asked
from hackathon.promotion.paths.rules import VERSION, Change, need_answers, path_for, words_to_sign

STANDING = (*CARRIED, CaseState.SUSPENDED)
"""Where a prohibited use case stands still until it is retired, or its six answers are signed otherwise."""


def sign_answers(work: Work, case_id: int, answers: Mapping[str, str], *, version: int | None = None) -> PathAnswers:
    """Sign the six answers, which choose the path; signed again, they may lead along a longer one, never a shorter.

    A use case whose path becomes longer is asked anew, and is suspended where somebody carries it already.
    """
    case = work.lock(UseCase, case_id)
    require(can_sign(work.actor, case, proposed_owner_of(work.session, case.id)))
    if not is_asked(case) and case.state != CaseState.NOMINATED:
        raise Conflict(_("Its six answers are signed. Say what changed, and they are asked again."))
    work.expect_version(case, version)
    given = _signed(work, case, need_answers(answers))
    if given.path is None:
        _prohibit(work, case, given)
    else:
        _take(work, case, given, CasePath(given.path))
    return given


def ask_again(work: Work, case_id: int, what: str, reason: str, *, version: int | None = None) -> UseCase:
    """Say that something changed that was answered: the owner signs the six anew."""
    case = work.lock(UseCase, case_id)
    require(can_ask_again(work.actor, case))
    if what not in set(Change):
        raise Invalid("what", _("Choose what changed."))
    work.expect_version(case, version)
    case.path_asked_at = work.now
    said = work.state(need_reason(reason))
    work.record(PathAskedAgain(**case.stream, what=what, **said.reference()))
    return case


def propose_owner(work: Work, case_id: int, owner_id: int | None, *, version: int | None = None) -> UseCase:
    """Name who would own a nominated use case; what another signed has to be signed by them."""
    case = work.lock(UseCase, case_id)
    require(can_propose_owner(work.actor, case, has_steward=has_free_steward(work.session, case.id)))
    if owner_id is None or owner_id not in {each.id for each in possible_owners(work.session, case.team_id)}:
        raise Invalid("owner_id", _("Choose a product owner who is not in the team."))
    if owner_id == work.actor.id:
        raise Invalid("owner_id", _("Whoever decides about a use case cannot take it over."))
    work.expect_version(case, version)
    put = nomination_of(work.session, case.id)
    if put is None:
        raise Missing(_("There is no use case with this number."))
    put.nomination.proposed_owner_id, case.path_signed_at = owner_id, None
    work.record(OwnerProposed(**case.stream, owner_account_id=owner_id))
    return case


def _signed(work: Work, case: UseCase, answers: dict[str, str]) -> PathAnswers:
    return work.add(
        PathAnswers(
            case_id=case.id,
            table_version=VERSION,
            answers=answers,
            path=path_for(answers),
            signed_by=work.actor.id,
            signed_name=work.actor.name,
            signed_at=work.now,
        )
    )


def _take(work: Work, case: UseCase, given: PathAnswers, path: CasePath) -> None:
    before, was_signed = case.path, case.path_signed_at is not None
    case.path = case.least_path = longest(case.least_path, path)
    case.path_signed_at, case.path_asked_at = work.now, None
    work.record(PathChosen(**case.stream, answers_id=given.id, path=case.path, **_statement(work, case, given)))
    if was_signed and case.path != before:
        _start_again(work, case)


def _prohibit(work: Work, case: UseCase, given: PathAnswers) -> None:
    case.path_signed_at, case.path_asked_at = None, work.now if case.state in STANDING else None
    work.record(CaseProhibited(**case.stream, answers_id=given.id, **_statement(work, case, given)))
    _start_again(work, case)


def _start_again(work: Work, case: UseCase) -> None:
    if CASE_FLOW.allows("reopen", case.state):
        advance(work, case, "reopen")
        case.forget_passing()
        work.record(CaseReopened(**case.stream))
    elif CASE_FLOW.allows("suspend", case.state) or case.state == CaseState.SUSPENDED:
        hold_case(work, case)
        work.record(CaseStopped(**case.stream))


def _statement(work: Work, case: UseCase, given: PathAnswers) -> Mapping[str, Any]:
    words = words_to_sign(work.actor.name, case.number, given.answers, limits_now(work.session))
    return work.state(words).reference()
