"""Founding, joining, leaving and changing teams."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid, Missing, Stale
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.commands import (
    edit_team,
    found_team,
    found_teams,
    join_team,
    leave_team,
    lock_team,
    reopen_team,
)
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.rules import TeamDraft, TeamPlan
from hackathon.teams.formation.states import TeamState
from tests.clocks import StandingClock
from tests.factories import (
    make_account,
    make_challenge,
    make_event,
    make_registration,
    make_team,
)

Working = Callable[[Account], AbstractContextManager[Work]]


def members(session: Session, team_id: int) -> list[int]:
    in_order = select(TeamMember.account_id).where(TeamMember.team_id == team_id).order_by(TeamMember.account_id)
    return list(session.scalars(in_order))


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(FactRow.kind).order_by(FactRow.id)))


def test_found_team_makes_its_founder_captain_and_member(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    challenge = make_challenge(session, event)
    founder = make_account(session)
    make_registration(session, event, founder)

    with working(founder) as work:
        team = found_team(
            work,
            event.id,
            TeamDraft(" Night Owls ", "We count meters.", challenge.id, ("designer", "data_scientist")),
        )

    assert (team.name, team.pitch, team.challenge_id, team.captain_id, team.state) == (
        "Night Owls",
        "We count meters.",
        challenge.id,
        founder.id,
        TeamState.FORMING,
    )
    assert team.wanted_crafts == ["data_scientist", "designer"]
    assert members(session, team.id) == [founder.id]
    assert kinds(session) == ["teams.formation.founded", "teams.formation.challenge_taken"]


@pytest.mark.parametrize("phase", ["", "registration", "running", "over"])
def test_found_team_outside_the_forming_window_is_denied(session: Session, working: Working, phase: str) -> None:
    event = make_event(session, phase)
    founder = make_account(session)
    make_registration(session, event, founder)

    with pytest.raises(Denied), working(founder) as work:
        found_team(work, event.id, TeamDraft("Late"))

    assert session.scalars(select(Team)).all() == []


def test_found_team_by_an_organizer_who_takes_part_needs_no_window(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    make_registration(session, event, organizer)

    with working(organizer) as work:
        team = found_team(work, event.id, TeamDraft("Rescue"))

    assert members(session, team.id) == [organizer.id]


@pytest.mark.parametrize("state", ["APPLIED", "WAITLISTED", "DECLINED", "WITHDRAWN"])
def test_found_team_by_somebody_not_admitted_is_denied(session: Session, working: Working, state: str) -> None:
    event = make_event(session, "forming")
    founder = make_account(session)
    make_registration(session, event, founder, state=state)

    with pytest.raises(Denied, match="registered for this event"), working(founder) as work:
        found_team(work, event.id, TeamDraft("Hopeful"))


def test_found_team_with_a_name_in_use_is_invalid_and_leaves_nothing(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    make_team(session, event, name="Night Owls")
    founder = make_account(session)
    make_registration(session, event, founder)

    with pytest.raises(Invalid, match="has this name") as refusal, working(founder) as work:
        found_team(work, event.id, TeamDraft("Night Owls"))

    assert refusal.value.field == "name"
    assert len(session.scalars(select(Team)).all()) == 1


def test_found_team_with_the_name_of_a_dissolved_team_or_of_another_event_succeeds(
    session: Session, working: Working
) -> None:
    event = make_event(session, "forming")
    make_team(session, event, name="Night Owls", state="DISSOLVED")
    make_team(session, make_event(session, "forming"), name="Night Owls")
    founder = make_account(session)
    make_registration(session, event, founder)

    with working(founder) as work:
        team = found_team(work, event.id, TeamDraft("Night Owls"))

    assert members(session, team.id) == [founder.id]


@pytest.mark.parametrize("name", ["", "   "])
def test_found_team_without_a_name_is_invalid(session: Session, working: Working, name: str) -> None:
    event = make_event(session, "forming")
    founder = make_account(session)
    make_registration(session, event, founder)

    with pytest.raises(Invalid, match="needs a name"), working(founder) as work:
        found_team(work, event.id, TeamDraft(name))


def test_found_team_on_a_question_of_another_event_or_not_accepted_is_invalid(
    session: Session, working: Working
) -> None:
    event = make_event(session, "forming")
    elsewhere = make_challenge(session, make_event(session, "forming"))
    proposed = make_challenge(session, event, state="PROPOSED")
    founder = make_account(session)
    make_registration(session, event, founder)

    for challenge_id in (elsewhere.id, proposed.id, 0):
        with pytest.raises(Invalid) as refusal, working(founder) as work:
            found_team(work, event.id, TeamDraft("Owls", challenge_id=challenge_id))
        assert refusal.value.field == "challenge_id"


def test_found_team_by_a_member_of_another_is_a_conflict(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    founder = make_account(session)
    make_team(session, event, founder)

    with pytest.raises(Conflict, match="already in a team of this event"), working(founder) as work:
        found_team(work, event.id, TeamDraft("Second"))

    assert len(session.scalars(select(Team)).all()) == 1


def test_join_team_takes_the_last_place_and_refuses_the_next(session: Session, working: Working) -> None:
    event = make_event(session, "forming", team_max=3)
    captain, second, third, fourth = (make_account(session) for _ in range(4))
    team = make_team(session, event, captain)
    for person in (second, third, fourth):
        make_registration(session, event, person)

    for person in (second, third):
        with working(person) as work:
            join_team(work, team.id)
    with pytest.raises(Conflict) as refusal, working(fourth) as work:
        join_team(work, team.id)

    assert refusal.value.sentence == "This team is full (3 of 3)."
    assert members(session, team.id) == [captain.id, second.id, third.id]
    assert kinds(session) == ["teams.formation.joined"] * 2


def test_join_team_twice_or_beside_another_team_is_a_conflict(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    person = make_account(session)
    own = make_team(session, event, person)
    other = make_team(session, event)

    for team in (own, other):
        with pytest.raises(Conflict) as refusal, working(person) as work:
            join_team(work, team.id)
        assert refusal.value.sentence == "You are already in a team of this event."

    assert members(session, other.id) == [other.captain_id]


def test_join_team_in_two_events_succeeds(session: Session, working: Working) -> None:
    first, second = make_event(session, "forming"), make_event(session, "forming")
    person = make_account(session)
    make_team(session, first, person)
    make_registration(session, second, person)
    team = make_team(session, second)

    with working(person) as work:
        join_team(work, team.id)

    assert person.id in members(session, team.id)


@pytest.mark.parametrize(("state", "sentence"), [("LOCKED", "has locked it"), ("DISSOLVED", "has dissolved")])
def test_join_team_that_is_not_open_is_denied(session: Session, working: Working, state: str, sentence: str) -> None:
    event = make_event(session, "forming")
    team = make_team(session, event, state=state)
    person = make_account(session)
    make_registration(session, event, person)

    with pytest.raises(Denied, match=sentence), working(person) as work:
        join_team(work, team.id)


def test_join_team_that_does_not_exist_is_missing(session: Session, working: Working) -> None:
    with pytest.raises(Missing), working(make_account(session)) as work:
        join_team(work, 404)


def test_leave_team_by_its_captain_hands_over_to_the_longest_member(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "forming")
    captain, later, longest = (make_account(session) for _ in range(3))
    team = make_team(session, event, captain, longest)
    make_registration(session, event, later)
    with working(later) as work:
        join_team(work, team.id)

    with working(captain) as work:
        leave_team(work, team.id)

    session.refresh(team)
    assert (team.captain_id, team.state) == (longest.id, TeamState.FORMING)
    assert members(session, team.id) == [later.id, longest.id]
    assert kinds(session)[-2:] == ["teams.formation.left", "teams.formation.captain_changed"]


def test_leave_team_by_its_last_member_dissolves_it(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    captain = make_account(session)
    team = make_team(session, event, captain)

    with working(captain) as work:
        leave_team(work, team.id)

    session.refresh(team)
    assert (team.state, members(session, team.id)) == (TeamState.DISSOLVED, [])
    assert kinds(session) == ["teams.formation.left", "teams.formation.dissolved"]


@pytest.mark.parametrize("phase", ["judging", "over"])
def test_leave_team_after_the_deadline_is_denied(session: Session, working: Working, phase: str) -> None:
    event = make_event(session, phase)
    captain = make_account(session)
    team = make_team(session, event, captain)

    with pytest.raises(Denied, match="teams stay as they are"), working(captain) as work:
        leave_team(work, team.id)


def test_leave_team_by_a_stranger_to_it_is_denied(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    team = make_team(session, event)
    outsider = make_account(session)
    make_team(session, event, outsider)

    with pytest.raises(Denied, match="not in this team"), working(outsider) as work:
        leave_team(work, team.id)


def test_edit_team_by_its_captain_changes_everything_and_counts_its_version(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    old, new = make_challenge(session, event), make_challenge(session, event)
    captain = make_account(session)
    team = make_team(session, event, captain, challenge=old)

    with working(captain) as work:
        edit_team(work, team.id, TeamDraft("Owls", "Hoo", new.id, ["designer"]), version=1)

    session.refresh(team)
    assert (team.name, team.pitch, team.challenge_id, team.wanted_crafts, team.version) == (
        "Owls",
        "Hoo",
        new.id,
        ["designer"],
        2,
    )
    assert kinds(session) == ["teams.formation.edited", "teams.formation.challenge_taken"]


FULL = "“Meters” is taken by as many teams as it can have (1 of 1). Choose another question."


def test_a_question_that_has_all_its_teams_is_taken_by_no_other_team(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    meters = make_challenge(session, event, title="Meters", max_teams=1)
    first, second, founder = (make_account(session) for _each in range(3))
    owls = make_team(session, event, first, name="Owls", challenge=meters)
    larks = make_team(session, event, second, name="Larks")
    make_registration(session, event, founder)

    with pytest.raises(Invalid) as founding, working(founder) as work:
        found_team(work, event.id, TeamDraft("Foxes", challenge_id=meters.id))
    with pytest.raises(Invalid) as editing, working(second) as work:
        edit_team(work, larks.id, TeamDraft("Larks", challenge_id=meters.id), version=1)
    with pytest.raises(Conflict) as matching, working(founder) as work:
        found_teams(work, event.id, [TeamPlan("Foxes", meters.id, [founder.id])])
    with working(first) as work:
        edit_team(work, owls.id, TeamDraft("Night Owls", challenge_id=meters.id), version=1)

    refused = (founding.value, editing.value, matching.value)
    assert [each.sentence for each in refused] == [FULL, FULL, FULL]
    assert (founding.value.field, editing.value.field) == ("challenge_id", "challenge_id")
    assert session.execute(select(Team.name, Team.challenge_id).order_by(Team.id)).all() == [
        ("Night Owls", meters.id),
        ("Larks", None),
    ]


def test_a_question_is_free_again_once_a_team_of_it_dissolved(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    meters = make_challenge(session, event, max_teams=1)
    make_team(session, event, challenge=meters, state="DISSOLVED")
    founder = make_account(session)
    make_registration(session, event, founder)

    with working(founder) as work:
        team = found_team(work, event.id, TeamDraft("Foxes", challenge_id=meters.id))

    assert team.challenge_id == meters.id


def test_edit_team_that_somebody_else_edited_is_stale(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    captain = make_account(session)
    team = make_team(session, event, captain, name="Before")
    with working(captain) as work:
        edit_team(work, team.id, TeamDraft("First"), version=1)

    with pytest.raises(Stale), working(captain) as work:
        edit_team(work, team.id, TeamDraft("Second"), version=1)

    session.refresh(team)
    assert (team.name, team.version) == ("First", 2)


def test_edit_team_into_a_name_in_use_is_invalid(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    captain = make_account(session)
    team = make_team(session, event, captain, name="Owls")
    make_team(session, event, name="Larks")

    with pytest.raises(Invalid, match="has this name"), working(captain) as work:
        edit_team(work, team.id, TeamDraft("Larks"), version=1)

    session.refresh(team)
    assert (team.name, team.version) == ("Owls", 1)


def test_edit_team_by_a_member_who_is_not_captain_is_denied(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    captain, member = make_account(session), make_account(session)
    team = make_team(session, event, captain, member)

    with pytest.raises(Denied, match="Only the captain"), working(member) as work:
        edit_team(work, team.id, TeamDraft("Mutiny"), version=1)


def test_lock_team_keeps_everybody_in_and_out_until_it_is_reopened(session: Session, working: Working) -> None:
    event = make_event(session, "forming")
    captain, person = make_account(session), make_account(session)
    team = make_team(session, event, captain)
    make_registration(session, event, person)

    with working(captain) as work:
        lock_team(work, team.id)
    with pytest.raises(Denied), working(person) as work:
        join_team(work, team.id)
    with pytest.raises(Denied, match="locked"), working(captain) as work:
        leave_team(work, team.id)
    with pytest.raises(IllegalMove), working(captain) as work:
        lock_team(work, team.id)
    with working(captain) as work:
        reopen_team(work, team.id)
    with working(person) as work:
        join_team(work, team.id)

    assert members(session, team.id) == [captain.id, person.id]
