"""How the demo's projects are judged: each judge with their own severity, then released, with awards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from zlib import crc32

from hackathon.core.work import Work
from hackathon.demo.script import EventScript, ProjectScript
from hackathon.demo.story import Story, World
from hackathon.judging.assignment.commands import assign_judges
from hackathon.judging.awards.commands import give_award
from hackathon.judging.ballots.commands import cast_ballot, save_ballot
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.queries import queue_of
from hackathon.judging.ballots.rules import Marks
from hackathon.judging.ranking.commands import release_results
from hackathon.judging.rubric.queries import rubric_of

ASSIGNED_AFTER = timedelta(minutes=2)
SEVERITY = (0.3, -0.2, 0.0, -0.4, 0.4)
SWAY = 0.55
"""How far a judge's impression of one criterion lies from the project's quality at most, both ways."""


def plan_judging(story: Story, event: EventScript, *, until: datetime) -> None:
    """Plan the judging of an event whose deadline has passed, and its release when judging is over too."""
    opens, closes = (event.calendar(moment) for moment in event.windows["judging"])
    if opens > until:
        return
    story.plan(opens + ASSIGNED_AFTER, partial(_assign, event=event))
    for judge in event.judges:
        _plan_ballots(story, event, judge, opens=opens, closes=min(closes, until))
    if closes <= until:
        story.plan(closes + ASSIGNED_AFTER, partial(_release, event=event))
        story.plan(closes + 10 * ASSIGNED_AFTER, partial(_give_awards, event=event))


def _plan_ballots(story: Story, event: EventScript, judge: str, *, opens: datetime, closes: datetime) -> None:
    handed_in = sum(1 for project in _projects(event) if project.submitted)
    count = event.judged.get(judge, handed_in)
    step = (closes - opens) / (handed_in + 2)
    start = opens + step / 2 + event.judges.index(judge) * timedelta(minutes=1)
    for number in range(count):
        story.plan(start + number * step, partial(_cast, event=event, judge=judge))
    if count < handed_in:
        story.plan(start + count * step, partial(_begin, event=event, judge=judge))


def _assign(world: World, event: EventScript) -> None:
    with world.acting(event.organizers[0]) as work:
        assign_judges(work, world.id("event", event.key))


def _cast(world: World, event: EventScript, judge: str) -> None:
    """Score the next project of a judge's queue, which is shorter where they may not judge some."""
    with world.acting(judge) as work:
        ballot = _next_ballot(work, world.id("event", event.key))
        if ballot is not None:
            marks = _marks(world, work, event, judge, ballot)
            cast_ballot(work, ballot.id, marks, version=ballot.version)


def _begin(world: World, event: EventScript, judge: str) -> None:
    """Leave a ballot half done, as somebody does who is called away."""
    with world.acting(judge) as work:
        ballot = _next_ballot(work, world.id("event", event.key))
        if ballot is not None:
            marks = _marks(world, work, event, judge, ballot)
            begun = dict(list(marks.scores.items())[:2])
            save_ballot(work, ballot.id, Marks(begun), version=ballot.version)


def _next_ballot(work: Work, event_id: int) -> Ballot | None:
    waiting = [queued for queued in queue_of(work.session, work.actor, event_id) if queued.is_waiting]
    return work.get(Ballot, waiting[0].ballot_id) if waiting else None


def _marks(world: World, work: Work, event: EventScript, judge: str, ballot: Ballot) -> Marks:
    project = _project_of(world, event, ballot.project_id)
    rubric = rubric_of(work.session, ballot.event_id)
    criteria = rubric.criteria if rubric else []
    number = event.judges.index(judge)
    usual = project.quality + SEVERITY[number % len(SEVERITY)]
    scores = {criterion.id: _value(usual + _sway(judge, project.title, criterion.name)) for criterion in criteria}
    return Marks(scores, feedback=_said(project.feedback, number))


def _value(impression: float) -> int:
    return max(1, min(5, round(impression)))


def _sway(*what: str) -> float:
    """Return something that looks thrown and is the same at every build."""
    return (crc32(" ".join(what).encode()) % 1001 / 500 - 1) * SWAY


def _said(feedback: Sequence[str], number: int) -> str:
    return feedback[number % len(feedback)] if feedback and number <= len(feedback) else ""


def _release(world: World, event: EventScript) -> None:
    with world.acting(event.organizers[0]) as work:
        release_results(work, world.id("event", event.key))


def _give_awards(world: World, event: EventScript) -> None:
    event_id = world.id("event", event.key)
    with world.acting(event.organizers[0]) as work:
        for project in _projects(event):
            if project.award:
                name, reason = project.award
                project_id = world.id("project", event.key, project.title)
                give_award(work, event_id, project_id=project_id, name=name, reason=reason)


def _projects(event: EventScript) -> list[ProjectScript]:
    return [team.project for team in event.teams if team.project]


def _project_of(world: World, event: EventScript, project_id: int) -> ProjectScript:
    return next(each for each in _projects(event) if world.id("project", event.key, each.title) == project_id)
