"""Organizers let late scores count, or leave them, without seeing them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.judging.ballots.models import Ballot, BallotVersion, LateCast
from hackathon.judging.ballots.queries import cast_ballots
from hackathon.judging.late.commands import admit_late_cast
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import TeamMember
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories.events import give_event_role
from tests.factories.judging import Judged, make_ballot, make_judged_event, make_late_cast

OpenBrowser = Callable[[Account | None], Browser]
Working = Callable[[Account], AbstractContextManager[Work]]


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged_event(session)


@pytest.fixture
def late(session: Session, judged: Judged) -> LateCast:
    ballot = make_ballot(session, judged.judges[0], judged.projects[0], (1, 1))
    scores = dict(zip(judged.criteria, (4, 5), strict=True))
    return make_late_cast(session, ballot, scores, feedback="Zanzibar", note="Quetzal")


def test_late_scores_that_are_let_in_count_as_the_newest_version_and_the_judge_reads_why(
    session: Session, working: Working, judged: Judged, late: LateCast, clock: StandingClock
) -> None:
    with working(judged.organizer) as work:
        admit_late_cast(work, late.id, "The train had no network.")
    deliver_pending(session, clock)

    session.expire_all()
    ballot = session.get_one(Ballot, late.ballot_id)
    assert [list(each.scores.values()) for each in cast_ballots(session, judged.event.id)] == [[4, 5]]
    assert (ballot.feedback, ballot.version, late.admitted_by_id) == ("Zanzibar", 2, judged.organizer.id)
    assert [each.is_cast for each in session.scalars(select(BallotVersion))] == [True]
    told = session.scalars(select(Notice).where(Notice.account_id == judged.judges[0].id)).all()
    assert [each.text for each in told] == ["The train had no network."]
    with pytest.raises(Denied, match="count already"), working(judged.organizer) as work:
        admit_late_cast(work, late.id, "Again.")


def test_nobody_decides_about_their_own_scores_or_team(
    session: Session, working: Working, judged: Judged, late: LateCast
) -> None:
    give_event_role(session, judged.event, judged.judges[0], "organizer")
    team_id, event_id = judged.projects[0].team_id, judged.event.id
    session.add(TeamMember(team_id=team_id, account_id=judged.organizer.id, event_id=event_id, joined_at=NOON))
    session.commit()

    for who, reason in ((judged.judges[0], "are yours"), (judged.organizer, "project's team")):
        with pytest.raises(Denied, match=reason), working(who) as work:
            admit_late_cast(work, late.id, "Because.")


def test_late_scores_stay_out_after_the_release(session: Session, working: Working) -> None:
    judged = make_judged_event(session, state="RELEASED")
    late = make_late_cast(session, make_ballot(session, judged.judges[0], judged.projects[0]))

    with pytest.raises(Denied, match="results are out"), working(judged.organizer) as work:
        admit_late_cast(work, late.id, "Because.")


def test_organizers_see_whose_scores_were_late_and_never_the_scores(
    judged: Judged, late: LateCast, browser: OpenBrowser
) -> None:
    organizer, path = browser(judged.organizer), f"/events/{judged.event.slug}/judging/late"

    pages = [organizer.get(path), organizer.get(f"{path}/{late.id}")]

    for page in pages:
        assert (page.status_code, "Judge 0" in page.text) == (200, True)
        assert not any(word in page.text for word in ("Zanzibar", "Quetzal"))
    assert organizer.post(f"{path}/{late.id}", reason="").status_code == 422
    assert organizer.post(f"{path}/{late.id}", reason="No network.").location == path
    assert browser(judged.judges[0]).get(path).status_code == 403
