"""What can be done to a question: ask it, change it, accept it for the event, merge it or decline it."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import update

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.facts import (
    ChallengeAccepted,
    ChallengeDeclined,
    ChallengeEdited,
    ChallengeMerged,
    ChallengePosed,
    TracksChanged,
)
from hackathon.events.challenges.models import Challenge, Track
from hackathon.events.challenges.policy import can_change, can_decide, can_pose, can_pose_for_others
from hackathon.events.challenges.queries import OPEN, accepted_challenges, merged_into, tracks_of
from hackathon.events.challenges.rules import ChallengeDraft, check
from hackathon.events.challenges.states import CHALLENGE_FLOW, ChallengeState
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_see
from hackathon.people.accounts.models import Account, AccountState, SiteRole


def pose_challenge(work: Work, event_id: int, draft: ChallengeDraft, poser_id: int | None = None) -> Challenge:
    """Ask a question, as oneself or (organizers) for somebody else; an organizer's is accepted at once."""
    event = work.lock(Event, event_id)
    require(can_see(work.actor, event) & can_pose(work.actor, event, at=work.received_at))
    poser_id = _poser(work, event, poser_id)
    _check(work, draft)
    challenge = work.add(
        Challenge(event_id=event.id, poser_id=poser_id, created_at=work.now, **asdict(draft)),
    )
    work.record(ChallengePosed(subject_id=challenge.id, event_id=event.id, poser_account_id=poser_id))
    if can_decide(work.actor, event):
        _accept(work, challenge)
    return challenge


def edit_challenge(work: Work, challenge_id: int, draft: ChallengeDraft, version: int | None = None) -> Challenge:
    """Change what a question says about itself."""
    challenge = work.lock(Challenge, challenge_id)
    require(can_change(work.actor, challenge, work.get(Event, challenge.event_id), at=work.received_at))
    _check(work, draft, unchanged_owner=challenge.product_owner_id)
    work.expect_version(challenge, version)
    for name, value in asdict(draft).items():
        setattr(challenge, name, value)
    work.record(ChallengeEdited(subject_id=challenge.id, event_id=challenge.event_id))
    return challenge


def accept_challenge(work: Work, challenge_id: int) -> Challenge:
    """Let teams take a question on; who asked is told."""
    challenge = work.lock(Challenge, challenge_id)
    require(can_decide(work.actor, work.get(Event, challenge.event_id)))
    _accept(work, challenge)
    return challenge


def decline_challenge(work: Work, challenge_id: int, reason: str = "") -> Challenge:
    """Leave a question out of the event; who asked is told why."""
    challenge = work.lock(Challenge, challenge_id)
    require(can_decide(work.actor, work.get(Event, challenge.event_id)))
    challenge.state = CHALLENGE_FLOW.after("decline", challenge.state)
    said = work.state(reason).reference() if reason else {}
    work.record(ChallengeDeclined(subject_id=challenge.id, **_whose(challenge), **said))
    return challenge


def merge_challenge(work: Work, challenge_id: int, into_id: int | None) -> Challenge:
    """Make a question part of another one of the event: its page leads there, its teams follow, people are told."""
    locked = {each: work.lock(Challenge, each) for each in sorted({challenge_id, into_id or challenge_id})}
    challenge, into = locked[challenge_id], locked[into_id or challenge_id]
    require(can_decide(work.actor, work.get(Event, challenge.event_id)))
    if into is challenge or into.event_id != challenge.event_id or into.state not in OPEN:
        raise Invalid("into_id", _("Choose another question of this event."))
    if challenge.state == ChallengeState.ACCEPTED and into.state == ChallengeState.PROPOSED:
        _accept(work, into)
    challenge.state = CHALLENGE_FLOW.after("merge", challenge.state)
    for each in [challenge, *merged_into(work.session, challenge.id)]:
        each.merged_into_id = into.id
    work.record(ChallengeMerged(subject_id=challenge.id, challenge_id=into.id, **_whose(challenge)))
    return into


