"""What can be done about matching people: ask for a plan, write it down, change it, apply it or drop it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import notify
from hackathon.placing.plans.rules import figures, reasons, unmet
from hackathon.placing.problems.rules import Plan, PlannedTeam, Problem
from hackathon.placing.worth.rules import worth_of
from hackathon.teams.formation.commands import found_teams, take_all_in
from hackathon.teams.formation.rules import TeamPlan
from hackathon.teams.matching.facts import MatchingApplied, MatchingAsked, MatchingDiscarded, MatchingProposed
from hackathon.teams.matching.models import MatchingEdit, MatchingPlace, MatchingRun, MatchingTeam
from hackathon.teams.matching.policy import can_match, can_place, can_see_matchings, can_solve
from hackathon.teams.matching.queries import (
    SOLVE,
    Draft,
    anybody_alone,
    draft_of,
    in_order_of_registration,
    keep_event,
    last_edit_of,
    lock_teams,
    names_in,
    names_of_teams,
    runs_before,
    titles_of,
    what_changed,
)
from hackathon.teams.matching.rules import (
    Asked,
    Solution,
    check,
    consequences,
    is_forbidden,
    read,
    said,
    team_names,
    written,
    written_reason,
)
from hackathon.teams.matching.states import RUN_FLOW, RunState
from hackathon.teams.situation.queries import problem_of
from hackathon.teams.situation.rules import id_in, outdated, person_key, world_of

NOWHERE, NEW = "", "new"
"""Where somebody is moved beside the teams there are: out of all of them, or into one of their own."""


def ask_for_plan(work: Work, event_id: int, asked: Asked) -> MatchingRun:
    """Have teams proposed for the people still alone; nothing happens to anybody before the plan is applied."""
    event = work.get(Event, event_id)
    require(can_match(work.actor, event, at=work.received_at))
    check(asked)
    if not anybody_alone(work.session, event.id):
        raise Invalid("scope", _("Everybody who takes part has a team: there is nobody to match."))
    run = work.add(MatchingRun(event_id=event.id, asked_by=work.actor.id, asked_at=work.now, **asdict(asked)))
    work.request_job(SOLVE, run.id)
    work.record(MatchingAsked(subject_id=event.id, run=run.id))
    return run


def propose_plan(work: Work, run_id: int, problem: Problem, solution: Solution) -> None:
    """Write down the plan that was found, and tell who asked; nothing happens where that was done before."""
    require(can_solve(work.actor))
    run = work.lock(MatchingRun, run_id)
    if run.state != RunState.ASKED:
        return
    run.state, run.proposed_at = RUN_FLOW.after("propose", run.state), work.now
    run.points = {"bound": solution.bound}
    run.stopped_by, run.seconds = solution.stopped_by, solution.seconds
    _keep_plan(work, run, problem, solution.plan)
    _assess(draft_of(work.session, run), problem)
    run.points = run.points | {"proposed": run.points["objective"]}
    _tell_asker(work, run, _("The proposal of teams is ready"), _("Look at it, change what you like, and apply it."))
    work.record(MatchingProposed(subject_id=run.event_id, run=run.id))


def give_up(work: Work, run_id: int, trouble: str) -> None:
    """Say why no plan could be made."""
    require(can_solve(work.actor))
    run = work.lock(MatchingRun, run_id)
    if run.state == RunState.ASKED:
        run.state, run.trouble = RUN_FLOW.after("fail", run.state), trouble
        _tell_asker(work, run, _("No teams could be proposed"), trouble)


def move_person(work: Work, run_id: int, account_id: int, to: str, *, version: int | None = None) -> MatchingEdit:
    """Put somebody elsewhere in a plan: into the planned team of this id, into none, or into a new one of a question.

    `to` is the id, empty, or `new:` with the question's id behind it, if the new team shall have one.
    """
    draft, problem = _opened(work, run_id, version)
    place = _movable(draft, account_id)
    before, was_in = draft.plan, place.planned_id
    draft, target = _with_target(work, draft, to)
    require(can_place(work.actor, {account_id, *(draft.members_of(target) if target else ())}))
    place.planned_id = target.id if target else None
    if place.planned_id == was_in:
        raise Invalid("to", _("The plan has this person there already."))
    brought = consequences(problem, before, draft.plan)
    _refuse_forbidden(work, draft, brought["unmet"])
    _assess(draft, problem)
    return work.add(
        MatchingEdit(
            run_id=run_id,
            account_id=account_id,
            from_id=was_in,
            to_id=place.planned_id,
            edited_by=work.actor.id,
            edited_at=work.now,
            consequences=brought,
        )
    )


def undo_move(work: Work, run_id: int, *, version: int | None = None) -> None:
    """Take back what was changed last in a plan; each further time what was changed before that."""
    draft, problem = _opened(work, run_id, version)
    edit = last_edit_of(work.session, run_id)
    if edit is None:
        raise Conflict(_("The plan is as it was proposed: there is nothing to take back."))
    for place in draft.places:
        if place.account_id == edit.account_id:
            place.planned_id = edit.from_id
    work.session.delete(edit)
    _assess(draft, problem)


def apply_plan(work: Work, run_id: int, *, version: int | None = None) -> MatchingRun:
    """Make the teams as planned, all or none; refused where the event is not any more what the plan stands on.

    All teams of the event are locked meanwhile, so that whoever joins one does so before or after. Each new team is
    led by whoever of it registered first. Everybody who is concerned is told why, once.
    """
    draft = _locked(work, run_id, version)
    event = keep_event(work.session, draft.run.event_id)
    standing = lock_teams(work.session, event.id)
    problem = problem_of(work.session, event, draft.run.scope)
    _require_same_world(work, event, draft, problem)
    _require_sound(work, draft, problem)
    draft.run.state, draft.run.ended_at = RUN_FLOW.after("apply", draft.run.state), work.now
    new = _found(work, draft, event.id)
    joining = [
        (standing[team.team_id], place.account_id)
        for team in draft.teams
        if not team.is_new and team.team_id is not None
        for place in draft.places
        if place.planned_id == team.id and place.was_in_id is None
    ]
    take_all_in(work, joining)
    placed = sum(place.planned_id is not None and place.was_in_id is None for place in draft.places)
    work.record(MatchingApplied(subject_id=event.id, run=run_id, placed=placed, founded=new))
    return draft.run


def discard_plan(work: Work, run_id: int, *, version: int | None = None) -> None:
    """Drop a plan and forget where it would have put people."""
    run = work.lock(MatchingRun, run_id)
    require(can_see_matchings(work.actor, work.get(Event, run.event_id)))
    run.state, run.ended_at = RUN_FLOW.after("discard", run.state), work.now
    work.expect_version(run, version)
    run.unmet = []
    _forget_plan(work, run_id)
    work.record(MatchingDiscarded(subject_id=run.event_id, run=run_id))


def forget_runs(work: Work, before: datetime) -> None:
    """Delete matchings that were asked for before a moment, whatever became of them."""
    for run_id in runs_before(work.session, before):
        _forget_plan(work, run_id)
        work.session.execute(delete(MatchingRun).where(MatchingRun.id == run_id))


def _forget_plan(work: Work, run_id: int) -> None:
    for table in (MatchingEdit, MatchingPlace, MatchingTeam):
        work.session.execute(delete(table).where(table.run_id == run_id))


def _keep_plan(work: Work, run: MatchingRun, problem: Problem, plan: Plan) -> None:
    """Write down what the plan stands on, its teams, and where it puts everybody."""
    world = world_of(problem)
    (run.min_size, run.max_size), run.questions = world.sizes, {str(key): most for key, most in world.questions.items()}
    rows = _rows_of(work, run, problem, plan)
    work.session.add_all(rows.values())
    work.session.flush()
    planned = {member: rows[team.key].id for team in plan.teams for member in team.members}
    work.session.add_all(
        MatchingPlace(
            run_id=run.id,
            account_id=account_id,
            planned_id=planned.get(person_key(account_id)),
            was_in_id=team_id,
            craft=craft,
        )
        for account_id, (team_id, craft) in world.people.items()
    )
    work.session.flush()


def _rows_of(work: Work, run: MatchingRun, problem: Problem, plan: Plan) -> dict[str, MatchingTeam]:
    """Give every team of a plan its row and name, the standing ones theirs, by the plan's own keys."""
    standing = {team.key: team for team in problem.teams}
    names = names_of_teams(work.session, run.event_id)
    new = [team for team in plan.teams if team.key not in standing]
    titles = titles_of(work.session, [id_in(team.challenge) for team in new if team.challenge])
    given = team_names([titles[id_in(team.challenge)] if team.challenge else "" for team in new], names.values())
    kept = [PlannedTeam(team.key, team.challenge, ()) for team in problem.teams]
    return {
        team.key: MatchingTeam(
            run_id=run.id,
            number=number,
            name=name,
            is_new=team.key not in standing,
            is_open=team.key not in standing or standing[team.key].is_open,
            team_id=id_in(team.key) if team.key in standing else None,
            challenge_id=id_in(team.challenge) if team.challenge else None,
        )
        for number, (team, name) in enumerate(
            [*((team, names[id_in(team.key)]) for team in kept), *zip(new, given, strict=True)], start=1
        )
    }


