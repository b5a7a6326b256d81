"""The board as people use it: what stands on it, in which order and why, and what a filter leaves."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.teams.invitations.commands import invite_person
from hackathon.teams.requests.commands import ask_team
from hackathon.teams.wishes.commands import rank_challenges, wish_together
from tests.browsing import Browser
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
Working = Callable[..., AbstractContextManager[Work]]


def participant(
    session: Session, event: Event, name: str = "", craft: str = "data_scientist", **values: object
) -> Account:
    person = make_account(session, name, profile={"unit": values.pop("unit", "")})
    make_registration(session, event, person, craft, **values)
    return person


def in_order(page: str, *words: str) -> list[str]:
    """Return the words that are on the page, in the order in which each comes first."""
    return sorted((each for each in words if each in page), key=page.index)


def test_board_tells_teams_places_and_missing_roles_and_who_is_looking(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    captain = make_account(session, "Ines")
    make_team(session, event, captain, name="Owls", wanted_crafts=["designer"])
    seeker = participant(session, event, "Sam Seeker", unit="Grid")

    page = browser(seeker).get(f"/events/{event.slug}/teams").text

    for words in ("Owls", "4 places left", "Domain expert", "Designer", "Sam Seeker", "Found a team"):
        assert words in page


def test_board_hides_the_names_of_seekers_from_people_outside_the_event(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    participant(session, event, "Sam Seeker", unit="Grid")
    outsider = browser(make_account(session))

    board, people = outsider.get(f"/events/{event.slug}/teams"), outsider.get(f"/events/{event.slug}/teams/people")

    assert (board.status_code, "Sam Seeker" in board.text) == (200, False)
    assert (people.status_code, "Sam Seeker" in people.text) == (403, False)


def test_people_without_a_team_are_listed_with_their_skills(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    seeker = make_account(session, "Sam Seeker")
    make_registration(session, event, seeker, "designer", skills=["figma"])

    page = browser(seeker).get(f"/events/{event.slug}/teams/people").text

    assert all(words in page for words in ("Sam Seeker", "Designer", "figma"))


def test_board_shows_who_seeks_first_which_teams_they_fit_and_says_why(
    session: Session, browser: Open, working: Working
) -> None:
    event = make_event(session, "forming")
    question = make_challenge(session, event, title="Drift", wanted_skills=["SAP"])
    friend = make_account(session, "Freya Friend")
    make_team(session, event, make_account(session, "Alma"), name="Alphas")
    make_team(session, event, make_account(session, "Lotta"), name="Locked", challenge=question, state="LOCKED")
    make_team(session, event, friend, name="Zebras", challenge=question)
    seeker = participant(session, event, "Sam Seeker", "domain_expert", skills=["sap:4"])
    with working(seeker) as work:
        rank_challenges(work, event.id, [question.id])
        wish_together(work, event.id, friend.id)

    page = browser(seeker).get(f"/events/{event.slug}/teams").text

    assert in_order(page, ">Alphas<", ">Locked<", ">Zebras<") == [">Zebras<", ">Alphas<", ">Locked<"]
    assert (
        "You bring what they lack: domain expert, SAP; their question is your first choice; "
        "with Freya Friend, as you would like."
    ) in page
    assert page.count("You bring what they lack") == 2


def test_people_are_shown_to_a_captain_in_the_order_of_what_the_team_lacks_and_can_be_invited(
    session: Session, browser: Open, working: Working
) -> None:
    event, captain, member = make_event(session, "forming"), make_account(session), make_account(session)
    question = make_challenge(session, event, title="Drift")
    team = make_team(session, event, captain, member, challenge=question, wanted_skills=["SAP"])
    participant(session, event, "Adam")
    liked = participant(session, event, "Zoe", "domain_expert", skills=["SAP"])
    with working(liked) as work:
        rank_challenges(work, event.id, [question.id])
    path = f"/events/{event.slug}/teams/people"

    seen = [browser(who).get(path).text for who in (captain, member)]

    for page in seen:
        assert in_order(page, ">Adam<", ">Zoe<") == [">Zoe<", ">Adam<"]
        assert "Brings what you lack: domain expert, SAP; would like to work on your question." in page
        assert "Would like to work on: Drift" in page
    invite = f"/events/{event.slug}/teams/{team.id}/invitations/people/{liked.id}"
    assert [invite in page for page in seen] == [True, False]
    assert browser(captain).post(invite).status_code == 302


def test_filter_stands_in_the_address_and_in_the_links_that_keep_it(session: Session, browser: Open) -> None:
    event = make_event(session, "forming")
    make_team(session, event, name="Owls", wanted_skills=["SAP"])
    make_team(session, event, name="Crows")
    seeker = participant(session, event)
    participant(session, event, "Sam", skills=["SAP"], unit="Grid")
    participant(session, event, "Tom", unit="Billing")

    page = browser(seeker).get(f"/events/{event.slug}/teams?skill=sap&unit=").text
    people = browser(seeker).get(f"/events/{event.slug}/teams/people?unit=Grid").text
    none = browser(seeker).get(f"/events/{event.slug}/teams?skill=Cobol").text

    assert in_order(page, ">Owls<", ">Crows<", ">Sam<", ">Tom<") == [">Owls<", ">Sam<"]
    assert f"/events/{event.slug}/teams/people?skill=sap" in page
    assert in_order(people, ">Sam<", ">Tom<", 'value="Grid" selected') == ['value="Grid" selected', ">Sam<"]
    assert ("No team looks for this" in none, "Show all" in none) == (True, True)


@pytest.mark.parametrize(
    "query", ["challenge=abc", "challenge=99999999999999999999", "craft=%00", "skill=" + "x" * 500]
)
def test_filter_that_makes_no_sense_answers_all_the_same(session: Session, browser: Open, query: str) -> None:
    event = make_event(session, "forming")
    seeker = participant(session, event)

    assert browser(seeker).get(f"/events/{event.slug}/teams?{query}").status_code == 200


def test_board_puts_invitations_and_requests_of_the_reader_on_top(
    session: Session, browser: Open, working: Working
) -> None:
    event, captain = make_event(session, "forming"), make_account(session)
    inviting = make_team(session, event, captain, name="Inviting Owls")
    asked = make_team(session, event, name="Asked Crows", entry="BY_REQUEST")
    seeker, other = participant(session, event, "Sam"), participant(session, event, "Tom")
    with working(captain) as work:
        invite_person(work, inviting.id, seeker.id)
    with working(seeker) as work:
        ask_team(work, asked.id, "Let me in.")

    pages = [browser(who).get(f"/events/{event.slug}/teams").text for who in (seeker, other)]

    sentences = ("Inviting Owls invited you", "You asked Asked Crows to take you in")
    assert [[sentence in page for sentence in sentences] for page in pages] == [[True, True], [False, False]]


def test_organizers_are_led_to_wishes_and_matching_and_participants_to_their_choices(
    session: Session, browser: Open
) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer)
    seeker = participant(session, event)
    links = [f'/events/{event.slug}/{page}"' for page in ("wishes", "teams/matching", "choices")]

    seen = [browser(who).get(f"/events/{event.slug}/teams").text for who in (organizer, seeker)]

    assert [[link in page for link in links] for page in seen] == [[True, True, False], [False, False, True]]


@pytest.mark.parametrize("page", ["teams", "teams/people"])
def test_pages_ask_the_same_with_one_row_and_with_three(
    session: Session, browser: Open, working: Working, queries: QueryCounter, page: str
) -> None:
    event = make_event(session, "forming")
    reader = participant(session, event)

    def fill(rows: int) -> None:
        for _row in range(rows):
            make_team(session, event, make_account(session), challenge=make_challenge(session, event))
            liked = participant(session, event)
            with working(reader) as work:
                wish_together(work, event.id, liked.id)
            with working(liked) as work:
                rank_challenges(work, event.id, [make_challenge(session, event).id])

    fill(1)
    path, browsing = f"/events/{event.slug}/{page}", browser(reader)
    browsing.get(path)
    with queries() as one:
        browsing.get(path)
    fill(2)
    with queries() as three:
        browsing.get(path)

    assert len(one) == len(three)
    assert len(three) <= 12
