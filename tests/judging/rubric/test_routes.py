"""The page on which organizers set what projects are judged by."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.rules import MOST, USUAL
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_event
from tests.factories.judging import make_judged_event

OpenBrowser = Callable[[Account | None], Browser]


def typed(**fields: object) -> dict[str, object]:
    """Send every row as browsers do, empty unless something was typed."""
    blank = {name: "" for row in range(MOST) for name in (f"name_{row}", f"question_{row}", f"weight_{row}")}
    anchors = {f"anchor_{row}_{value}": "" for row in range(MOST) for value in USUAL.anchored}
    return {"version": 0, **blank, **anchors, **fields}


def test_page_offers_the_template_and_writes_nothing(session: Session, browser: OpenBrowser) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer, state="DRAFT")

    page = browser(organizer).get(f"/events/{event.slug}/judging/rubric")

    assert page.status_code == 200
    assert "Use this rubric" in page.text
    assert "Path to production" in page.text
    assert session.scalars(select(Rubric)).all() == []


def test_page_saves_the_rows_that_were_typed(session: Session, browser: OpenBrowser) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)

    page = browser(organizer).post(
        f"/events/{event.slug}/judging/rubric",
        typed(name_0="Value", weight_0=60, anchor_0_5="Measured.", name_2="Method", weight_2=40),
    )

    assert page.status_code == 302
    criteria = session.scalars(select(Criterion).order_by(Criterion.position))
    assert [(each.name, each.weight, each.anchors) for each in criteria] == [
        ("Value", 60, {"5": "Measured."}),
        ("Method", 40, {}),
    ]


def test_page_keeps_what_was_typed_when_it_is_refused(session: Session, browser: OpenBrowser) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)

    page = browser(organizer).post(f"/events/{event.slug}/judging/rubric", typed(name_0="Value for all", weight_0=60))

    assert page.status_code == 422
    assert "Value for all" in page.text
    assert "The weights make 60 percent together" in page.text


def test_page_of_a_locked_rubric_can_only_be_read(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)
    judged.rubric.locked_at = NOON
    session.commit()

    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/judging/rubric")

    assert "the rubric no longer changes" in page.text
    assert "middling" in page.text
    assert 'name="weight_0"' not in page.text


def test_page_is_closed_to_judges_and_others(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)

    for person in (judged.judges[0], make_account(session)):
        assert browser(person).get(f"/events/{judged.event.slug}/judging/rubric").status_code == 403


def test_event_page_says_what_projects_are_judged_by(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)

    assert "Criterion 1" in browser(make_account(session)).get(f"/events/{judged.event.slug}").text