def _assess(draft: Draft, problem: Problem) -> None:
    """Write down what the plan reaches and is worth, what it could not meet, and why everybody is where they are."""
    run, plan = draft.run, draft.plan
    worth, why = worth_of(problem, plan), reasons(problem, plan)
    run.points, run.parts = run.points | {"objective": worth.objective}, asdict(worth)
    run.figures = asdict(figures(problem, plan))
    run.unmet = [written(each) for each in unmet(problem, plan)]
    for team in draft.teams:
        told = {str(each): why[person_key(each)] for each in draft.members_of(team)}
        team.reasons = {account: [written_reason(reason) for reason in given] for account, given in told.items()}


def _tell_asker(work: Work, run: MatchingRun, subject: str, text: str) -> None:
    slug = work.get(Event, run.event_id).slug
    path = f"/events/{slug}/teams/matching/{run.id}"
    notify(work, [run.asked_by], key=f"{SOLVE}:{run.id}", subject=subject, text=text, path=path)


def _locked(work: Work, run_id: int, version: int | None) -> Draft:
    """Load a plan to change or apply it, when the actor may and it is still to be decided on."""
    run = work.lock(MatchingRun, run_id)
    require(can_match(work.actor, work.get(Event, run.event_id), at=work.received_at))
    RUN_FLOW.after("apply", run.state)
    work.expect_version(run, version)
    return draft_of(work.session, run)