def copy_challenges(work: Work, from_id: int, to_id: int) -> None:
    """Ask the accepted questions of one event again at another; whoever copies is their contact, the owner is open.

    Its tracks come along.
    """
    require(can_decide(work.actor, work.get(Event, to_id)))
    tracks = {old.id: name_track(work, to_id, old.name).id for old in tracks_of(work.session, from_id)}
    kept = {field.name for field in fields(ChallengeDraft)} - {"product_owner_id"}
    for challenge in accepted_challenges(work.session, from_id):
        copied = pose_challenge(work, to_id, ChallengeDraft(**{name: getattr(challenge, name) for name in kept}))
        copied.track_id = tracks.get(challenge.track_id or 0)


def name_track(work: Work, event_id: int, name: str, *, track_id: int | None = None) -> Track:
    """Add a track to an event, or give one another name."""
    event = work.lock(Event, event_id)
    require(can_decide(work.actor, event))
    if not name:
        raise Invalid("name", _("Give the track a name."))
    track = _track_at(work, event.id, track_id) if track_id else Track(event_id=event.id)
    with work.claiming(Invalid("name", _("Another track has this name already."))):
        track.name = name
        work.session.add(track)
    work.record(TracksChanged(subject_id=event.id))
    return track


def remove_track(work: Work, event_id: int, track_id: int) -> None:
    """Dissolve a track; its questions are in none then."""
    event = work.lock(Event, event_id)
    require(can_decide(work.actor, event))
    track = _track_at(work, event.id, track_id)
    with work.claiming(Conflict(_("A rubric or an award is for this track. Remove that first."))):
        work.session.execute(update(Challenge).where(Challenge.track_id == track.id).values(track_id=None))
        work.session.delete(track)
    work.record(TracksChanged(subject_id=event.id))


def put_into_tracks(work: Work, event_id: int, placed: Mapping[int, int | None]) -> None:
    """Put questions into tracks, or out of them: `placed` gives the track of each question that it names."""
    event = work.lock(Event, event_id)
    require(can_decide(work.actor, event))
    known = {None, *(track.id for track in tracks_of(work.session, event.id))}
    for challenge in accepted_challenges(work.session, event.id):
        track_id = placed.get(challenge.id, challenge.track_id)
        if track_id not in known:
            raise Invalid(f"track_{challenge.id}", _("Choose a track of this event."))
        challenge.track_id = track_id
    work.record(TracksChanged(subject_id=event.id))


def _track_at(work: Work, event_id: int, track_id: int) -> Track:
    track = work.lock(Track, track_id)
    if track.event_id != event_id:
        raise Missing(_("There is no such track at this event."))
    return track


def _accept(work: Work, challenge: Challenge) -> None:
    challenge.state = CHALLENGE_FLOW.after("accept", challenge.state)
    work.record(ChallengeAccepted(subject_id=challenge.id, **_whose(challenge)))


def _poser(work: Work, event: Event, poser_id: int | None) -> int:
    """Return who asks: the actor, or somebody an organizer named."""
    if poser_id is None or poser_id == work.actor.id:
        poser_id = work.actor.id
    else:
        require(can_pose_for_others(work.actor, event))
    poser = work.get(Account, poser_id)
    if poser.state != AccountState.ACTIVE:
        raise Invalid("poser", _("This account cannot be used."))
    return poser.id


def _check(work: Work, draft: ChallengeDraft, *, unchanged_owner: int | None = None) -> None:
    check(draft)
    owner_id = draft.product_owner_id
    if owner_id in {None, unchanged_owner}:
        return
    owner = work.session.get(Account, owner_id)
    held = {given.role for given in owner.site_roles} if owner and owner.state == AccountState.ACTIVE else set()
    if SiteRole.PRODUCT_OWNER not in held:
        raise Invalid("product_owner_id", _("Choose somebody who is a product owner on this site."))


def _whose(challenge: Challenge) -> dict[str, Any]:
    return {"event_id": challenge.event_id, "poser_account_id": challenge.poser_id}
