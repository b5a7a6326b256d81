"""Deciding about a ranking: every decision is a recomputation that can be taken back, and touches no ballot."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import due_jobs
from hackathon.core.work import Work
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.corrections.commands import (
    announce_as,
    ask_for_bridges,
    choose_score,
    exclude_judge,
    undo_decision,
    weigh_criteria,
)
from hackathon.judging.ranking.commands import release_results
from hackathon.judging.ranking.models import Result
from hackathon.judging.ranking.queries import present_ranking
from hackathon.judging.ranking.rules import fingerprint
from hackathon.judging.tallies.facts import DecisionTaken
from hackathon.judging.tallies.models import RankingDecision
from hackathon.judging.tallies.rules import Announced, Method, Why
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_team
from tests.factories.judging import Judged, make_ballot, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
Opener = Callable[[Account | None], Browser]


@pytest.fixture
def judged(session: Session) -> Judged:
    """Give an event at which the second judge turns the order of two projects around."""
    judged = make_judged_event(session, judges=2, projects=2)
    for judge, scores in zip(judged.judges, (((4, 2), (3, 4)), ((1, 1), (4, 4))), strict=True):
        for project, given in zip(judged.projects, scores, strict=True):
            make_ballot(session, judge, project, given)
    return judged


@pytest.fixture
def apart(session: Session) -> Judged:
    """Give an event whose two judges have no project in common."""
    judged = make_judged_event(session, judges=2, projects=4)
    for number, project in enumerate(judged.projects):
        make_ballot(session, judged.judges[number // 2], project, (number + 1, 3))
    return judged


def order(session: Session, judged: Judged) -> list[int]:
    ids = [project.id for project in judged.projects]
    return [ids.index(row.project_id) for row in present_ranking(session, judged.event.id).rows]


def ballots(session: Session, judged: Judged) -> list[tuple[int, str, dict[int, int]]]:
    found = session.scalars(select(Ballot).where(Ballot.event_id == judged.event.id).order_by(Ballot.id))
    return [(ballot.id, ballot.state, ballot.values) for ballot in found]


def test_exclude_changes_the_order_and_undo_changes_it_back(
    session: Session, working: Working, judged: Judged, clock: StandingClock
) -> None:
    before, cast = fingerprint(present_ranking(session, judged.event.id).rows), ballots(session, judged)

    with working(judged.organizer) as work:
        decision = exclude_judge(work, judged.event.id, judged.judges[1].id, reason="Knows the team.").id
    between = order(session, judged)
    deliver_pending(session, clock)
    asked = len(due_jobs(session, clock()))
    with working(judged.organizer) as work:
        undo_decision(work, judged.event.id, decision)

    assert (between, order(session, judged), asked) == ([0, 1], [1, 0], 1)
    assert fingerprint(present_ranking(session, judged.event.id).rows) == before
    assert ballots(session, judged) == cast
    fact = session.scalars(select(FactRow).where(FactRow.kind == DecisionTaken.kind)).one()
    assert "Knows" not in fact.payload
    assert session.get_one(RankingDecision, decision).before == {
        "first": [judged.projects[1].id, judged.projects[0].id]
    }


def test_other_weights_make_another_winner(session: Session, working: Working, judged: Judged) -> None:
    first, second = judged.criteria
    with working(judged.organizer) as work:
        exclude_judge(work, judged.event.id, judged.judges[1].id, reason="Alone.")

    with working(judged.organizer) as work:
        weigh_criteria(work, judged.event.id, {first: 0, second: 100}, reason="Only method.")

    assert order(session, judged) == [1, 0]
    for wrong in ({first: 100}, {first: 0, second: 0}, {first: -1, second: 101}):
        with pytest.raises(Invalid, match="0 to 100"), working(judged.organizer) as work:
            weigh_criteria(work, judged.event.id, wrong, reason="Wrong.")


def test_choosing_the_method_is_said_with_the_ranking(session: Session, working: Working, judged: Judged) -> None:
    with working(judged.organizer) as work:
        choose_score(work, judged.event.id, Method.MODEL, reason="Judges differ.")

    made = present_ranking(session, judged.event.id).made
    assert (made.method, made.why) == (Method.MODEL, Why.DECIDED)


def test_nobody_decides_who_competes_or_does_not_organize(session: Session, working: Working, judged: Judged) -> None:
    make_team(session, judged.event, judged.organizer)

    for person, why in (
        (judged.organizer, "You are in a team"),
        (judged.judges[0], "Only organizers"),
        (make_account(session, "", "admin", "host"), "Only organizers"),
    ):
        with pytest.raises(Denied, match=why), working(person) as work:
            exclude_judge(work, judged.event.id, judged.judges[0].id, reason="Mine.")
    assert session.scalars(select(RankingDecision)).all() == []


def test_decision_without_a_reason_or_about_nobody_is_refused(
    session: Session, working: Working, judged: Judged
) -> None:
    for judge_id, reason, why in ((judged.judges[0].id, " ", "Say why"), (judged.organizer.id, "x", "cast a ballot")):
        with pytest.raises(Invalid, match=why), working(judged.organizer) as work:
            exclude_judge(work, judged.event.id, judge_id, reason=reason)
    with pytest.raises(Conflict, match="connect all projects"), working(judged.organizer) as work:
        announce_as(work, judged.event.id, Announced.GROUPS, reason="So.")
    assert session.scalars(select(RankingDecision)).all() == []


def test_what_nothing_connects_is_released_only_as_decided(
    session: Session, working: Working, apart: Judged, browser: Opener
) -> None:
    with working(apart.organizer) as work:
        choose_score(work, apart.event.id, Method.MEAN, reason="Plain.")
    with pytest.raises(Conflict, match="no one ranking"), working(apart.organizer) as work:
        release_results(work, apart.event.id)

    with working(apart.organizer) as work:
        first = [apart.projects[3].id, apart.projects[1].id]
        announce_as(work, apart.event.id, Announced.ORDER, first, reason="The jury saw both on stage.")
    with working(apart.organizer) as work:
        release_results(work, apart.event.id)

    ids = [project.id for project in apart.projects]
    rows = session.scalars(select(Result).order_by(Result.place, Result.project_id))
    assert [(row.place, ids.index(row.project_id)) for row in rows] == [(1, 3), (2, 1), (3, 0), (3, 2)]
    guest = browser(make_account(session))
    answer = guest.get(f"/api/v1/events/{apart.event.slug}/ranking").json or {}
    assert (answer["announced"], answer["reason"]) == ("order", "The jury saw both on stage.")
    assert "The jury saw both on stage." in guest.get(f"/events/{apart.event.slug}/ranking").text


def test_bridges_are_asked_for_exactly_and_connect(session: Session, working: Working, apart: Judged) -> None:
    with working(apart.organizer) as work:
        added = ask_for_bridges(work, apart.event.id)

    asked = select(Ballot.judge_id, Ballot.project_id).where(Ballot.state == "ASSIGNED").order_by(Ballot.project_id)
    found = [tuple(row) for row in session.execute(asked)]
    one, other = apart.judges
    assert (added, found) == (2, [(other.id, apart.projects[0].id), (one.id, apart.projects[2].id)])


def test_page_shows_groups_bridges_and_decisions_to_organizers_alone(
    session: Session, apart: Judged, browser: Opener, working: Working
) -> None:
    path = f"/events/{apart.event.slug}/judging/decisions"
    sent = browser(apart.organizer).post(f"{path}/announcement", {"announced": "groups", "reason": "Two juries."})
    page = browser(apart.organizer).get(path).text
    refused = browser(apart.organizer).post(f"{path}/exclude", {"judge_id": apart.judges[0].id, "reason": ""})

    assert (sent.status_code, refused.status_code) == (302, 422)
    for words in ("Two juries.", "Ask for exactly these ballots", apart.judges[0].display_name, "Take back"):
        assert words in page
    for person in (apart.judges[0], make_account(session, "", "admin", "host")):
        assert browser(person).get(path).status_code == 403