def _opened(work: Work, run_id: int, version: int | None) -> tuple[Draft, Problem]:
    draft = _locked(work, run_id, version)
    event = work.get(Event, draft.run.event_id)
    problem = problem_of(work.session, event, draft.run.scope)
    _require_same_world(work, event, draft, problem)
    return draft, problem


def _movable(draft: Draft, account_id: int) -> MatchingPlace:
    place = next((place for place in draft.places if place.account_id == account_id), None)
    if place is None:
        raise Missing(_("The plan does not know this person."))
    if place.was_in_id is not None:
        raise Conflict(_("This person is in a team that stands, and a plan keeps those. Move them on the team's page."))
    return place


def _with_target(work: Work, draft: Draft, to: str) -> tuple[Draft, MatchingTeam | None]:
    """Find where somebody is moved to, and begin the new team that was asked for."""
    if to == NOWHERE:
        return draft, None
    if to.startswith(NEW):
        new = _new_team(work, draft, to.removeprefix(NEW).removeprefix(":"))
        return draft._replace(teams=[*draft.teams, new]), new
    target = next((team for team in draft.teams if str(team.id) == to), None)
    if target is None:
        raise Invalid("to", _("Choose one of the teams of this plan."))
    if not target.is_open:
        raise Conflict(
            _("%(team)s takes nobody like this: it is complete, or chooses for itself.") % {"team": target.name}
        )
    return draft, target


def _new_team(work: Work, draft: Draft, question: str) -> MatchingTeam:
    if question and question not in draft.run.questions:
        raise Invalid("to", _("Choose one of this event's questions."))
    titles = titles_of(work.session, [int(question)] if question else [])
    taken = [*names_of_teams(work.session, draft.run.event_id).values(), *(team.name for team in draft.teams)]
    return work.add(
        MatchingTeam(
            run_id=draft.run.id,
            number=max((team.number for team in draft.teams), default=0) + 1,
            name=team_names([*titles.values()] or [""], taken)[0],
            is_new=True,
            challenge_id=int(question) if question else None,
        )
    )


def _refuse_forbidden(work: Work, draft: Draft, brought: Sequence[dict[str, Any]]) -> None:
    """Keep to what must never be: people kept apart in one team, a team too large, a question with too many teams."""
    forbidden = [read(row) for row in brought if is_forbidden(read(row))]
    if forbidden:
        raise Conflict(said(forbidden[0], names_in(work.session, draft)))


def _require_same_world(work: Work, event: Event, draft: Draft, problem: Problem) -> None:
    found = what_changed(work.session, event, draft, problem)
    if found:
        raise Conflict(outdated(found))


def _require_sound(work: Work, draft: Draft, problem: Problem) -> None:
    """Apply only what keeps to the sizes of teams and keeps everybody apart who is to be."""
    broken = [each for each in unmet(problem, draft.plan) if is_forbidden(each) or each.why.code == "too_small"]
    if broken:
        raise Conflict(said(broken[0], names_in(work.session, draft)))


def _found(work: Work, draft: Draft, event_id: int) -> int:
    """Found the new teams, and remember which they became; return how many."""
    earliest = {account_id: at for at, account_id in enumerate(in_order_of_registration(work.session, event_id))}
    new = [team for team in draft.teams if team.is_new and draft.members_of(team)]
    plans = [
        TeamPlan(team.name, team.challenge_id, sorted(draft.members_of(team), key=earliest.__getitem__)) for team in new
    ]
    for planned, team in zip(new, found_teams(work, event_id, plans), strict=True):
        planned.team_id = team.id
    return len(new)
