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
from tests.factories.judging import make_ballot, make_judged_event

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
    assert (">Criterion</label>" in page.text, ">Weight in percent</label>" in page.text) == (True, True)
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


def test_page_begins_from_a_template_on_a_scale_and_saves_nothing(session: Session, browser: OpenBrowser) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)

    page = browser(organizer).get(f"/events/{event.slug}/judging/rubric?template=pitch&scale=0-100").text

    assert ("Told clearly" in page, 'name="anchor_0_75"' in page, 'name="anchor_0_5"' in page) == (True, True, False)
    assert session.scalars(select(Rubric)).all() == []


def test_overview_says_everybody_what_is_judged_by_what(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session, projects=2)
    path = f"/events/{judged.event.slug}/judging/rubrics"
    target = f"challenge:{judged.projects[0].challenge_id}"

    answer = browser(judged.organizer).post(path, {"target": target, "stage": ""})

    assert answer.headers["Location"].startswith(path)
    page = browser(make_account(session)).get(path).text
    assert (page.count("Criterion 0"), page.count("middling"), "Judge some projects" in page) == (3, 4, False)
    assert browser(make_account(session)).post(path, {"target": target}).status_code == 403
    assert browser(make_account(session)).get(answer.headers["Location"]).status_code == 403


def test_new_edition_is_made_only_after_its_consequences_were_seen(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)
    judged.rubric.locked_at = NOON
    make_ballot(session, judged.judges[0], judged.projects[0], (4, 2))
    path, page = f"/events/{judged.event.slug}/judging/rubrics/{judged.rubric.id}/editions", browser(judged.organizer)
    kept = {f"id_{row}": criterion_id for row, criterion_id in enumerate(judged.criteria)}
    fields = {
        "name_0": "Value",
        "weight_0": 50,
        "name_1": "Method",
        "weight_1": 30,
        "name_2": "Courage",
        "weight_2": 20,
    }
    sent = typed(version=1, **kept, **fields, reason="It was forgotten.")

    looked = page.post(f"{path}/new", sent).text
    seen = looked.split('name="seen" value="')[1].split('"')[0]

    assert ("1 ballot must be cast again" in looked, "Judge 0" in looked) == (True, True)
    assert [rubric.edition for rubric in session.scalars(select(Rubric))] == [1]
    assert page.post(f"{path}/new", {**sent, "seen": seen}).status_code == 302
    session.expire_all()
    assert [rubric.edition for rubric in session.scalars(select(Rubric))] == [2]
    assert "It was forgotten." in browser(make_account(session)).get(path).text
    assert browser(judged.judges[0]).get(f"{path}/new").status_code == 403


def test_programs_read_what_is_judged_by_what(session: Session, browser: OpenBrowser) -> None:
    judged, draft = make_judged_event(session), make_judged_event(session, state="DRAFT")
    criteria = [
        {
            "id": criterion.id,
            "name": f"Criterion {position}",
            "question": "",
            "weight": (70, 30)[position],
            "optional": False,
            "counted": True,
            "anchors": {"3": "middling"},
        }
        for position, criterion in enumerate(judged.rubric.criteria)
    ]
    whole = {"track_id": None, "challenge_id": None, "stage": None, "edition": 1, "lowest": 1, "highest": 5}
    reader = browser(make_account(session))

    found = reader.get(f"/api/v1/events/{judged.event.slug}/rubrics").get_json()

    assert found == {"items": [{"id": judged.rubric.id, **whole, "criteria": criteria}]}
    assert reader.get(f"/api/v1/events/{draft.event.slug}/rubrics").status_code == 404
