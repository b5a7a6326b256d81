"""How the demo's projects are judged: each judge with their own severity, then a final, then released, with prizes."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple
from zlib import crc32

from hackathon.core.work import Work
from hackathon.demo.script import EventScript, ProjectScript
from hackathon.demo.story import Story, World
from hackathon.judging.assignment.commands import assign_judges
from hackathon.judging.awards.commands import decide_prize, set_prize
from hackathon.judging.ballots.commands import cast_ballot, save_ballot
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.queries import queue_of
from hackathon.judging.ballots.rules import Marks
from hackathon.judging.finals.commands import begin_stage
from hackathon.judging.finals.queries import field_before
from hackathon.judging.ranking.commands import release_results
from hackathon.judging.rubric.queries import rubric_of
from hackathon.judging.stages.commands import add_stage, stage_held
from hackathon.judging.stages.models import FIRST
from hackathon.judging.stages.rules import StageDraft
from hackathon.judging.tables.commands import number_tables
from hackathon.judging.terms.commands import settle_terms
from hackathon.judging.votes.commands import vote_for

ARRANGED_BEFORE = timedelta(hours=20)
"""How long before judging begins it is settled how it goes."""
ASSIGNED_AFTER = timedelta(minutes=2)
DECIDED_BEFORE = timedelta(minutes=3)
SEVERITY = (0.3, -0.2, 0.0, -0.4, 0.4)
SWAY = 0.55
"""How far a judge's impression of one criterion lies from the project's quality at most, both ways."""


class Pass(NamedTuple):
    """One stage of judging while it is on, and how many projects are in it."""

    opens: datetime
    closes: datetime
    projects: int


def plan_judging(story: Story, event: EventScript, *, until: datetime) -> None:
    """Plan how the judging goes, and what of it has happened by now; its release when it is over."""
    opens, closes = (event.calendar(moment) for moment in event.windows["judging"])
    story.plan(min(opens, until) - ARRANGED_BEFORE, partial(_arrange, event=event))
    if event.tables:
        story.plan(event.calendar(event.tables), partial(_number_tables, event=event))
    if opens > until:
        return
    passes = list(_passes(event, opens, min(closes, until)))
    for number, each in enumerate(passes, start=FIRST):
        if number > FIRST:
            story.plan(each.opens, partial(_begin_stage, event=event, number=number))
        story.plan(each.opens + ASSIGNED_AFTER, partial(_assign, event=event))
        for judge in event.judges:
            _plan_ballots(story, event, judge, each)
    _plan_votes(story, event, opens=opens, closes=min(closes, until))
    if closes <= until:
        story.plan(closes - DECIDED_BEFORE, partial(_decide_prizes, event=event))
        story.plan(closes + ASSIGNED_AFTER, partial(_release, event=event))


def _passes(event: EventScript, opens: datetime, closes: datetime) -> Iterator[Pass]:
    """List the stages that have begun, each until the next one."""
    begun = [stage for stage in event.stages if stage.begins]
    starts = [opens, *(event.calendar(stage.begins) for stage in begun)]
    handed_in = sum(1 for project in _projects(event) if project.submitted)
    fields = [handed_in, *(stage.places for stage in begun)]
    yield from map(Pass, starts, [*starts[1:], closes], fields)


def _plan_ballots(story: Story, event: EventScript, judge: str, stage: Pass) -> None:
    count = event.judged.get(judge, stage.projects)
    step = (stage.closes - stage.opens) / (stage.projects + 2)
    start = stage.opens + step / 2 + event.judges.index(judge) * timedelta(minutes=1)
    for number in range(count):
        story.plan(start + number * step, partial(_cast, event=event, judge=judge))
    if count < stage.projects:
        story.plan(start + count * step, partial(_begin, event=event, judge=judge))


def _plan_votes(story: Story, event: EventScript, *, opens: datetime, closes: datetime) -> None:
    votes = [(voter, project.title) for project in _projects(event) for voter in project.voters]
    step = (closes - opens) / (len(votes) + 1)
    for number, (voter, title) in enumerate(sorted(votes), start=1):
        story.plan(opens + number * step, partial(_vote, event=event, voter=voter, title=title))


def _arrange(world: World, event: EventScript) -> None:
    """Settle what can be won, whether there is a vote, and which stages are to come."""
    event_id = world.id("event", event.key)
    with world.acting(event.organizers[0]) as work:
        if event.has_vote:
            settle_terms(work, event_id, names_judges=False, has_vote=True)
        for name, track in event.prizes:
            track_id = world.id("track", event.key, track) if track else None
            world.ids["prize", event.key, name] = set_prize(work, event_id, name=name, track_id=track_id).id
        for stage in event.stages:
            add_stage(work, event_id, StageDraft(stage.name, stage.places, stage.carry_over))


def _number_tables(world: World, event: EventScript) -> None:
    with world.acting(event.organizers[0]) as work:
        number_tables(work, world.id("event", event.key))


def _begin_stage(world: World, event: EventScript, number: int) -> None:
    """Let those go on whom the ranking proposes."""
    event_id, places = world.id("event", event.key), event.stages[number - FIRST - 1].places
    with world.acting(event.organizers[0]) as work:
        field = field_before(work.session, stage_held(work, event_id, number), places=places)
        begin_stage(work, event_id, number, field.proposal.proposed)


def _vote(world: World, event: EventScript, voter: str, title: str) -> None:
    with world.acting(voter) as work:
        vote_for(work, world.id("event", event.key), world.id("project", event.key, title))


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


def _decide_prizes(world: World, event: EventScript) -> None:
    event_id = world.id("event", event.key)
    with world.acting(event.organizers[0]) as work:
        for project in _projects(event):
            if project.award:
                name, reason = project.award
                project_id, prize_id = world.id("project", event.key, project.title), world.id("prize", event.key, name)
                decide_prize(work, event_id, prize_id, project_id=project_id, reason=reason)


def _projects(event: EventScript) -> list[ProjectScript]:
    return [team.project for team in event.teams if team.project]


def _project_of(world: World, event: EventScript, project_id: int) -> ProjectScript:
    return next(each for each in _projects(event) if world.id("project", event.key, each.title) == project_id)
