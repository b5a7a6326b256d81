"""What can be done to a use case as a whole: open, move, send along a longer path, suspend, resume, retire."""

from hackathon.core.decisions import Conflict, IllegalMove, Invalid, require
from hackathon.core.facts import Happened
from hackathon.core.i18n import LazySentence, _
from hackathon.core.work import Work
from hackathon.people.inbox.commands import notify
from hackathon.projects.workspace.models import Project
from hackathon.promotion.cases.facts import CaseFact, CaseResumed, CaseRetired, CaseSuspended, PathRaised
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_decide, can_resume, can_steer
from hackathon.promotion.cases.queries import has_free_steward, hold_numbering, next_number, statement_text
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CARRIED, CASE_FLOW, CaseState, longer_paths, longest


def open_case(work: Work, project: Project, *, submission_id: int) -> UseCase:
    """Give a project its use case and number; the caller has decided that it may have one."""
    hold_numbering(work.session)
    case = UseCase(
        number=next_number(work.session),
        project_id=project.id,
        team_id=project.team_id,
        event_id=project.event_id,
        challenge_id=project.challenge_id,
        submission_id=submission_id,
        title=project.title,
        nominated_by=work.actor.id,
        state_since=work.now,
        created_at=work.now,
    )
    return work.add(case, unless_taken=Conflict(_("This project has a use case already.")))


def advance(work: Work, case: UseCase, action: str, *, version: int | None = None) -> None:
    """Move a locked use case: its state, since when, and its version. Nothing else sets its state."""
    _move(work, case, CASE_FLOW.after(action, case.state), version=version)


def suspend_case(work: Work, case_id: int, reason: str, *, version: int | None = None) -> UseCase:
    """Stop a use case for a while; it remembers where it resumes."""
    case = work.lock(UseCase, case_id)
    require(can_steer(work.actor, case))
    _suspend(work, case, version=version)
    _record_reason(work, CaseSuspended, case, reason)
    return case


def hold_case(work: Work, case: UseCase) -> None:
    """Suspend a locked use case because a rule says so: only who decides about it lets it go on; the caller records."""
    if case.state != CaseState.SUSPENDED:
        _suspend(work, case)
    case.is_held = True


def resume_case(work: Work, case_id: int, *, version: int | None = None) -> UseCase:
    """Put a suspended use case back to where it was."""
    case = work.lock(UseCase, case_id)
    require(can_resume(work.actor, case, has_steward=has_free_steward(work.session, case.id)))
    if case.path_asked_at is not None:
        raise Conflict(_("Its six answers wait to be signed again by its owner first."))
    if case.state != CaseState.SUSPENDED or case.resumes_in not in CARRIED:
        raise IllegalMove(_("This use case is not suspended any more. Look at the page again."))
    if case.owner_missing_since is not None:
        raise Conflict(_("Its owner is missing: somebody has to take it over first."))
    if case.is_held:
        _require_nothing_open(work, case)
    _move(work, case, case.resumes_in, version=version)
    case.resumes_in, case.is_held = None, False
    work.record(CaseResumed(**case.stream))
    return case


def retire_case(work: Work, case_id: int, reason: str, *, version: int | None = None) -> UseCase:
    """End a use case for good."""
    case = work.lock(UseCase, case_id)
    require(can_steer(work.actor, case))
    advance(work, case, "retire", version=version)
    case.resumes_in, case.is_held = None, False
    _record_reason(work, CaseRetired, case, reason)
    return case


def raise_path(work: Work, case_id: int, path: str, reason: str, *, version: int | None = None) -> UseCase:
    """Send a nominated use case along a longer path than before; no path is ever made shorter."""
    case = work.lock(UseCase, case_id)
    require(can_decide(work.actor, case, has_steward=has_free_steward(work.session, case.id)))
    if case.state != CaseState.NOMINATED:
        raise Conflict(_("Its path was chosen when it was screened."))
    if path not in longer_paths(case.least_path):
        raise Invalid("path", _("Choose a longer path than the present one."))
    work.expect_version(case, version)
    case.least_path, case.path = path, longest(case.path, path)
    said = work.state(need_reason(reason))
    work.record(PathRaised(**case.stream, path=path, **said.reference()))
    return case


def tell(  # noqa: PLR0913 - what happened, to whom it is said, and the three things that are said
    work: Work,
    case: UseCase,
    happened: Happened,
    *,
    to: set[int],
    subject: LazySentence,
    text: str = "",
    after: str = "",
    page: str = "",
) -> None:
    """Tell people what happened to a use case, with the words that were said; never whoever did it themselves.

    `text` stands before those words, `after` behind them, `page` is what follows the address of the use case.
    """
    told = subject % {"number": case.number, "title": case.title}
    notify(
        work,
        to - {happened.actor_id},
        key=f"{happened.fact.kind}:{happened.fact_id}",
        subject=told,
        text=" ".join(filter(None, (text, statement_text(work.session, happened.fact.statement_id), after))) or told,
        path=f"/use-cases/{case.number}{page}",
    )


def _suspend(work: Work, case: UseCase, *, version: int | None = None) -> None:
    resumes_in = case.state
    advance(work, case, "suspend", version=version)
    case.resumes_in = resumes_in


def _require_nothing_open(work: Work, case: UseCase) -> None:
    for objection_of in work.contributions.resume_stops:
        if objection := objection_of(work.session, case.id, work.now):
            raise Conflict(objection)


def _move(work: Work, case: UseCase, state: str, *, version: int | None) -> None:
    work.expect_version(case, version)
    case.state = state
    case.state_since = work.now


def _record_reason(work: Work, fact: type[CaseFact], case: UseCase, reason: str) -> None:
    said = work.state(need_reason(reason))
    work.record(fact(**case.stream, **said.reference()))
