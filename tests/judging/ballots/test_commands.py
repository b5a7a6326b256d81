"""What judges do with ballots, and what they may not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid, Missing, Stale
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.judging.ballots.commands import cast_ballot, postpone_ballot, recuse_ballot, save_ballot
from hackathon.judging.ballots.facts import BallotCast, BallotRecused
from hackathon.judging.ballots.models import Ballot, BallotVersion
from hackathon.judging.ballots.rules import Marks
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team, TeamMember
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged_event(session)


@pytest.fixture
def ballot(session: Session, judged: Judged) -> Ballot:
    return make_ballot(session, judged.judges[0], judged.projects[0])


def full(judged: Judged, *values: int, feedback: str = "", note: str = "") -> Marks:
    return Marks(dict(zip(judged.criteria, values, strict=False)), feedback, note)


def facts(session: Session) -> list[object]:
    return [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def test_save_of_half_a_ballot_keeps_a_version_and_no_fact(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        save_ballot(work, ballot.id, full(judged, 4, feedback="Go on."), version=1)

    session.refresh(ballot)
    version = session.scalars(select(BallotVersion)).one()
    assert (ballot.state, ballot.values, ballot.feedback, ballot.version) == (
        "OPEN",
        {judged.criteria[0]: 4},
        "Go on.",
        2,
    )
    assert (version.number, version.scores, version.feedback, version.is_cast, version.saved_at) == (
        2,
        {str(judged.criteria[0]): 4},
        "Go on.",
        False,
        NOON,
    )
    assert facts(session) == []


def test_save_of_the_first_ballot_locks_the_rubric(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        save_ballot(work, ballot.id, full(judged, 4), version=1)

    session.refresh(judged.rubric)
    assert judged.rubric.locked_at == NOON


def test_cast_of_a_complete_ballot_counts_and_is_a_fact_without_values(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 4, 5, note="Mine."), version=1)

    session.refresh(ballot)
    assert (ballot.state, ballot.values, ballot.note, ballot.cast_at) == (
        "CAST",
        dict(zip(judged.criteria, (4, 5), strict=True)),
        "Mine.",
        NOON,
    )
    assert facts(session) == [
        BallotCast(subject_id=ballot.id, event_id=judged.event.id, project_id=judged.projects[0].id, version=2)
    ]


def test_cast_again_replaces_the_scores_and_keeps_both_versions(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    for version, values in ((1, (4, 5)), (2, (1, 2))):
        with working(judged.judges[0]) as work:
            cast_ballot(work, ballot.id, full(judged, *values), version=version)

    session.refresh(ballot)
    assert list(ballot.values.values()) == [1, 2]
    kept = session.scalars(select(BallotVersion).order_by(BallotVersion.number))
    assert [(row.number, list(row.scores.values()), row.is_cast) for row in kept] == [
        (2, [4, 5], True),
        (3, [1, 2], True),
    ]


def test_cast_remembers_the_submission_it_was_given_for(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 4, 5), version=1)

    session.refresh(ballot)
    assert ballot.submission_id is not None


def test_cast_without_one_score_is_refused_beside_it(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with pytest.raises(Invalid) as refused, working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 4), version=1)

    session.refresh(ballot)
    assert refused.value.field == f"score_{judged.criteria[1]}"
    assert (ballot.state, ballot.values, facts(session)) == ("ASSIGNED", {}, [])


@pytest.mark.parametrize("value", [0, 6, -1, 10**9])
def test_save_of_a_score_out_of_scale_is_refused_beside_it(
    working: Working, judged: Judged, ballot: Ballot, value: int
) -> None:
    with pytest.raises(Invalid) as refused, working(judged.judges[0]) as work:
        save_ballot(work, ballot.id, full(judged, value), version=1)

    assert (refused.value.field, refused.value.sentence) == (
        f"score_{judged.criteria[0]}",
        "Choose a whole number from 1 to 5.",
    )


def test_save_of_a_criterion_of_another_rubric_is_refused(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    other = make_judged_event(session)

    with pytest.raises(Invalid, match="rubric changed"), working(judged.judges[0]) as work:
        save_ballot(work, ballot.id, full(other, 3), version=1)


def test_cast_with_the_version_of_another_tab_is_stale_and_saves_nothing(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 4, 5), version=1)

    with pytest.raises(Stale), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 1, 1), version=1)

    session.refresh(ballot)
    assert list(ballot.values.values()) == [4, 5]


def test_cast_by_another_judge_or_organizer_does_not_find_the_ballot(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    for stranger in (make_judged_event(session).judges[0], judged.organizer):
        with pytest.raises(Missing), working(stranger) as work:
            cast_ballot(work, ballot.id, full(judged, 5, 5), version=1)


def test_cast_when_judge_no_more_is_denied(session: Session, working: Working, judged: Judged) -> None:
    former = make_account(session)
    ballot = make_ballot(session, former, judged.projects[0])

    with pytest.raises(Denied), working(former) as work:
        cast_ballot(work, ballot.id, full(judged, 5, 5), version=1)


def test_cast_within_a_minute_of_the_deadline_is_early_and_counts_after_it(
    session: Session, working: Working, judged: Judged, ballot: Ballot, clock: StandingClock
) -> None:
    clock.at = judged.event.running_closes_at + timedelta(seconds=59)

    with pytest.raises(Denied, match="not begun"), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 5, 5), version=1)

    clock.advance(seconds=1)
    with working(judged.judges[0]) as work:
        assert cast_ballot(work, ballot.id, full(judged, 5, 5), version=1).state == "CAST"


def test_cast_when_judging_has_closed_is_late_but_counts_when_it_was_received_before(
    session: Session, working: Working, judged: Judged, ballot: Ballot, clock: StandingClock
) -> None:
    clock.at = judged.event.judging_closes_at

    with pytest.raises(Denied, match="has closed"), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 5, 5), version=1)

    with working(judged.judges[0]) as work:
        work.received_at = clock.at - timedelta(microseconds=1)
        assert cast_ballot(work, ballot.id, full(judged, 5, 5), version=1).state == "CAST"


def test_cast_after_the_release_is_denied(session: Session, working: Working) -> None:
    judged = make_judged_event(session, state="RELEASED")
    ballot = make_ballot(session, judged.judges[0], judged.projects[0])

    with pytest.raises(Denied, match="results are out"), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 5, 5), version=1)


def test_cast_on_the_own_team_s_project_is_denied(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    team = session.get_one(Team, judged.projects[0].team_id)
    session.add(TeamMember(team_id=team.id, account_id=judged.judges[0].id, event_id=judged.event.id, joined_at=NOON))
    session.commit()

    with pytest.raises(Denied, match="in this project's team"), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 5, 5), version=1)


def test_cast_by_the_product_owner_of_the_question_is_denied(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    give_question_to(session, judged.projects[0], judged.judges[0])

    with pytest.raises(Denied, match="as product owner"), working(judged.judges[0]) as work:
        save_ballot(work, ballot.id, full(judged, 5), version=1)


def test_cast_on_a_withdrawn_project_is_denied(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    judged.projects[0].state = "WITHDRAWN"
    session.commit()

    with pytest.raises(Denied, match="withdrawn"), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 5, 5), version=1)


def test_cast_without_a_rubric_is_refused(session: Session, working: Working, judged: Judged, ballot: Ballot) -> None:
    session.delete(judged.rubric)
    session.commit()

    with pytest.raises(Conflict, match="judged by"), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, Marks(), version=1)


def test_postpone_puts_a_ballot_behind_the_others_and_keeps_what_was_typed(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        postpone_ballot(work, ballot.id, full(judged, 2), version=1)

    session.refresh(ballot)
    assert (ballot.position, ballot.state, list(ballot.values.values())) == (1, "OPEN", [2])


def test_postpone_of_an_empty_ballot_does_not_open_it(
    session: Session, working: Working, judged: Judged, ballot: Ballot
) -> None:
    with working(judged.judges[0]) as work:
        postpone_ballot(work, ballot.id, Marks(), version=1)

    session.refresh(ballot)
    assert (ballot.position, ballot.state) == (1, "ASSIGNED")


def test_recuse_ends_a_ballot_and_is_a_fact(session: Session, working: Working, judged: Judged, ballot: Ballot) -> None:
    with working(judged.judges[0]) as work:
        recuse_ballot(work, ballot.id, version=1)

    session.refresh(ballot)
    assert ballot.state == "RECUSED"
    assert facts(session) == [
        BallotRecused(subject_id=ballot.id, event_id=judged.event.id, project_id=judged.projects[0].id)
    ]
    with pytest.raises(IllegalMove), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, full(judged, 5, 5), version=2)


def test_recuse_after_judging_closed_is_denied(
    working: Working, judged: Judged, ballot: Ballot, clock: StandingClock
) -> None:
    clock.at = judged.event.judging_closes_at

    with pytest.raises(Denied), working(judged.judges[0]) as work:
        recuse_ballot(work, ballot.id)


def give_question_to(session: Session, project: Project, owner: Account) -> None:
    session.get_one(Challenge, project.challenge_id).product_owner_id = owner.id
    session.commit()
