"""What can be done with two use cases that do the same: merge one into the other."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import advance
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import has_free_steward
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.merging.facts import CaseMerged, CaseTookIn
from hackathon.promotion.merging.policy import can_merge, can_take_in
from hackathon.promotion.merging.queries import case_numbered, is_in_round
from hackathon.promotion.questions.queries import basis_of


def merge_case(work: Work, case_id: int, into: int | None, reason: str, *, version: int | None = None) -> UseCase:
    """Make a use case a part of the one numbered `into`; both keep where they come from, and say so."""
    case, target = _locked(work, case_id, into)
    owner_id = basis_of(work.session, case).prospect_id
    require(can_merge(work.actor, case, owner_id, has_steward=has_free_steward(work.session, case.id)))
    _require_target(case, target)
    if is_in_round(work.session, case.id):
        raise Conflict(_("It is in a selection round, which has to be closed first."))
    advance(work, case, "merge", version=version)
    case.merged_into_id = target.id
    said = work.state(need_reason(reason)).reference()
    work.record(CaseMerged(**case.stream, **said, into_number=target.number))
    work.record(CaseTookIn(**target.stream, **said, from_number=case.number))
    return target


def _locked(work: Work, case_id: int, number: int | None) -> tuple[UseCase, UseCase]:
    """Lock both in the order of their ids, so that two merged into each other at once do not wait for each other."""
    found = case_numbered(work.session, number)
    ids = sorted({case_id, found.id if found else case_id})
    locked = {each: work.lock(UseCase, each) for each in ids}
    return locked[case_id], locked[found.id if found else case_id]


def _require_target(case: UseCase, target: UseCase) -> None:
    if target.id == case.id:
        raise Invalid("into", _("Give the number of another use case."))
    may = can_take_in(target)
    if not may:
        raise Invalid("into", may.reason)
