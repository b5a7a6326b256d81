"""Applying a plan while somebody joins or founds a team, or another organizer applies it: one winner each time."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.work import Work
from hackathon.teams.formation.commands import found_team, join_team
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.rules import TeamDraft
from hackathon.teams.matching.commands import apply_plan
from hackathon.teams.situation.rules import Scope
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_team
from tests.factories.matching import make_alone, make_plan
from tests.installation import make_settings
from tests.teams.racing import DONE, Attempt, Command, race_of_processes

pytestmark = pytest.mark.slow
SINCE = "Conflict: The event changed since this plan was made: "
NOT_MADE = ". Nothing was done. Match again."


def found_foxes(work: Work, event_id: int) -> Team:
    """Found a team as one that plays in this race."""
    return found_team(work, event_id, TeamDraft("Foxes"))


class Arranged(NamedTuple):
    """Whose ids the attempts name."""

    event_id: int
    owls_id: int
    organizer_id: int
    ada_id: int
    run_id: int


@pytest.fixture
def arranged(live_engine: Engine, tmp_path: Path) -> Arranged:
    """Arrange a plan that puts Ada and Bo into a new team, and Cem into the last place of the one that stands."""
    register = floors.contributions(make_settings(tmp_path, str(live_engine.url)))
    with Session(live_engine, info={"contributions": register}) as session:
        organizer = make_account(session, "Olga")
        event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=2)
        owls = make_team(session, event, make_account(session, "Zoe"), name="Owls")
        ada, bo, cem = make_alone(session, event, "Ada", "Bo", "Cem")
        run = make_plan(session, event, organizer, (None, [ada, bo]), (owls, [cem]), scope=Scope.EVERYBODY)
        return Arranged(event.id, owls.id, organizer.id, ada.id, run.id)


@pytest.mark.parametrize(
    ("command", "late", "refusals"),
    [
        (
            join_team,
            {
                "Conflict: This team is full (2 of 2).",
                "Conflict: You are already in a team of this event.",
            },
            {f"{SINCE}Ada is in a team now{NOT_MADE}"},
        ),
        (
            found_foxes,
            {"Conflict: You are already in a team of this event."},
            {
                f"{SINCE}Foxes was founded; Ada is in a team now{NOT_MADE}",
                # PostgreSQL shows each statement what is committed by then: Foxes may come between the two reads.
                f"{SINCE}Ada is in a team now{NOT_MADE}",
                "Conflict: Somebody of them is in a team of this event already.",
            },
        ),
    ],
)
def test_a_plan_applied_while_somebody_of_it_finds_a_team_has_one_winner(
    live_engine: Engine,
    live_url: str,
    arranged: Arranged,
    command: Command,
    late: set[str],
    refusals: set[str],
) -> None:
    target = arranged.owls_id if command is join_team else arranged.event_id
    applying = Attempt(arranged.organizer_id, apply_plan, arranged.run_id)

    applied, found = race_of_processes(live_url, [applying, Attempt(arranged.ada_id, command, target)], NOON)

    with Session(live_engine) as session:
        members = session.scalar(select(func.count()).select_from(TeamMember))
        crowded = select(TeamMember.team_id).group_by(TeamMember.team_id).having(func.count() > 2)
        assert session.scalars(crowded).all() == []
    assert (applied, found in late, members) == (DONE, True, 4) or (found, applied in refusals, members) == (
        DONE,
        True,
        2,
    )


def test_of_two_organizers_who_apply_the_same_plan_at_once_one_does(
    live_engine: Engine, live_url: str, arranged: Arranged
) -> None:
    applying = Attempt(arranged.organizer_id, apply_plan, arranged.run_id)

    answers = race_of_processes(live_url, [applying] * 4, NOON)

    gone = "IllegalMove: This is not possible any more: it is “applied” now. Look at the page again."
    assert Counter(answers) == {DONE: 1, gone: 3}
    with Session(live_engine) as session:
        assert session.scalar(select(func.count()).select_from(TeamMember)) == 4
