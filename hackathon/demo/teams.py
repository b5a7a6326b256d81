"""How the demo's teams form: founded by their captains, joined one by one, some locked; and what people wish."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from hackathon.demo.script import EventScript, TeamScript
from hackathon.demo.story import Story, World
from hackathon.teams.formation.commands import found_team, join_team, lock_team
from hackathon.teams.formation.rules import TeamDraft
from hackathon.teams.formation.states import TeamEntry
from hackathon.teams.invitations.commands import invite_person
from hackathon.teams.mentors.commands import attach_mentor
from hackathon.teams.requests.commands import accept_request, ask_team
from hackathon.teams.wishes.commands import rank_challenges, wish_together

COMPLETE = 4
BETWEEN_MEMBERS = timedelta(hours=5, minutes=25)
BETWEEN_MEMBERS_ON_THE_DAY = timedelta(minutes=35)
WISHED, BETWEEN_WISHES = timedelta(hours=3), timedelta(minutes=2)
"""How long before now people without a team said what they would like, one after the other."""


def plan_team(story: Story, event: EventScript, team: TeamScript) -> None:
    """Let a team come together; those who meet on the day itself are quick."""
    founded, starts = event.calendar(team.at), event.calendar(event.starts)
    story.plan(founded, partial(_found, event=event, team=team))
    step = BETWEEN_MEMBERS if founded < starts else BETWEEN_MEMBERS_ON_THE_DAY
    for number, member in enumerate(team.members[1:], start=1):
        story.plan(founded + number * step, partial(_join, event=event, team=team, member=member))
    if len(team.members) >= COMPLETE:
        story.plan(starts + timedelta(minutes=20), partial(_lock, event=event, team=team))


def plan_wishes(story: Story, event: EventScript, *, until: datetime) -> None:
    """Let people who have no team yet choose questions, and some of them each other."""
    for number, (name, keys) in enumerate(event.choices.items()):
        at = until - WISHED + number * BETWEEN_WISHES
        story.plan(at, partial(_choose, event=event, name=name, keys=keys))
    for one, other in event.together:
        story.plan(until - WISHED, partial(_wish, event=event, one=one, other=other))


def plan_callers(story: Story, event: EventScript, team: TeamScript, *, until: datetime) -> None:
    """Let people ask to be in a team, be invited to it, and help it, without an answer so far."""
    for name, message in team.asked_by.items():
        story.plan(until - WISHED, partial(_ask, event=event, team=team, name=name, message=message))
    for name in team.invited:
        story.plan(until - WISHED, partial(_invite, event=event, team=team, name=name))
    if team.mentor:
        story.plan(until - WISHED, partial(_mentor, event=event, team=team))


def _found(world: World, event: EventScript, team: TeamScript) -> None:
    challenge_id = world.id_or_none("challenge", event.key, team.challenge)
    draft = TeamDraft(team.name, team.pitch, challenge_id, team.wanted, entry=team.entry)
    with world.acting(team.captain) as work:
        world.ids["team", event.key, team.name] = found_team(work, world.id("event", event.key), draft).id


def _join(world: World, event: EventScript, team: TeamScript, member: str) -> None:
    if team.entry == TeamEntry.BY_REQUEST:
        request_id = _asked(world, event, team, member, "")
        with world.acting(team.captain) as work:
            accept_request(work, request_id)
        return
    with world.acting(member) as work:
        join_team(work, world.id("team", event.key, team.name))


def _ask(world: World, event: EventScript, team: TeamScript, name: str, message: str) -> None:
    _asked(world, event, team, name, message)


def _asked(world: World, event: EventScript, team: TeamScript, name: str, message: str) -> int:
    with world.acting(name) as work:
        return ask_team(work, world.id("team", event.key, team.name), message).id


def _invite(world: World, event: EventScript, team: TeamScript, name: str) -> None:
    with world.acting(team.captain) as work:
        invite_person(work, world.id("team", event.key, team.name), world.id("person", name))


def _mentor(world: World, event: EventScript, team: TeamScript) -> None:
    with world.acting(team.mentor) as work:
        attach_mentor(work, world.id("team", event.key, team.name), world.id("person", team.mentor))


def _lock(world: World, event: EventScript, team: TeamScript) -> None:
    with world.acting(team.captain) as work:
        lock_team(work, world.id("team", event.key, team.name))


def _choose(world: World, event: EventScript, name: str, keys: Sequence[str]) -> None:
    chosen = [world.id("challenge", event.key, key) for key in keys]
    with world.acting(name) as work:
        rank_challenges(work, world.id("event", event.key), chosen)


def _wish(world: World, event: EventScript, one: str, other: str) -> None:
    with world.acting(one) as work:
        wish_together(work, world.id("event", event.key), world.id("person", other))
