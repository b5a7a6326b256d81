"""How the demo's teams form: founded by their captains, joined one by one, some locked when complete."""

from datetime import timedelta
from functools import partial

from hackathon.demo.script import EventScript, TeamScript
from hackathon.demo.story import Story, World
from hackathon.teams.formation.commands import found_team, join_team, lock_team
from hackathon.teams.formation.rules import TeamDraft

COMPLETE = 4
BETWEEN_MEMBERS = timedelta(hours=5, minutes=25)
BETWEEN_MEMBERS_ON_THE_DAY = timedelta(minutes=35)


def plan_team(story: Story, event: EventScript, team: TeamScript) -> None:
    """Let a team come together; those who meet on the day itself are quick."""
    founded, starts = event.calendar(team.at), event.calendar(event.starts)
    story.plan(founded, partial(_found, event=event, team=team))
    step = BETWEEN_MEMBERS if founded < starts else BETWEEN_MEMBERS_ON_THE_DAY
    for number, member in enumerate(team.members[1:], start=1):
        story.plan(founded + number * step, partial(_join, event=event, team=team, member=member))
    if len(team.members) >= COMPLETE:
        story.plan(starts + timedelta(minutes=20), partial(_lock, event=event, team=team))


def _found(world: World, event: EventScript, team: TeamScript) -> None:
    challenge_id = world.id_or_none("challenge", event.key, team.challenge)
    draft = TeamDraft(team.name, team.pitch, challenge_id, team.wanted)
    with world.acting(team.captain) as work:
        world.ids["team", event.key, team.name] = found_team(work, world.id("event", event.key), draft).id


def _join(world: World, event: EventScript, team: TeamScript, member: str) -> None:
    with world.acting(member) as work:
        join_team(work, world.id("team", event.key, team.name))


def _lock(world: World, event: EventScript, team: TeamScript) -> None:
    with world.acting(team.captain) as work:
        lock_team(work, world.id("team", event.key, team.name))
