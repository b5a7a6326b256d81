"""Pages of questions, and what happens to bad input."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_challenge, make_event, make_team
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
TYPED: dict[str, object] = {"title": "Drifting meters", "question": "Which meters are about to drift?"}


def test_create_by_an_employee_leads_to_the_question(session: Session, browser: Open) -> None:
    ada, event = make_account(session), make_event(session, "challenges")
    owner = make_account(session, "Ravi", "product_owner")
    said = {
        "metric": "minutes",
        "baseline": "41.5",
        "target": "12",
        "data_name": "Readings",
        "data_class": "internal",
        "data_link": "https://data.example.org",
        "product_owner_id": str(owner.id),
    }

    answer = browser(ada).post(f"/events/{event.slug}/challenges/new", TYPED | said)

    challenge = session.scalars(select(Challenge)).one()
    assert answer.location == f"/events/{event.slug}/challenges/{challenge.id}"
    page = browser(ada).get(answer.location).text
    assert all(words in page for words in ("41.5", "12", "Readings", "Internal", "Ravi", "to be decided"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Give the question a short title."),
        ({"question": ""}, "Ask the question in one sentence."),
        ({"question": "x" * 501}, "longer than 500"),
        ({"baseline": "a lot"}, "Not a valid decimal value."),
        ({"metric": "m", "baseline": "1e40"}, "too large to be kept"),
        ({"metric": "m", "baseline": "NaN"}, "too large to be kept"),
        ({"target": "3"}, "Say what is measured"),
        ({"data_class": "secret-ish"}, "Not a valid choice"),
        ({"data_link": "javascript:alert(1)"}, "This is not a web address."),
        ({"product_owner_id": "999"}, "Not a valid choice"),
        ({"product_owner_id": "me"}, "Invalid Choice"),
        ({"poser": "nobody@example.org"}, "Nobody with this address has an account here."),
    ],
)
def test_create_with_bad_input_says_what_is_wrong_and_keeps_what_was_typed(
    session: Session, browser: Open, change: dict[str, object], sentence: str
) -> None:
    org = make_account(session)
    event = make_event(session, "challenges", organizer=org)

    answer = browser(org).post(f"/events/{event.slug}/challenges/new", TYPED | {"why": "kept <words>"} | change)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "kept &lt;words&gt;" in answer.text
    assert session.scalars(select(Challenge)).all() == []


def test_create_for_an_expert_by_an_organizer_names_who_asked(session: Session, browser: Open) -> None:
    org, ada = make_account(session), make_account(session)
    event = make_event(session, organizer=org)

    browser(org).post(f"/events/{event.slug}/challenges/new", TYPED | {"poser": ada.email})

    challenge = session.scalars(select(Challenge)).one()
    assert (challenge.poser_id, challenge.state) == (ada.id, "ACCEPTED")


def test_create_after_the_window_answers_403_with_the_reason(session: Session, browser: Open) -> None:
    event = make_event(session, "running")

    answer = browser(make_account(session)).get(f"/events/{event.slug}/challenges/new")

    assert answer.status_code == 403
    assert "Questions are no longer collected." in answer.text


def test_show_of_a_declined_question_exists_for_poser_and_organizers_only(session: Session, browser: Open) -> None:
    org, ada = make_account(session), make_account(session)
    event = make_event(session, organizer=org)
    challenge = make_challenge(session, event, poser=ada, state="DECLINED", title="Secret worry")
    path = f"/events/{event.slug}/challenges/{challenge.id}"

    answers = {name: browser(who).get(path) for name, who in (("org", org), ("ada", ada))}
    other = browser(make_account(session)).get(path)

    assert {name: answer.status_code for name, answer in answers.items()} == {"org": 200, "ada": 200}
    assert other.status_code == 404
    assert "Secret worry" not in other.text


def test_show_renders_markdown_without_scripts(session: Session, browser: Open) -> None:
    event = make_event(session)
    challenge = make_challenge(session, event, why="**loud** <script>alert(1)</script>")

    page = browser(make_account(session)).get(f"/events/{event.slug}/challenges/{challenge.id}").text

    assert "<strong>loud</strong>" in page
    assert "<script>alert" not in page


def test_show_under_another_events_address_does_not_exist(session: Session, browser: Open) -> None:
    challenge, other = make_challenge(session, make_event(session)), make_event(session)

    answer = browser(make_account(session)).get(f"/events/{other.slug}/challenges/{challenge.id}")

    assert answer.status_code == 404


def test_find_leads_to_the_questions_page(session: Session, browser: Open) -> None:
    event = make_event(session)
    challenge = make_challenge(session, event)

    answer = browser(make_account(session)).get(f"/challenges/{challenge.id}")

    assert answer.location == f"/events/{event.slug}/challenges/{challenge.id}"


def test_find_of_a_hidden_question_does_not_exist(session: Session, browser: Open) -> None:
    challenge = make_challenge(session, make_event(session), state="DECLINED")

    assert browser(make_account(session)).get(f"/challenges/{challenge.id}").status_code == 404


def test_edit_shows_and_saves_what_was_said(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, "forming")
    challenge = make_challenge(session, event, poser=ada, title="Before", wanted_skills=["SQL", "SAP"])
    path = f"/events/{event.slug}/challenges/{challenge.id}/edit"

    page = browser(ada).get(path).text
    browser(ada).post(path, TYPED | {"version": "1", "wanted_skills": "Python:4, SQL", "max_teams": "3"})

    session.refresh(challenge)
    assert ('value="Before"' in page, 'value="SQL, SAP"' in page) == (True, True)
    assert (challenge.title, challenge.wanted_skills, challenge.max_teams) == ("Drifting meters", ["Python", "SQL"], 3)


def test_edit_of_an_older_version_answers_409_and_keeps_what_was_typed(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, "forming")
    challenge = make_challenge(session, event, poser=ada, version=2)

    answer = browser(ada).post(
        f"/events/{event.slug}/challenges/{challenge.id}/edit", TYPED | {"title": "Mine", "version": "1"}
    )

    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text


def test_accept_and_decline_by_an_organizer_decide(session: Session, browser: Open) -> None:
    org = make_account(session)
    event = make_event(session, organizer=org)
    challenge = make_challenge(session, event, state="PROPOSED")
    path = f"/events/{event.slug}/challenges/{challenge.id}"

    states = []
    for step, typed in (("accept", {}), ("decline", {"reason": "No data."})):
        browser(org).post(f"{path}/{step}", dict(typed))
        session.refresh(challenge)
        states.append(challenge.state)

    assert states == ["ACCEPTED", "DECLINED"]


def test_decline_without_a_reason_asks_for_one(session: Session, browser: Open) -> None:
    org = make_account(session)
    event = make_event(session, organizer=org)
    challenge = make_challenge(session, event, state="PROPOSED")

    answer = browser(org).post(f"/events/{event.slug}/challenges/{challenge.id}/decline", reason=" ")

    assert answer.status_code == 422
    assert "Say why" in answer.text


def test_accept_by_who_asked_answers_403(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session)
    challenge = make_challenge(session, event, poser=ada, state="PROPOSED")

    assert browser(ada).post(f"/events/{event.slug}/challenges/{challenge.id}/accept").status_code == 403


def test_home_reminds_organizers_of_questions_to_decide(session: Session, browser: Open) -> None:
    org = make_account(session)
    event = make_event(session, organizer=org)
    make_challenge(session, event, state="PROPOSED")
    make_challenge(session, event, state="PROPOSED")

    assert "2 questions to decide on" in browser(org).get("/").text
    assert "questions to decide on" not in browser(make_account(session)).get("/").text


@pytest.mark.parametrize("page", ["", "/{challenge_id}"])
def test_pages_cost_the_same_queries_for_one_and_three_questions(
    session: Session, browser: Open, queries: QueryCounter, page: str
) -> None:
    reader, event, costs = browser(make_account(session)), make_event(session), []
    for count in (1, 2):
        for _ in range(count):
            challenge = make_challenge(session, event)
        for _ in range(count):
            make_team(session, event, challenge=challenge)
        path = f"/events/{event.slug}/challenges" + page.format(challenge_id=challenge.id)
        with queries() as seen:
            assert reader.get(path).status_code == 200
        costs.append(len(seen))

    assert costs[0] == costs[1]
    assert costs[0] <= 12
