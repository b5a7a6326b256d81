"""Builds the demo's world through the same commands people use, so that its facts exist."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from hackathon.demo.events import plan_event
from hackathon.demo.guidance import plan_guidance
from hackathon.demo.judging import plan_judging
from hackathon.demo.people import plan_people
from hackathon.demo.projects import Made, plan_project
from hackathon.demo.promotion import plan_case
from hackathon.demo.script import EventScript, Person, read_events, read_people, read_rounds
from hackathon.demo.selection import plan_round
from hackathon.demo.serve import served_meanwhile
from hackathon.demo.story import Story, World
from hackathon.demo.teams import plan_callers, plan_team, plan_wishes
from hackathon.people.accounts.models import Account
from hackathon.toolbox import Toolbox

DAYS_TOGETHER = 230
"""How long ago the first of the people got an account."""


def has_world(toolbox: Toolbox) -> bool:
    """Tell whether the database already holds people, a demo's or real ones."""
    with toolbox.new_session() as session:
        return bool(session.scalar(select(exists().where(Account.id > 0))))


def build_demo(toolbox: Toolbox) -> None:
    """Fill an empty installation: everything in one transaction, so that a build that is killed leaves nothing."""
    now = toolbox.clock().replace(microsecond=0)
    people = read_people()
    by_key = {person.key: person for person in people}
    story = Story()
    plan_people(story, people, begins=_morning(now - timedelta(days=DAYS_TOGETHER)), until=now)
    events = list(read_events(now))
    for event in events:
        plan_event(story, event, by_key, until=now)
        _plan_work(story, event, by_key, now)
    for held in read_rounds(now):
        plan_round(story, held)
    plan_guidance(story, events, begins=_morning(now - timedelta(days=DAYS_TOGETHER - 2)))
    engine = toolbox.engine.execution_options(immediate=True)
    with served_meanwhile(toolbox.settings), engine.begin() as connection:
        story.tell(World.inside(toolbox, connection, story.begins), until=now)


def _plan_work(story: Story, event: EventScript, people: Mapping[str, Person], now: datetime) -> None:
    for team in event.teams:
        plan_team(story, event, team)
        plan_callers(story, event, team, until=now)
        if team.project:
            plan_project(story, Made(event, team, team.project), people, until=now)
    plan_wishes(story, event, until=now)
    plan_judging(story, event, until=now)
    for case in event.cases:
        plan_case(story, event, case, people)


def _morning(at: datetime) -> datetime:
    return at.replace(hour=8, minute=5, second=0)
