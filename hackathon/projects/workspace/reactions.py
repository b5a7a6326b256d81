"""Keeping a project on the challenge of its team."""

from hackathon.core.facts import Happened
from hackathon.core.work import Work
from hackathon.projects.workspace.commands import follow_team
from hackathon.teams.formation.facts import ChallengeLeft, ChallengeTaken
from hackathon.teams.formation.models import Team


def follow(work: Work, happened: Happened) -> None:
    """Move the project to the challenge its team works on now."""
    fact = happened.fact
    if isinstance(fact, ChallengeTaken | ChallengeLeft):
        follow_team(work, fact.subject_id, challenge_id=work.get(Team, fact.subject_id).challenge_id)
