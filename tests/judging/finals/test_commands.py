"""Naming finalists, beginning a stage, and taking that back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid, Missing
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import Audience, FactRow
from hackathon.core.work import Work
from hackathon.judging.ballots.commands import cast_ballot
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.rules import Marks
from hackathon.judging.finals.commands import begin_stage, take_back_stage
from hackathon.judging.stages.commands import add_stage
from hackathon.judging.stages.queries import projects_of_stage, stage_now
from hackathon.judging.stages.rules import StageDraft
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_team
from tests.factories.events import give_event_role
from tests.factories.judging import Judged, make_ballot, make_judged_event
from tests.queries import QueryCounter

Working = Callable[[Account], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]


def make_scored(session: Session, working: Working, *, projects: int = 3, places: int | None = 2) -> Judged:
    """Make an event whose projects two judges scored 5, 4, 3 …, with a final planned."""
    judged = make_judged_event(session, judges=2, projects=projects)
    for judge in judged.judges:
        for step, project in enumerate(judged.projects):
            make_ballot(session, judge, project, (5 - step % 5, 5 - step % 5))
    with working(judged.organizer) as work:
        add_stage(work, judged.event.id, StageDraft("Final", places))
    return judged


def finalists(session: Session, judged: Judged) -> set[int]:
    session.expire_all()
    return set(session.scalars(projects_of_stage(judged.event.id, 2)))


def facts(session: Session) -> Iterator[tuple[str, str, bool]]:
    """List what happened to finals: kind, who reads it, and whether words go with it."""
    rows = session.scalars(select(FactRow).where(FactRow.kind.like("judging.finals.%")).order_by(FactRow.id))
    return ((row.kind, row.audience, row.statement_id is not None) for row in rows)


def test_begun_stage_has_its_finalists_and_closes_the_one_before(session: Session, working: Working) -> None:
    judged = make_scored(session, working)
    first, second, third = judged.projects

    with working(judged.organizer) as work:
        begin_stage(work, judged.event.id, 2, [first.id, second.id])

    assert (finalists(session, judged), stage_now(session, judged.event.id)) == ({first.id, second.id}, 2)
    assert list(facts(session)) == [("judging.finals.begun", Audience.VIEWERS, False)]
    ballot = session.scalars(select(Ballot).where(Ballot.project_id == third.id)).first()
    assert ballot is not None
    with pytest.raises(Denied, match="stage of judging has ended"), working(judged.judges[0]) as work:
        cast_ballot(work, ballot.id, Marks(dict.fromkeys(judged.criteria, 5)), version=None)


def test_other_finalists_than_proposed_need_a_reason_that_organizers_alone_read(
    session: Session, working: Working
) -> None:
    judged = make_scored(session, working)
    first, _second, third = judged.projects

    with pytest.raises(Invalid, match="Say why") as refused, working(judged.organizer) as work:
        begin_stage(work, judged.event.id, 2, [first.id, third.id])
    with working(judged.organizer) as work:
        begin_stage(work, judged.event.id, 2, [first.id, third.id], reason="The second withdrew its demo, 4.0 or not.")

    assert refused.value.field == "reason"
    assert list(facts(session)) == [
        ("judging.finals.deviated", Audience.ORGANIZERS, True),
        ("judging.finals.begun", Audience.VIEWERS, False),
    ]


def test_finalists_are_refused_where_they_cannot_be(session: Session, working: Working) -> None:
    judged, other = make_scored(session, working), make_scored(session, working)
    competing = make_account(session)
    give_event_role(session, judged.event, competing, "organizer")
    make_team(session, judged.event, competing)
    event_id, ids = judged.event.id, [each.id for each in judged.projects[:2]]

    with pytest.raises(Invalid, match="at least one"), working(judged.organizer) as work:
        begin_stage(work, event_id, 2, [])
    with pytest.raises(Invalid, match="of the stage before"), working(judged.organizer) as work:
        begin_stage(work, event_id, 2, [other.projects[0].id], reason="Theirs is better.")
    with pytest.raises(Missing), working(judged.organizer) as work:
        begin_stage(work, event_id, 3, ids)
    with pytest.raises(Denied, match="Only organizers"), working(judged.judges[0]) as work:
        begin_stage(work, event_id, 2, ids)
    with pytest.raises(Denied, match="in a team of this event"), working(competing) as work:
        begin_stage(work, event_id, 2, ids)

    assert finalists(session, judged) == set()


def test_teams_and_judges_are_told_plainly_and_nothing_of_scores(
    session: Session, working: Working, clock: StandingClock
) -> None:
    judged = make_scored(session, working)
    with working(judged.organizer) as work:
        begin_stage(work, judged.event.id, 2, [each.id for each in judged.projects[:2]])

    deliver_pending(session, clock)

    told = session.scalars(select(Notice).order_by(Notice.id)).all()
    titles = [each.title for each in judged.projects]
    subjects = sorted(notice.subject for notice in told)
    assert subjects == sorted(
        [
            f"“{titles[0]}” goes on into “Final”",
            f"“{titles[1]}” goes on into “Final”",
            f"Who goes on at “{judged.event.name}” is decided",
            *[f"“Final” of “{judged.event.name}” has begun"] * 2,
        ]
    )
    kept = "What judges scored and wrote about it is kept for you: you read it on your project's page when the results"
    assert [each.text for each in told if "is decided" in each.subject] == [
        f"“{titles[2]}” does not go on into “Final”. {kept} are out."
    ]


def test_stage_is_taken_back_until_a_judge_begins(session: Session, working: Working, clock: StandingClock) -> None:
    judged = make_scored(session, working)
    ids = [each.id for each in judged.projects[:2]]
    with working(judged.organizer) as work:
        begin_stage(work, judged.event.id, 2, ids)
    deliver_pending(session, clock)
    ballot_id = make_ballot(session, judged.judges[0], judged.projects[0], stage=2).id

    with working(judged.organizer) as work:
        take_back_stage(work, judged.event.id, 2)
    deliver_pending(session, clock)

    assert (finalists(session, judged), stage_now(session, judged.event.id)) == (set(), 1)
    assert session.get(Ballot, ballot_id) is None
    back = session.scalars(select(Notice.subject).where(Notice.key.like("judging.finals.taken_back%"))).all()
    assert len(back) == len(judged.judges) + len(judged.projects)

    with working(judged.organizer) as work:
        begin_stage(work, judged.event.id, 2, ids)
    make_ballot(session, judged.judges[0], judged.projects[0], stage=2, state="OPEN")

    with pytest.raises(Conflict, match="has begun to score"), working(judged.organizer) as work:
        take_back_stage(work, judged.event.id, 2)


def test_page_shows_organizers_the_ranking_and_everybody_only_who_goes_on(
    session: Session, working: Working, browser: Open
) -> None:
    judged = make_scored(session, working)
    path, reader = f"/events/{judged.event.slug}/judging/stages/2/finalists", make_account(session)

    before = browser(judged.organizer).get(path).text
    assert (before.count("checked"), "4.00" in before) == (2, True)
    assert browser(reader).get(path).status_code == 403
    chosen = [str(each.id) for each in judged.projects[:2]]
    assert browser(judged.organizer).post(path, {"project_ids": chosen}).status_code == 302

    page = browser(reader).get(path).text
    assert [each.title in page for each in judged.projects] == [True, True, False]
    assert [number in page for number in ("5.00", "4.00", "5.0", "Place")] == [False] * 4


@pytest.mark.parametrize("count", [2, 7])
def test_page_costs_the_same_queries_for_few_and_more_projects(
    session: Session, working: Working, browser: Open, queries: QueryCounter, count: int
) -> None:
    judged = make_scored(session, working, projects=count)
    reader = browser(judged.organizer)
    reader.get("/")

    with queries() as seen:
        assert reader.get(f"/events/{judged.event.slug}/judging/stages/2/finalists").status_code == 200

    assert len(seen) == 12
