"""Pages on which captains and organizers decide on members, and who reads why."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team, TeamMember
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_registration, make_team

Open = Callable[[Account | None], Browser]
WHY = "Private words about working hours."


def members(session: Session, team: Team) -> set[int]:
    session.expire_all()
    return set(session.scalars(select(TeamMember.account_id).where(TeamMember.team_id == team.id)))


def test_removed_member_is_gone_and_the_reason_is_read_by_organizers_alone(session: Session, browser: Open) -> None:
    organizer, captain, member, other = (make_account(session, name) for name in ("Ole", "Ines", "Mel", "Una"))
    event = make_event(session, organizer=organizer)
    team = make_team(session, event, captain, member, other)
    page = f"/events/{event.slug}/teams/{team.id}"

    empty = browser(captain).post(f"{page}/members/{member.id}/remove", reason=" ")
    removed = browser(captain).post(f"{page}/members/{member.id}/remove", reason=WHY)
    read = {who.display_name: WHY in browser(who).get(page).text for who in (organizer, captain, member, other)}

    assert (empty.status_code, removed.location, members(session, team)) == (422, page, {captain.id, other.id})
    assert read == {"Ole": True, "Ines": False, "Mel": False, "Una": False}


def test_organizer_moves_somebody_by_a_list_of_teams_with_room(session: Session, browser: Open) -> None:
    organizer, person = make_account(session), make_account(session, "Pia")
    event = make_event(session, organizer=organizer, team_min=1, team_max=2)
    make_registration(session, event, person)
    full = make_team(session, event, make_account(session), make_account(session), name="Full Foxes")
    team = make_team(session, event, name="Quiet Bees")
    path = f"/events/{event.slug}/teams/people/{person.id}/move"

    listed = browser(organizer).get(path).text
    refused = browser(organizer).post(path, team_id=full.id, reason=WHY)
    moved = browser(organizer).post(path, team_id=team.id, reason=WHY)

    assert ("Quiet Bees (1/2)" in listed, "Full Foxes" in listed, "Has no team yet." in listed) == (True, False, True)
    assert (refused.status_code, moved.location) == (422, f"/events/{event.slug}/teams/{team.id}")
    assert (person.id in members(session, team), person.id in members(session, full)) == (True, False)


def test_captain_hands_over_by_a_button_that_members_do_not_have(session: Session, browser: Open) -> None:
    captain, heir = make_account(session), make_account(session, "Hal")
    event = make_event(session)
    team = make_team(session, event, captain, heir)
    page = f"/events/{event.slug}/teams/{team.id}"

    shown = ["Hand the team over to Hal" in browser(who).get(page).text for who in (captain, heir)]
    answer = browser(captain).post(f"{page}/members/{heir.id}/captain")

    session.expire_all()
    assert (shown, answer.location, session.get_one(Team, team.id).captain_id) == ([True, False], page, heir.id)
