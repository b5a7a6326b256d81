"""How the demo's events come to be: drafted, published, with people who run them, questions and participants."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from hackathon.demo.script import ChallengeScript, EventScript, Person
from hackathon.demo.story import Story, World
from hackathon.events.challenges.commands import accept_challenge, name_track, pose_challenge, put_into_tracks
from hackathon.events.challenges.rules import ChallengeDraft
from hackathon.events.registration.commands import apply_to_event, withdraw_registration
from hackathon.events.setup.commands import create_event, give_event_role, publish_event
from hackathon.events.setup.models import EventRole
from hackathon.events.setup.rules import EventDraft

ROLES_AFTER = timedelta(hours=1)
ACCEPTED_AFTER = timedelta(hours=20)


def plan_event(story: Story, event: EventScript, people: Mapping[str, Person], *, until: datetime) -> None:
    """Plan an event until its teams form; what is still to come at `until` is left to visitors."""
    at = event.calendar
    story.plan(at(event.drafted), partial(_draft, event=event))
    story.plan(at(event.drafted) + ROLES_AFTER, partial(_give_roles, event=event))
    story.plan(at(event.published), partial(_publish, event=event))
    for challenge in event.challenges:
        story.plan(at(challenge.at), partial(_pose, event=event, challenge=challenge))
        if challenge.accepted:
            story.plan(at(challenge.at) + ACCEPTED_AFTER, partial(_accept, event=event, challenge=challenge))
    if any(challenge.track for challenge in event.challenges):
        story.plan(at(event.windows["challenges"][1]), partial(_put_into_tracks, event=event))
    _plan_registrations(story, event, people, until)


def _plan_registrations(story: Story, event: EventScript, people: Mapping[str, Person], until: datetime) -> None:
    opens, closes = (event.calendar(moment) for moment in event.windows["registration"])
    ends = min(closes, until)
    begin = min([event.calendar(team.at) for team in event.teams], default=ends)
    registering = [*_spread(event.members, opens, begin), *_spread([*event.alone, *event.withdrawn], opens, ends)]
    for at, name in registering:
        story.plan(at, partial(_register, event=event, person=people[name]))
    for name in event.withdrawn:
        story.plan(ends, partial(_withdraw, event=event, name=name))


def _spread(names: Sequence[str], opens: datetime, closes: datetime) -> list[tuple[datetime, str]]:
    """Let people come one after the other, evenly between two moments."""
    step = (closes - opens) / (len(names) + 1)
    return [(opens + number * step, name) for number, name in enumerate(names, start=1)]


def _draft(world: World, event: EventScript) -> None:
    at = event.calendar
    windows: dict[str, Any] = {
        f"{kind}_{edge}": at(moment)
        for kind, moments in event.windows.items()
        for edge, moment in zip(("opens_at", "closes_at"), moments, strict=True)
    }
    draft = EventDraft(
        name=event.name,
        summary=event.summary,
        description=event.description,
        place=event.place,
        time_zone=event.zone,
        starts_at=at(event.starts),
        ends_at=at(event.ends),
        capacity=event.capacity,
        **windows,
    )
    with world.acting(event.organizers[0]) as work:
        world.ids["event", event.key] = create_event(work, draft).id


def _give_roles(world: World, event: EventScript) -> None:
    given = [(EventRole.ORGANIZER, name) for name in event.organizers[1:]]
    given += [(EventRole.JUDGE, name) for name in event.judges]
    given += [(EventRole.MENTOR, name) for name in event.mentors]
    with world.acting(event.organizers[0]) as work:
        for role, name in given:
            give_event_role(work, world.id("event", event.key), world.id("person", name), role)


def _publish(world: World, event: EventScript) -> None:
    with world.acting(event.organizers[0]) as work:
        publish_event(work, world.id("event", event.key))


def _pose(world: World, event: EventScript, challenge: ChallengeScript) -> None:
    draft = ChallengeDraft(
        title=challenge.title,
        question=challenge.question,
        why=challenge.why,
        metric=challenge.metric,
        metric_unit=challenge.unit,
        baseline=_number(challenge.baseline),
        baseline_source=challenge.source,
        target=_number(challenge.target),
        data_name=challenge.dataset,
        data_class=challenge.dataset_class or None,
        data_link=challenge.dataset_link,
        product_owner_id=world.id_or_none("person", challenge.owner),
        wanted_skills=list(challenge.skills),
    )
    with world.acting(challenge.poser) as work:
        posed = pose_challenge(work, world.id("event", event.key), draft)
        world.ids["challenge", event.key, challenge.key] = posed.id


def _accept(world: World, event: EventScript, challenge: ChallengeScript) -> None:
    with world.acting(event.organizers[-1]) as work:
        accept_challenge(work, world.id("challenge", event.key, challenge.key))


def _put_into_tracks(world: World, event: EventScript) -> None:
    event_id = world.id("event", event.key)
    with world.acting(event.organizers[0]) as work:
        for name in sorted({challenge.track for challenge in event.challenges} - {""}):
            world.ids["track", event.key, name] = name_track(work, event_id, name).id
        keys = {world.id("challenge", event.key, each.key): each.track for each in event.challenges}
        tracks = {key: world.id("track", event.key, name) for key, name in keys.items() if name}
        put_into_tracks(work, event_id, tracks)


def _register(world: World, event: EventScript, person: Person) -> None:
    with world.acting(person.key) as work:
        registration = apply_to_event(work, world.id("event", event.key), person.craft, person.skills)
        world.ids["registration", event.key, person.key] = registration.id


def _withdraw(world: World, event: EventScript, name: str) -> None:
    with world.acting(name) as work:
        withdraw_registration(work, world.id("registration", event.key, name))


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
