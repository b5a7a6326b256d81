"""How the demo's projects are made: started, linked to real repositories, pushed, described and handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from hackathon.core.storage import Kept
from hackathon.demo.gateway import Origin, make_origin
from hackathon.demo.histories import history_of, upload_text
from hackathon.demo.script import DATA, EventScript, Person, ProjectScript, TeamScript
from hackathon.demo.story import Story, World
from hackathon.projects.repositories.commands import ask_to_sync, link_repository
from hackathon.projects.submissions.commands import attach_files, submit_project
from hackathon.projects.submissions.rules import HEAD_BYTES, Attaching, media_type_of
from hackathon.projects.uploads.commands import upload_files
from hackathon.projects.uploads.rules import GivenFile
from hackathon.projects.workspace.commands import edit_project, start_project
from hackathon.projects.workspace.rules import ProjectDraft

STARTED_AFTER = timedelta(minutes=50)
LINKED_AFTER = timedelta(minutes=75)
DESCRIBED_AFTER = timedelta(hours=4)
ATTACHED_BEFORE = timedelta(minutes=25)
PUSHED_BEFORE = timedelta(minutes=9)
PUSHED_AT = time(18, 35)
NAMES = {"pdf": "slides.pdf", "png": "poster.png", "video": "walkthrough.webm"}


@dataclass(frozen=True)
class Made:
    """A project of the script with all it belongs to."""

    event: EventScript
    team: TeamScript
    project: ProjectScript

    @property
    def name(self) -> tuple[str, str, str]:
        """What the world calls it."""
        return "project", self.event.key, self.project.title


def plan_project(story: Story, made: Made, people: Mapping[str, Person], *, until: datetime) -> None:
    """Plan a team's project until it is handed in, or until now."""
    at, project = made.event.calendar, made.project
    begins = max(at(made.event.starts), at(made.team.at))
    submitted = [at(moment) for moment in project.submitted]
    ends = submitted[-1] if submitted else min(until, at(made.event.windows["running"][1]))
    story.plan(begins + STARTED_AFTER, partial(_start, made=made))
    story.plan(begins + DESCRIBED_AFTER, partial(_describe, made=made))
    if project.repository:
        _plan_repository(story, made, people, starts_at=begins, until=ends)
    else:
        story.plan(begins + LINKED_AFTER, partial(_upload, made=made))
    if submitted:
        story.plan(submitted[0] - ATTACHED_BEFORE, partial(_attach, made=made))
    for moment in submitted:
        story.plan(moment, partial(_submit, made=made))


def _plan_repository(
    story: Story, made: Made, people: Mapping[str, Person], *, starts_at: datetime, until: datetime
) -> None:
    members = [people[member] for member in made.team.members]
    changes = history_of(made.project, members, starts_at=starts_at, until=until - 2 * PUSHED_BEFORE)
    linked = starts_at + LINKED_AFTER
    submitted = [made.event.calendar(moment) for moment in made.project.submitted]
    made_on_disk: list[Origin] = []

    def link(world: World) -> None:
        made_on_disk.append(make_origin(_folder(world, made), changes))
        made_on_disk[0].push(world.clock())
        _link(world, made)

    def push(world: World) -> None:
        if made_on_disk[0].push(world.clock()):
            _sync(world, made)

    story.plan(linked, link)
    evenings = _evenings(linked, until - PUSHED_BEFORE)
    for moment in sorted({*evenings, *(each - PUSHED_BEFORE for each in submitted or [until])}):
        story.plan(moment, push)


def _evenings(begins: datetime, ends: datetime) -> list[datetime]:
    """List the moments at which a team pushes the work of a day, every other day."""
    days = range(0, (ends.date() - begins.date()).days + 1, 2)
    pushes = [datetime.combine(begins.date() + timedelta(days=day), PUSHED_AT, begins.tzinfo) for day in days]
    return [moment for moment in pushes if begins < moment < ends]


def _folder(world: World, made: Made) -> Path:
    return world.toolbox.settings.demo_repositories / f"{made.project.repository}.git"


def _start(world: World, made: Made) -> None:
    with world.acting(made.team.captain) as work:
        team_id = world.id("team", made.event.key, made.team.name)
        started = start_project(work, team_id, title=made.project.title, summary=made.project.summary)
        world.ids[made.name] = started.id


def _describe(world: World, made: Made) -> None:
    project = made.project
    draft = ProjectDraft(project.title, project.summary, project.description.strip(), project.demo)
    with world.acting(made.team.members[-1]) as work:
        edit_project(work, world.id(*made.name), draft)


def _link(world: World, made: Made) -> None:
    url = f"{world.toolbox.settings.demo_git_origin}/{made.project.repository}.git"
    with world.acting(made.team.captain) as work:
        link_repository(work, world.id(*made.name), url)


def _sync(world: World, made: Made) -> None:
    with world.acting(made.team.captain) as work:
        ask_to_sync(work, world.id(*made.name))


def _upload(world: World, made: Made) -> None:
    kept = {path: _keep(world, upload_text(path, made.project).encode()) for path in made.project.uploads}
    files = [GivenFile(path, each.key, each.size, each.sha256) for path, each in kept.items()]
    with world.acting(made.team.captain) as work:
        upload_files(work, world.id(*made.name), files)


def _attach(world: World, made: Made) -> None:
    chosen = [name for kind, name in NAMES.items() if getattr(made.project, kind)]
    files = [_attaching(world, name) for name in chosen]
    if files:
        with world.acting(made.team.members[-1]) as work:
            attach_files(work, world.id(*made.name), files)


def _attaching(world: World, name: str) -> Attaching:
    contents = (DATA / name).read_bytes()
    kept = _keep(world, contents)
    return Attaching(name, media_type_of(name, contents[:HEAD_BYTES]), kept.key, kept.size, kept.sha256)


def _submit(world: World, made: Made) -> None:
    with world.acting(made.team.captain) as work:
        submit_project(work, world.id(*made.name))


def _keep(world: World, contents: bytes) -> Kept:
    toolbox = world.toolbox
    return toolbox.storage.keep(BytesIO(contents), limit=toolbox.settings.attachment_limit)
