"""Who may see the ranking and each team's scores."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.feedback.policy import can_see_scores
from hackathon.judging.ranking.policy import can_release, can_see_ranking
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team
from tests.clocks import NOON
from tests.factories.judging import make_judged_event

Load = Callable[[Account], Actor]


def test_ranking_is_the_organizers_before_the_release_and_everybody_s_after_it(session: Session, actor: Load) -> None:
    before, after = make_judged_event(session), make_judged_event(session, state="RELEASED")

    assert can_see_ranking(actor(before.organizer), before.event)
    assert not can_see_ranking(actor(before.judges[0]), before.event)
    assert not can_see_ranking(actor(after.organizer), before.event)
    assert can_see_ranking(actor(before.judges[0]), after.event)


def test_scores_are_the_team_s_and_the_organizers_after_the_release(session: Session, actor: Load) -> None:
    for state, is_out in (("PUBLISHED", False), ("RELEASED", True)):
        judged = make_judged_event(session, projects=2, state=state)
        captain, rival = (
            actor(session.get_one(Account, session.get_one(Team, project.team_id).captain_id))
            for project in judged.projects
        )
        mine = judged.projects[0]

        assert bool(can_see_scores(captain, judged.event, mine)) is is_out
        assert bool(can_see_scores(actor(judged.organizer), judged.event, mine)) is is_out
        assert not can_see_scores(rival, judged.event, mine)
        assert not can_see_scores(actor(judged.judges[0]), judged.event, mine)


def test_release_needs_every_ballot_or_the_end_of_judging(session: Session, actor: Load) -> None:
    judged = make_judged_event(session)
    organizer, closes_at = actor(judged.organizer), judged.event.judging_closes_at

    answers = [
        bool(can_release(organizer, judged.event, progress, at=at))
        for progress, at in (
            (Progress(1, 2), NOON),
            (Progress(2, 2), NOON),
            (Progress(1, 2), closes_at),
            (Progress(0, 0), closes_at),
        )
    ]

    assert answers == [False, True, True, False]
