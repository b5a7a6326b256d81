"""Tracks: sets of an event's questions."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, Invalid, Missing
from hackathon.core.work import Work
from hackathon.events.challenges.commands import copy_challenges, name_track, put_into_tracks, remove_track
from hackathon.events.challenges.models import Challenge, Track
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_challenge, make_event

Working = Callable[[Account], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]


def placed(session: Session, event_id: int) -> dict[str, str | None]:
    """Read the tracks of an event's questions by their titles."""
    session.expire_all()
    statement = select(Challenge.title, Track.name).outerjoin(Track, Track.id == Challenge.track_id)
    return dict(session.execute(statement.where(Challenge.event_id == event_id)).all())


def test_tracks_are_named_filled_and_dissolved(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    wards, beds = (make_challenge(session, event, title=title) for title in ("Wards", "Beds"))

    with working(organizer) as work:
        care = name_track(work, event.id, "Care")
        supply = name_track(work, event.id, "Supply")
        put_into_tracks(work, event.id, {wards.id: care.id, beds.id: supply.id})
    with working(organizer) as work:
        name_track(work, event.id, "Nursing", track_id=care.id)
        remove_track(work, event.id, supply.id)

    assert placed(session, event.id) == {"Wards": "Nursing", "Beds": None}


def test_name_of_a_track_that_is_taken_is_refused_beside_it(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)

    with working(organizer) as work:
        name_track(work, event.id, "Care")
    with pytest.raises(Invalid, match="this name already") as refused, working(organizer) as work:
        name_track(work, event.id, "Care")

    assert refused.value.field == "name"


def test_track_of_another_event_holds_no_question_of_this_one(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event, other = make_event(session, organizer=organizer), make_event(session, organizer=organizer)
    question = make_challenge(session, event, title="Wards")
    with working(organizer) as work:
        theirs = name_track(work, other.id, "Secret").id

    with pytest.raises(Invalid, match="of this event"), working(organizer) as work:
        put_into_tracks(work, event.id, {question.id: theirs})
    with pytest.raises(Missing), working(organizer) as work:
        name_track(work, event.id, "Mine", track_id=theirs)
    with pytest.raises(Denied), working(make_account(session)) as work:
        name_track(work, event.id, "Mine")

    assert placed(session, event.id) == {"Wards": None}


def test_copy_of_questions_takes_their_tracks_along(session: Session, working: Working) -> None:
    organizer = make_account(session)
    past, event = make_event(session, organizer=organizer), make_event(session, organizer=organizer)
    wards = make_challenge(session, past, title="Wards")
    make_challenge(session, past, title="Beds")
    with working(organizer) as work:
        put_into_tracks(work, past.id, {wards.id: name_track(work, past.id, "Care").id})

    with working(organizer) as work:
        copy_challenges(work, past.id, event.id)

    assert placed(session, event.id) == {"Wards": "Care", "Beds": None}


def test_pages_sort_questions_and_filter_by_track(session: Session, browser: Open) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    wards, _beds = (make_challenge(session, event, title=title) for title in ("Wards", "Beds"))
    path, page = f"/events/{event.slug}/challenges", browser(organizer)

    page.post(f"{path}/tracks", {"name": "Care"})
    track_id = session.scalars(select(Track.id)).one()
    page.post(f"{path}/tracks/sort", {f"track_{wards.id}": track_id})

    assert placed(session, event.id) == {"Wards": "Care", "Beds": None}
    found = browser(make_account(session)).get(f"{path}?track={track_id}").text
    assert ("Wards" in found, "Beds" in found) == (True, False)
    assert "Care" in browser(make_account(session)).get(f"{path}/{wards.id}").text
    assert browser(make_account(session)).get(f"{path}/tracks").status_code == 403
