"""What a judge's device sends: once, in time or late, and never over what changed elsewhere."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, Invalid, Stale
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.judging.ballots.commands import receive_ballot
from hackathon.judging.ballots.facts import BallotCameLate
from hackathon.judging.ballots.models import Ballot, BallotVersion, LateCast
from hackathon.judging.ballots.queries import cast_ballots
from hackathon.judging.ballots.rules import Act, Answer, Marks, Sent
from hackathon.judging.stages.models import Stage
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import TeamMember
from tests.clocks import NOON, StandingClock
from tests.factories.judging import Judged, make_ballot, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
ONE, OTHER = "0b8f6f0e-6a56-4a8e-9d53-5d2f1f0c7a11", "0b8f6f0e-6a56-4a8e-9d53-5d2f1f0c7a12"


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged_event(session, judges=2)


@pytest.fixture
def ballot(session: Session, judged: Judged) -> Ballot:
    return make_ballot(session, judged.judges[0], judged.projects[0])


def marks(judged: Judged, values: Sequence[int] = (4, 5)) -> Marks:
    return Marks(dict(zip(judged.criteria, values, strict=True)), "Go on.", "Mine.", alive_in_a_year=True)


def kept(session: Session) -> tuple[int, ...]:
    return tuple(len(session.scalars(select(each)).all()) for each in (BallotVersion, LateCast, FactRow))


def test_the_same_sending_again_is_answered_alike_and_changes_nothing(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    answers = []
    for values in ((4, 5), (1, 1)):
        with working(judged.judges[0]) as work:
            sent = Sent(ONE, NOON)
            answers.append(receive_ballot(work, ballot.id, Act.CAST, marks(judged, values), version=1, sent=sent))

    session.refresh(ballot)
    assert answers == [Answer(2, "CAST"), Answer(2, "CAST")]
    assert (list(ballot.values.values()), ballot.alive_in_a_year, kept(session)) == ([4, 5], True, (1, 0, 1))


def test_a_name_that_another_judge_s_device_gave_tells_nothing(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    others = make_ballot(session, judged.judges[1], judged.projects[0])
    with working(judged.judges[0]) as work:
        receive_ballot(work, ballot.id, Act.CAST, marks(judged), version=1, sent=Sent(ONE))

    with working(judged.judges[1]) as work:
        answer = receive_ballot(work, others.id, Act.SAVE, marks(judged, (1, 1)), version=1, sent=Sent(ONE))

    session.refresh(others)
    assert (answer, list(others.values.values())) == (Answer(2, "OPEN"), [1, 1])


def test_a_sending_based_on_an_older_version_is_stale_and_overwrites_nothing(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        receive_ballot(work, ballot.id, Act.CAST, marks(judged), version=1, sent=Sent(ONE))

    with pytest.raises(Stale), working(judged.judges[0]) as work:
        receive_ballot(work, ballot.id, Act.CAST, marks(judged, (1, 1)), version=1, sent=Sent(OTHER))

    session.refresh(ballot)
    assert list(ballot.values.values()) == [4, 5]


def test_a_cast_of_before_closing_that_comes_in_after_it_is_kept_once_and_does_not_count(
    session: Session, working: Working, judged: Judged, ballot: Ballot, clock: StandingClock
) -> None:
    clock.at = judged.event.judging_closes_at + timedelta(hours=1)
    sent = Sent(ONE, judged.event.judging_closes_at - timedelta(seconds=1))

    answers = []
    for _again in range(2):
        with working(judged.judges[0]) as work:
            answers.append(receive_ballot(work, ballot.id, Act.CAST, marks(judged), version=1, sent=sent))

    session.refresh(ballot)
    late = session.scalars(select(LateCast)).one()
    assert answers == [Answer(1, "ASSIGNED", is_late=True)] * 2
    assert (ballot.state, ballot.values, cast_ballots(session, judged.event.id)) == ("ASSIGNED", {}, [])
    assert (late.marks, late.claimed_at, late.received_at) == (marks(judged), sent.claimed_at, clock.at)
    fact = BallotCameLate(subject_id=ballot.id, event_id=judged.event.id, project_id=judged.projects[0].id)
    assert [row.fact() for row in session.scalars(select(FactRow))] == [fact]


def test_what_was_not_cast_before_closing_is_refused_after_it(
    session: Session, working: Working, judged: Judged, ballot: Ballot, clock: StandingClock
) -> None:
    clock.at = closed_at = judged.event.judging_closes_at
    before = closed_at - timedelta(seconds=1)

    for act, claimed_at in ((Act.CAST, closed_at), (Act.CAST, None), (Act.SAVE, before), (Act.LATER, before)):
        with pytest.raises(Denied, match="has closed"), working(judged.judges[0]) as work:
            receive_ballot(work, ballot.id, act, marks(judged), version=1, sent=Sent(ONE, claimed_at))

    assert kept(session) == (0, 0, 0)


def test_a_stage_that_ended_takes_late_casts_and_refuses_others(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    session.add(Stage(event_id=judged.event.id, number=2, name="Final", begun_at=NOON - timedelta(minutes=5)))
    session.commit()

    with pytest.raises(Denied, match="stage of judging has ended"), working(judged.judges[0]) as work:
        receive_ballot(work, ballot.id, Act.CAST, marks(judged), version=1, sent=Sent(ONE, NOON))
    with working(judged.judges[0]) as work:
        sent = Sent(OTHER, NOON - timedelta(minutes=6))
        answer = receive_ballot(work, ballot.id, Act.CAST, marks(judged), version=1, sent=sent)

    assert (answer.is_late, kept(session)) == (True, (0, 1, 1))


def test_late_scores_are_checked_like_others(
    session: Session, working: Working, judged: Judged, ballot: Ballot, clock: StandingClock
) -> None:
    clock.at, sent = judged.event.judging_closes_at, Sent(ONE, NOON)

    with pytest.raises(Invalid, match="from 1 to 5"), working(judged.judges[0]) as work:
        receive_ballot(work, ballot.id, Act.CAST, marks(judged, (4, 6)), version=1, sent=sent)
    team_id, event_id = judged.projects[0].team_id, judged.event.id
    session.add(TeamMember(team_id=team_id, account_id=judged.judges[0].id, event_id=event_id, joined_at=NOON))
    session.commit()
    with pytest.raises(Denied, match="in this project's team"), working(judged.judges[0]) as work:
        receive_ballot(work, ballot.id, Act.CAST, marks(judged), version=1, sent=sent)

    assert kept(session) == (0, 0, 0)
