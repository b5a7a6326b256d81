"""What bars judges from projects."""

from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge
from hackathon.judging.judges.models import JudgeConflict
from hackathon.judging.judges.queries import bars_at
from hackathon.judging.judges.rules import Bar, Bars
from hackathon.people.profiles.models import Profile
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.mentors.models import TeamMentor
from tests.clocks import NOON
from tests.factories.judging import make_judged_event
from tests.queries import QueryCounter


def test_bars_at_an_event_are_all_that_bring_judges_too_close_with_the_first_reason_told(
    session: Session, queries: QueryCounter
) -> None:
    judged = make_judged_event(session, judges=6, projects=2)
    near, far = judged.projects
    event_id, far_id = judged.event.id, far.id
    member, owner, manager, mentor, wary, colleague = [judge.id for judge in judged.judges]
    team = session.get_one(Team, near.team_id)
    captain = session.get_one(Profile, team.captain_id)
    captain.unit, captain.manager_id = "Sales", manager
    session.get_one(Profile, colleague).unit = "Sales"
    session.get_one(Challenge, near.challenge_id).product_owner_id = owner
    here = {"team_id": team.id, "event_id": judged.event.id}
    session.add_all(
        [
            TeamMember(**here, account_id=member, joined_at=NOON),
            TeamMentor(**here, account_id=mentor, since=NOON, until=NOON),
            JudgeConflict(**here, account_id=wary, declared_at=NOON),
            JudgeConflict(**here, account_id=mentor, declared_at=NOON),
        ]
    )
    session.commit()

    with queries() as seen:
        found, of_far = bars_at(session, event_id), bars_at(session, event_id, [far_id])

    bars = {
        member: Bar.MEMBER,
        owner: Bar.PRODUCT_OWNER,
        manager: Bar.LINE_MANAGER,
        mentor: Bar.MENTOR,
        wary: Bar.DECLARED,
        team.captain_id: Bar.MEMBER,
    }
    captain_of_far = session.get_one(Team, far.team_id).captain_id
    owner_of_far = session.get_one(Challenge, far.challenge_id).product_owner_id
    assert owner_of_far
    bars_of_far = {(captain_of_far, far.id): Bar.MEMBER, (owner_of_far, far.id): Bar.PRODUCT_OWNER}
    assert of_far == Bars(bars_of_far)
    assert found == Bars(
        {(account_id, near.id): bar for account_id, bar in bars.items()} | bars_of_far,
        frozenset({(colleague, near.id)}),
    )
    assert len(seen) == 2
