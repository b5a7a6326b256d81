"""Pages of teams as people use them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team, TeamMember
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


def participant(session: Session, event: Event, name: str = "", craft: str = "data_scientist") -> Account:
    person = make_account(session, name)
    make_registration(session, event, person, craft)
    return person


def members(session: Session, team_id: int) -> list[int]:
    session.expire_all()
    in_order = select(TeamMember.account_id).where(TeamMember.team_id == team_id).order_by(TeamMember.joined_at)
    return list(session.scalars(in_order))


def test_found_makes_a_team_and_leads_to_its_page(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    challenge = make_challenge(session, event)
    founder = participant(session, event)

    answer = browser(founder).post(
        f"/events/{event.slug}/teams/new",
        name="Owls",
        challenge_id=str(challenge.id),
        pitch="We count.",
        wanted_crafts="designer",
    )

    team = session.scalars(select(Team)).one()
    assert (answer.status_code, answer.location) == (302, f"/events/{event.slug}/teams/{team.id}")
    assert (team.name, team.challenge_id, team.pitch, team.wanted_crafts) == (
        "Owls",
        challenge.id,
        "We count.",
        ["designer"],
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": "  "}, "Give the team a name."),
        ({"name": "Taken"}, "Another team of this event has this name."),
        ({"name": "x" * 81}, "Field cannot be longer than 80 characters."),
        ({"name": "Owls", "challenge_id": "999999"}, "Not a valid choice."),
        ({"name": "Owls", "challenge_id": "many"}, "Invalid Choice: could not coerce."),
        ({"name": "Owls", "wanted_crafts": "wizard"}, "&#39;wizard&#39; is not a valid choice for this field."),
    ],
)
def test_found_with_bad_input_keeps_what_was_typed_and_saves_nothing(
    session: Session, browser: Open, typed: dict[str, object], sentence: str
) -> None:
    event = make_event(session, "forming")
    make_team(session, event, name="Taken")
    founder = participant(session, event)

    answer = browser(founder).post(
        f"/events/{event.slug}/teams/new", {"challenge_id": "", "pitch": "Kept words", **typed}
    )

    assert (answer.status_code, sentence in answer.text, "Kept words" in answer.text) == (422, True, True)
    assert [team.name for team in session.scalars(select(Team))] == ["Taken"]


def test_found_says_how_many_teams_a_question_has_left(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    meters = make_challenge(session, event, title="Meters", max_teams=1)
    make_challenge(session, event, title="Valves")
    make_team(session, event, challenge=meters)

    answer = browser(participant(session, event)).post(
        f"/events/{event.slug}/teams/new", name="Owls", challenge_id=str(meters.id), pitch="Kept words"
    )

    assert (answer.status_code, "Kept words" in answer.text) == (422, True)
    assert re.findall(r"<option[^>]*>([^<]*)</option>", answer.text)[:3] == [
        "Not decided yet",
        "Meters (1 of 1 teams)",
        "Valves",
    ]
    assert "as many teams as it can have" in answer.text


def test_found_by_a_member_of_another_team_is_a_conflict_that_keeps_what_was_typed(
    session: Session, browser: Open
) -> None:
    event = make_event(session, "forming")
    founder = make_account(session)
    make_team(session, event, founder)

    answer = browser(founder).post(f"/events/{event.slug}/teams/new", name="Second", challenge_id="", pitch="Kept")

    assert answer.status_code == 409
    assert "You are already in a team of this event." in answer.text
    assert "Kept" in answer.text


def test_team_page_offers_to_join_and_joining_makes_a_member(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    captain = make_account(session, "Ines")
    team = make_team(session, event, captain)
    path, person = f"/events/{event.slug}/teams/{team.id}", participant(session, event, "Sam")

    before = browser(person).get(path).text
    answer = browser(person).post(f"{path}/join")
    after = browser(person).get(path).text

    assert (f'action="{path}/join"' in before, "Still missing: domain expert." in before) == (True, True)
    assert (answer.status_code, answer.location, members(session, team.id)) == (302, path, [captain.id, person.id])
    assert (f'action="{path}/join"' in after, f'action="{path}/leave"' in after) == (False, True)


@pytest.mark.parametrize(
    ("phase", "values", "sentence"),
    [
        ("forming", {"state": "LOCKED"}, "This team is complete: its captain has locked it."),
        ("forming", {"state": "DISSOLVED"}, "This team has dissolved."),
        ("running", {}, "The time to form teams is over."),
    ],
)
def test_team_page_says_why_nobody_can_join(
    session: Session, browser: Open, phase: str, values: dict[str, Any], sentence: str
) -> None:
    event = make_event(session, phase)
    team = make_team(session, event, **values)
    path, person = f"/events/{event.slug}/teams/{team.id}", participant(session, event)

    page, answer = browser(person).get(path).text, browser(person).post(f"{path}/join")

    assert (sentence in page, f'action="{path}/join"' in page) == (True, False)
    assert (answer.status_code, sentence in answer.text) == (403, True)
    assert members(session, team.id) == [team.captain_id]


def test_full_team_says_so_on_its_page_and_when_joined_all_the_same(session: Session, browser: Open) -> None:
    event = make_event(session, "forming", team_max=2)
    team = make_team(session, event, make_account(session), make_account(session))
    path, person = f"/events/{event.slug}/teams/{team.id}", participant(session, event)

    page, answer = browser(person).get(path).text, browser(person).post(f"{path}/join")

    assert "This team is full (2 of 2)." in page
    assert (answer.status_code, "This team is full (2 of 2)." in answer.text) == (409, True)


def test_team_of_another_event_or_of_a_draft_is_not_found(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    hidden = make_team(session, make_event(session, "forming", state="DRAFT"), name="Secret Owls")
    elsewhere = make_team(session, make_event(session, "forming"), name="Other Owls")
    person = browser(make_account(session))

    answers = [
        person.get(path)
        for path in (
            f"/teams/{hidden.id}",
            f"/events/{event.slug}/teams/{hidden.id}",
            f"/events/{event.slug}/teams/{elsewhere.id}",
            f"/events/{event.slug}/teams/999999",
        )
    ]

    assert [(answer.status_code, "Owls" in answer.text) for answer in answers] == [(404, False)] * 4


def test_find_leads_from_a_number_to_the_team(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    team = make_team(session, event)

    answer = browser(make_account(session)).get(f"/teams/{team.id}")

    assert (answer.status_code, answer.location) == (302, f"/events/{event.slug}/teams/{team.id}")


def test_captain_edits_and_a_second_editor_with_the_old_page_is_told(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    captain = make_account(session)
    team = make_team(session, event, captain, name="Before")
    path = f"/events/{event.slug}/teams/{team.id}/edit"

    first = browser(captain).post(path, name="First", challenge_id="", pitch="", version="1")
    second = browser(captain).post(path, name="Second", challenge_id="", pitch="Kept", version="1")

    session.refresh(team)
    assert (first.status_code, second.status_code, team.name, team.version) == (302, 409, "First", 2)
    assert ("Somebody else changed this" in second.text, "Kept" in second.text) == (True, True)


def test_edit_by_somebody_who_is_not_captain_is_refused(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    captain, member = make_account(session), make_account(session)
    team = make_team(session, event, captain, member, name="Before")
    path = f"/events/{event.slug}/teams/{team.id}/edit"

    answers = [browser(member).get(path), browser(member).post(path, name="Mutiny", challenge_id="", version="1")]

    session.refresh(team)
    assert ([answer.status_code for answer in answers], team.name) == ([403, 403], "Before")


def test_team_page_says_how_people_get_in_only_while_they_can(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    captain, member = make_account(session), make_account(session, "Jan")
    path = f"/events/{event.slug}/teams/{make_team(session, event, captain, member).id}"

    forming = browser(captain).get(path).text
    browser(captain).post(f"{path}/lock")
    locked = browser(captain).get(path).text

    assert [page.count("Open: whoever takes part can join") for page in (forming, locked)] == [1, 0]
    assert 'Change<span class="visually-hidden">: Jan</span>' in forming


def test_captain_locks_and_opens_again_and_members_leave(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    captain, member = make_account(session), make_account(session)
    team = make_team(session, event, captain, member)
    path = f"/events/{event.slug}/teams/{team.id}"

    answers = [
        browser(captain).post(f"{path}/lock"),
        browser(member).post(f"{path}/leave"),
        browser(captain).post(f"{path}/reopen"),
        browser(member).post(f"{path}/leave"),
    ]

    assert [answer.status_code for answer in answers] == [302, 403, 302, 302]
    assert members(session, team.id) == [captain.id]


def test_event_page_offers_to_find_a_team_then_one_s_own(session: Session, browser: Open, clock: StandingClock) -> None:
    event = make_event(session, "forming")
    person = participant(session, event)

    before = browser(person).get(f"/events/{event.slug}").text
    team = make_own_team(session, event, person)
    clock.advance(seconds=6)
    after = browser(person).get(f"/events/{event.slug}").text

    assert ("Find a team" in before, "1 person has no team yet." in before) == (True, True)
    assert (f"/events/{event.slug}/teams/{team.id}" in after, "1 team lacks a domain expert." in after) == (True, True)


def test_home_reminds_of_finding_a_team_while_teams_form(session: Session, browser: Open, clock: StandingClock) -> None:
    event = make_event(session, "forming", name="Spring Datathon")
    person = participant(session, event)

    while_forming = browser(person).get("/").text
    clock.at = event.forming_closes_at
    afterwards = browser(person).get("/").text

    sentence = "Find a team for Spring Datathon"
    assert (sentence in while_forming, sentence in afterwards) == (True, False)


@pytest.mark.parametrize("page", ["teams/{team}"])
def test_pages_ask_the_same_with_one_row_and_with_three(
    session: Session, browser: Open, queries: QueryCounter, page: str
) -> None:
    event = make_event(session, "forming")
    captain = make_account(session)
    team = make_team(session, event, captain, challenge=make_challenge(session, event))
    participant(session, event)
    path, reader = f"/events/{event.slug}/" + page.format(team=team.id), browser(captain)
    reader.get(path)

    with queries() as one:
        reader.get(path)
    for _ in range(2):
        make_team(
            session, event, make_account(session), make_account(session), challenge=make_challenge(session, event)
        )
        participant(session, event)
        person = participant(session, event)
        session.add(TeamMember(team_id=team.id, account_id=person.id, event_id=event.id, joined_at=team.created_at))
        session.commit()
    with queries() as three:
        reader.get(path)

    assert len(one) == len(three)
    assert len(three) <= 12


def make_own_team(session: Session, event: Event, person: Account) -> Team:
    team = make_team(session, event)
    session.execute(update(TeamMember).values(account_id=person.id))
    session.commit()
    return team
