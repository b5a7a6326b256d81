"""What can be done with a nomination: put a project forward, once more, and screen it."""

from dataclasses import dataclass
from decimal import Decimal

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.projects.submissions.queries import latest_submission
from hackathon.projects.workspace.models import Project
from hackathon.promotion.adoption.commands import make_offer
from hackathon.promotion.cases.commands import advance, open_case
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.queries import has_free_steward, possible_owners
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CasePath
from hackathon.promotion.impact.rules import objection_to_value
from hackathon.promotion.nominations.facts import CaseDeclined, CaseNominated, CaseRenominated, CaseScreened
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.nominations.policy import can_nominate, can_renominate, can_screen
from hackathon.promotion.nominations.queries import case_number_of


@dataclass(frozen=True)
class NominationDraft:
    """What somebody says about a project they put forward; only the change is needed, the event knows the rest."""

    change: str
    owner_id: int | None = None
    measured: Decimal | None = None
    risks: str = ""


@dataclass(frozen=True)
class Answers:
    """What a screener answers; the owner is asked when all three are yes, the reason is told when one is no."""

    has_owner: bool
    has_usable_data: bool
    has_measured_outcome: bool
    owner_id: int | None = None
    reason: str = ""

    @property
    def are_all_yes(self) -> bool:
        """Whether the use case passes."""
        return self.has_owner and self.has_usable_data and self.has_measured_outcome


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
    work.record(CaseNominated(subject_id=case.id, event_id=case.event_id, project_id=case.project_id))
    return case


def renominate_case(work: Work, case_id: int, reason: str, *, version: int | None = None) -> UseCase:
    """Put a declined or parked use case forward once more, saying what is different now."""
    case = work.lock(UseCase, case_id)
    require(can_renominate(work.actor, case))
    advance(work, case, "renominate", version=version)
    case.renominated_by, case.screened_by, case.selected_at = work.actor.id, None, None
    said = work.state(need_reason(reason))
    work.record(
        CaseRenominated(subject_id=case.id, event_id=case.event_id, project_id=case.project_id, **said.reference())
    )
    return case


def screen_case(work: Work, case_id: int, answers: Answers, *, version: int | None = None) -> Screening:
    """Answer the three questions: any no declines the use case, all yes lets it go on.

    On the light path that offers it to its owner at once, on the others it becomes a candidate for a selection round.
    """
    case = work.lock(UseCase, case_id)
    require(can_screen(work.actor, case, has_steward=has_free_steward(work.session, case.id)))
    advance(work, case, "pass" if answers.are_all_yes else "decline", version=version)
    screening = work.add(_screening(work, case, answers))
    if answers.are_all_yes:
        _pass(work, case, screening)
    else:
        _decline(work, case, screening)
    return screening


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


def _screening(work: Work, case: UseCase, answers: Answers) -> Screening:
    return Screening(
        case_id=case.id,
        has_owner=answers.has_owner,
        has_usable_data=answers.has_usable_data,
        has_measured_outcome=answers.has_measured_outcome,
        owner_id=answers.owner_id if answers.are_all_yes else None,
        reason="" if answers.are_all_yes else need_reason(answers.reason),
        screened_by=work.actor.id,
        screened_at=work.now,
    )


def _pass(work: Work, case: UseCase, screening: Screening) -> None:
    case.screened_by = work.actor.id
    work.record(
        CaseScreened(
            subject_id=case.id,
            event_id=case.event_id,
            project_id=case.project_id,
            screening_id=screening.id,
        )
    )
    if case.path == CasePath.LIGHT:
        make_offer(work, case, screening.owner_id)


def _decline(work: Work, case: UseCase, screening: Screening) -> None:
    said = work.state(screening.reason)
    work.record(
        CaseDeclined(
            subject_id=case.id,
            event_id=case.event_id,
            project_id=case.project_id,
            screening_id=screening.id,
            **said.reference(),
        )
    )
