"""What can be done with a nomination: put a project forward, once more, and screen it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.projects.submissions.queries import latest_submission
from hackathon.projects.workspace.models import Project
from hackathon.promotion.adoption.commands import make_offer
from hackathon.promotion.adoption.queries import open_light_cases
from hackathon.promotion.cases.commands import advance, open_case
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.queries import has_free_steward, possible_owners, proposed_owner_of
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.day_one.commands import open_plan
from hackathon.promotion.impact.rules import objection_to_value
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.nominations.facts import (
    CaseDeclined,
    CaseNominated,
    CaseRenominated,
    CaseScreened,
    DecisionOverdue,
    LightCaseQueued,
)
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.nominations.policy import (
    can_nominate,
    can_offer_waiting,
    can_remind,
    can_renominate,
    can_screen,
)
from hackathon.promotion.nominations.queries import case_number_of, hold_owner, is_reminded
from hackathon.promotion.nominations.rules import ReasonCode, Refusal, decision_due, need_refusal


@dataclass(frozen=True)
class NominationDraft:
    """What somebody says about a project they put forward; only the change is needed, the event knows the rest."""

    change: str
    owner_id: int | None = None
    measured: Decimal | None = None
    risks: str = ""


@dataclass(frozen=True)
class Answers:
    """What a screener answers on the light path; what follows is told when one is no."""

    has_owner: bool
    has_usable_data: bool
    has_measured_outcome: bool
    reason: str = ""
    would_change: str = ""
    come_back_on: date | None = None

    @property
    def are_all_yes(self) -> bool:
        """Whether the use case passes."""
        return not self.code

    @property
    def code(self) -> str:
        """Which of the three is missing first, empty where none is."""
        missing = {
            ReasonCode.NO_OWNER: self.has_owner,
            ReasonCode.NO_USABLE_DATA: self.has_usable_data,
            ReasonCode.NO_MEASURED_OUTCOME: self.has_measured_outcome,
        }
        return next((code for code, is_there in missing.items() if not is_there), "")

    @property
    def refusal(self) -> Refusal:
        """What is told where one is no."""
        return Refusal(self.reason, self.code, self.would_change, self.come_back_on)


def nominate_project(work: Work, project_id: int, draft: NominationDraft) -> UseCase:
    """Put a project forward and open its use case; without a proposed owner, the owner of its question is."""
    project = work.lock(Project, project_id)
    require(can_nominate(work.actor, project, work.get(Event, project.event_id)))
    submission_id = _submission_to_nominate(work, project)
    _require_sound(draft)
    owner_id = _proposed_owner(work, project, draft.owner_id)
    case = open_case(work, project, submission_id=submission_id)
    work.add(
        Nomination(
            project_id=project.id,
            case_id=case.id,
            proposed_owner_id=owner_id,
            change=draft.change.strip(),
            measured=draft.measured,
            risks=draft.risks.strip(),
            nominated_by=work.actor.id,
            nominated_at=work.now,
        )
    )
    open_plan(work, case)
    work.record(CaseNominated(**case.stream))
    return case


def renominate_case(work: Work, case_id: int, reason: str, *, version: int | None = None) -> UseCase:
    """Put a declined or parked use case forward once more, saying what is different now."""
    case = work.lock(UseCase, case_id)
    require(can_renominate(work.actor, case))
    advance(work, case, "renominate", version=version)
    case.renominated_by = work.actor.id
    case.forget_passing()
    said = work.state(need_reason(reason))
    work.record(CaseRenominated(**case.stream, **said.reference()))
    return case


def screen_case(work: Work, case_id: int, answers: Answers, *, version: int | None = None) -> Screening:
    """Answer the three questions of the light path: any no declines the use case, all yes offers it to its owner."""
    case = work.lock(UseCase, case_id)
    require(can_screen(work.actor, case, has_steward=has_free_steward(work.session, case.id)))
    _require_light(case)
    screening = Screening(
        case_id=case.id,
        has_owner=answers.has_owner,
        has_usable_data=answers.has_usable_data,
        has_measured_outcome=answers.has_measured_outcome,
    )
    if answers.are_all_yes:
        return pass_on(work, case, screening, version=version)
    return turn_down(work, case, answers.refusal, screening, version=version)


def pass_on(work: Work, case: UseCase, screening: Screening | None = None, *, version: int | None = None) -> Screening:
    """Let a locked use case go on; the caller has decided that it may.

    On the light path that offers it to its owner, or lets it wait until they have room; on the others it becomes a
    candidate for a selection round.
    """
    advance(work, case, "pass", version=version)
    case.screened_by, owner_id = work.actor.id, proposed_owner_of(work.session, case.id)
    screening = _kept(work, screening or Screening(case_id=case.id), owner_id=owner_id)
    work.record(CaseScreened(**case.stream, screening_id=screening.id, path=case.path))
    if case.path == CasePath.LIGHT:
        _offer_or_wait(work, case, owner_id)
    return screening


def turn_down(
    work: Work, case: UseCase, refusal: Refusal, screening: Screening | None = None, *, version: int | None = None
) -> Screening:
    """Decline a locked use case; the caller has decided that it may."""
    need_refusal(refusal, work.now.date())
    advance(work, case, "decline", version=version)
    screening = _kept(
        work,
        screening or Screening(case_id=case.id),
        reason=refusal.reason.strip(),
        reason_code=refusal.code,
        would_change=refusal.would_change.strip(),
        come_back_on=refusal.come_back_on,
    )
    said = work.state(refusal.reason.strip())
    work.record(
        CaseDeclined(
            **case.stream,
            **said.reference(),
            screening_id=screening.id,
            code=refusal.code,
            come_back_on=refusal.come_back_on.isoformat() if refusal.come_back_on else "",
        )
    )
    return screening


def offer_waiting(work: Work, case_id: int) -> None:
    """Offer a light use case that waits to its owner as soon as they have room; does nothing while they have none."""
    require(can_offer_waiting(work.actor))
    case = work.lock(UseCase, case_id)
    owner_id = proposed_owner_of(work.session, case.id)
    waits = case.state == CaseState.WAITING and case.path == CasePath.LIGHT
    if waits and owner_id is not None and _has_room(work, owner_id):
        make_offer(work, case, owner_id)


def remind_deciders(work: Work, case_id: int) -> None:
    """Say once that a nomination has waited too long; does nothing when it was decided meanwhile."""
    require(can_remind(work.actor))
    case, days = work.lock(UseCase, case_id), limits_now(work.session)[Limit.SCREENING_DAYS]
    is_over = case.state == CaseState.NOMINATED and decision_due(case.state_since, days) <= work.now
    if is_over and not is_reminded(work.session, case.id):
        work.record(DecisionOverdue(**case.stream, days=days))


def _require_sound(draft: NominationDraft) -> None:
    if not draft.change.strip():
        raise Invalid("change", _("Say what will be different in somebody's working day."))
    objection = objection_to_value(draft.measured) if draft.measured is not None else ""
    if objection:
        raise Invalid("measured", objection)


def _submission_to_nominate(work: Work, project: Project) -> int:
    number = case_number_of(work.session, project.id)
    if number is not None:
        raise Conflict(_("This project was nominated already: it is use case %(number)s.") % {"number": number})
    submission = latest_submission(work.session, project.id)
    if submission is None:
        raise Conflict(_("Only a project that was handed in can be nominated."))
    return submission.id


def _proposed_owner(work: Work, project: Project, owner_id: int | None) -> int | None:
    owners = {account.id for account in possible_owners(work.session, project.team_id)}
    if owner_id is None:
        challenge = work.session.get(Challenge, project.challenge_id) if project.challenge_id else None
        asked = challenge.product_owner_id if challenge else None
        return asked if asked in owners else None
    if owner_id not in owners:
        raise Invalid("owner_id", _("Choose a product owner who is not in the team."))
    return owner_id


def _require_light(case: UseCase) -> None:
    if not case.has_standing_path:
        raise Conflict(_("Its six questions are not signed yet: they say how it is decided."))
    if case.path != CasePath.LIGHT:
        raise Conflict(_("On its path it answers its must-pass questions first."))


def _offer_or_wait(work: Work, case: UseCase, owner_id: int | None) -> None:
    if owner_id is None or _has_room(work, owner_id):
        make_offer(work, case, owner_id)
        return
    advance(work, case, "wait")
    work.record(LightCaseQueued(**case.stream, owner_account_id=owner_id))


def _has_room(work: Work, owner_id: int) -> bool:
    hold_owner(work.session, owner_id)
    return open_light_cases(work.session, owner_id) < limits_now(work.session)[Limit.LIGHT_OPEN]


def _kept(work: Work, screening: Screening, **decided: Any) -> Screening:
    for name, value in decided.items():
        setattr(screening, name, value)
    screening.screened_by, screening.screened_at = work.actor.id, work.now
    return work.add(screening)
