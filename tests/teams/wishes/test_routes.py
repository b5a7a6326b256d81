"""Pages of wishes as people use them, without a script."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.teams.wishes.commands import rank_challenges, tell_apart, wish_together
from hackathon.teams.wishes.models import ApartWish, ChoiceList, TogetherWish
from tests.browsing import Browser
from tests.factories import make_account, make_challenge, make_event, make_registration
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
Working = Callable[..., AbstractContextManager[Work]]
Participant = Callable[[str], Account]
CHOICES, COMPANIONS, WISHES = (f"/events/spring/{page}" for page in ("choices", "companions", "wishes"))


def ranked(session: Session) -> list[int]:
    session.expire_all()
    return session.scalars(select(ChoiceList)).one().challenge_ids


def test_buttons_add_move_and_remove_and_each_press_saves(
    session: Session, browser: Open, event: Event, participant: Participant
) -> None:
    one, two, three = (make_challenge(session, event, title=title).id for title in ("One", "Two", "Three"))
    jo = browser(participant("Jo"))
    steps: list[tuple[int, list[int]]] = []

    for order, step, further in (
        ([], f"add:{one}", ""),
        ([one], "add", str(two)),
        ([one, two], f"add:{three}", ""),
        ([one, two, three], f"up:{three}", ""),
        ([one, three, two], f"remove:{one}", ""),
        ([two, three], "", ""),
    ):
        answer = jo.post(CHOICES, {"order": order, "step": step, "further": further, "version": len(steps)})
        steps.append((answer.status_code, ranked(session)))

    assert steps == [
        (302, [one]),
        (302, [one, two]),
        (302, [one, two, three]),
        (302, [one, three, two]),
        (302, [three, two]),
        (302, [two, three]),
    ]


def test_choices_show_what_is_ranked_and_what_is_not(
    session: Session, browser: Open, working: Working, event: Event, participant: Participant
) -> None:
    jo, chosen = participant("Jo"), make_challenge(session, event, title="Chosen")
    make_challenge(session, event, title="Other", wanted_skills=["SAP"])
    make_challenge(session, event, title="Undecided", state="PROPOSED")
    with working(jo) as work:
        rank_challenges(work, event.id, [chosen.id])

    page = browser(jo).get(CHOICES).text

    assert [word in page for word in ("Chosen", "Other", "Needs: SAP", "1 of 5")] == [True] * 4
    assert [word in page for word in (f"up:{chosen.id}", f"add:{chosen.id}", "Undecided")] == [True, False, False]


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"version": "7"}, 409, "Somebody else changed this while you were editing."),
        ({"order": "999999"}, 422, "Choose questions of this event that teams may take on."),
        ({"order": "many"}, 422, "needs your attention"),
    ],
)
def test_choices_that_are_refused_save_nothing(
    session: Session,
    browser: Open,
    event: Event,
    participant: Participant,
    sent: dict[str, str],
    status: int,
    sentence: str,
) -> None:
    make_challenge(session, event)

    answer = browser(participant("Jo")).post(CHOICES, {"order": [], "step": "", "version": "0", **sent})

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert session.scalars(select(ChoiceList)).all() == []


def test_choices_are_closed_to_read_when_teams_are_formed_and_to_everybody_else_at_once(
    session: Session, browser: Open, event: Event, organizer: Account
) -> None:
    over, jo = make_event(session, "running", slug="over"), make_account(session)
    make_registration(session, over, jo)
    make_challenge(session, over, title="Left over")

    late = browser(jo).get("/events/over/choices")
    strangers = [browser(who).get(CHOICES).status_code for who in (organizer, jo)]

    assert (late.status_code, "wishes no longer count" in late.text, "<fieldset disabled>" in late.text) == (
        200,
        True,
        True,
    )
    assert strangers == [403, 403]


def test_event_page_offers_to_choose_questions_while_it_counts(
    session: Session, browser: Open, event: Event, organizer: Account, participant: Participant
) -> None:
    jo = participant("Jo")

    offered = [CHOICES in browser(who).get("/events/spring").text for who in (jo, organizer)]

    assert offered == [True, False]


def test_companions_are_named_by_name_and_taken_back(
    session: Session, browser: Open, event: Event, participant: Participant
) -> None:
    jo, _amy = browser(participant("Jo")), participant("Amy Adams")

    named = jo.post(COMPANIONS, person="amy adams", kind="together")
    page = jo.get(COMPANIONS).text
    wish_id = session.scalars(select(TogetherWish.id)).one()
    taken_back = jo.post(f"{COMPANIONS}/{wish_id}/withdraw")

    assert (named.status_code, f"{COMPANIONS}/{wish_id}/withdraw" in page, taken_back.status_code) == (302, True, 302)
    assert session.scalars(select(TogetherWish)).all() == []


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"person": "Nobody"}, 422, "Nobody of this name or mail address takes part in this event."),
        ({"person": ""}, 422, "Say whom you mean."),
        ({"person": "Jo"}, 422, "Nobody of this name or mail address takes part in this event."),
        ({"person": "Amy", "kind": "both"}, 422, "Not a valid choice"),
    ],
)
def test_companions_that_cannot_be_named_are_refused(
    session: Session,
    browser: Open,
    event: Event,
    participant: Participant,
    sent: dict[str, str],
    status: int,
    sentence: str,
) -> None:
    participant("Amy")

    answer = browser(participant("Jo")).post(COMPANIONS, {"kind": "apart", **sent})

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert [session.scalars(select(model)).all() for model in (TogetherWish, ApartWish)] == [[], []]


def test_wishes_show_organizers_everything_and_let_them_keep_two_apart(
    session: Session, browser: Open, working: Working, event: Event, organizer: Account, participant: Participant
) -> None:
    jo, amy, ben = participant("Jo J"), participant("Amy A"), participant("Ben B")
    question = make_challenge(session, event, title="Drift")
    with working(jo) as work:
        rank_challenges(work, event.id, [question.id])
        wish_together(work, event.id, amy.id)
        tell_apart(work, event.id, ben.id)

    kept = browser(organizer).post(WISHES, person="Amy A", other="Ben B")
    unknown = browser(organizer).post(WISHES, person="Amy A", other="Otto")
    page = browser(organizer).get(WISHES).text

    assert (kept.status_code, unknown.status_code) == (302, 422)
    assert [words in page for words in ("Jo J and Ben B", "Amy A and Ben B", "Drift")] == [True] * 3
    pairs = session.execute(select(ApartWish.one_id, ApartWish.other_id).order_by(ApartWish.id)).all()
    assert [tuple(each) for each in pairs] == [(jo.id, ben.id), (amy.id, ben.id)]
    for wish_id in session.scalars(select(ApartWish.id)).all():
        browser(organizer).post(f"{WISHES}/{wish_id}/drop")
    assert session.scalars(select(ApartWish)).all() == []


@pytest.mark.parametrize("page", [CHOICES, COMPANIONS, WISHES])
def test_pages_ask_the_same_with_one_row_and_with_three(
    session: Session,
    browser: Open,
    working: Working,
    queries: QueryCounter,
    event: Event,
    organizer: Account,
    participant: Participant,
    page: str,
) -> None:
    people = [participant(f"P{number}") for number in range(4)]
    make_registration(session, event, organizer)
    reader = browser(organizer)

    def wish(count: int) -> None:
        for other in people[count:]:
            with working(people[0] if page == WISHES else organizer) as work:
                rank_challenges(work, event.id, [make_challenge(session, event).id])
                wish_together(work, event.id, other.id)
                tell_apart(work, event.id, other.id)

    wish(3)
    reader.get(page)
    with queries() as one:
        reader.get(page)
    people = people[:3]
    wish(1)
    with queries() as three:
        reader.get(page)

    assert len(one) == len(three)
    assert len(three) <= 12
