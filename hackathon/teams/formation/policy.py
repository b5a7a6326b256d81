"""Who may found, see, join, change and leave teams."""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.facts import Audience
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole, WindowKind
from hackathon.events.setup.policy import PARTICIPANT, can_organize, organizes
from hackathon.events.setup.policy import visible_to as event_visible_to
from hackathon.events.setup.states import EventState
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamEntry, TeamState

FOLLOWING = "teams.formation.follow_registrations"
FOLLOWING_MERGES = "teams.formation.follow_merges"


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Select the teams of the events that the actor may see."""
    return Team.event_id.in_(select(Event.id).where(event_visible_to(actor)))


def is_member(actor: Actor, team: Team) -> bool:
    """Tell whether the actor is in the team."""
    return actor.holds("member", "team", team.id)


def leads(actor: Actor, team: Team) -> bool:
    """Tell whether the actor is the captain of the team as it is now."""
    return actor.is_signed_in and team.captain_id == actor.id


def takes_part(actor: Actor, event: Event) -> Decision:
    """Tell whether the actor may be in a team of the event at all."""
    return allow_if(
        actor.holds(PARTICIPANT, "event", event.id),
        _("Only people who are registered for this event and admitted can be in a team."),
    )


def can_see_seekers(actor: Actor, event: Event) -> Decision:
    """Show the names of people without a team to the people of the event; everyone else sees how many there are."""
    return allow_if(
        event.id in actor.places("event", *EventRole, PARTICIPANT),
        _("Only the people of this event see who is looking for a team."),
    )


def can_found_team(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let people who take part found teams while teams form; organizers who take part, also later."""
    return takes_part(actor, event) & is_forming(actor, event, at=at)


def can_join_team(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let people who take part join open teams while teams form. Room and other memberships: see the command."""
    return takes_part(actor, event) & takes_people(team) & is_forming(actor, event, at=at) & _is_open_to_all(team)


def takes_people(team: Team) -> Decision:
    """Tell whether people can still become members, in whichever way."""
    return allow_if(
        team.state == TeamState.FORMING,
        _("This team is complete: its captain has locked it.")
        if team.state == TeamState.LOCKED
        else _("This team has dissolved."),
    )


def can_leave_team(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let members leave until the deadline for handing in, unless the team is locked."""
    return (
        allow_if(is_member(actor, team), _("You are not in this team."))
        & _is_before_deadline(event, at)
        & allow_if(
            team.state == TeamState.FORMING,
            _("This team is locked. Its captain can open it again, then you can leave."),
        )
    )


def can_edit_team(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let the captain change what the team says about itself until the deadline, and organizers also later."""
    is_organizer = actor.holds("organizer", "event", event.id)
    return (
        allow_if(
            is_organizer or leads(actor, team),
            _("Only the captain of this team can do this."),
        )
        & allow_if(team.state != TeamState.DISSOLVED, _("This team has dissolved."))
        & (allow_if(is_organizer, "") | _is_before_deadline(event, at))
    )


def can_steer_members(actor: Actor, team: Team, event: Event, *, at: datetime) -> Decision:
    """Let the captain and organizers hand a team over and take people out of it, until the deadline."""
    return (
        allow_if(
            leads(actor, team) or organizes(actor, event),
            _("Only the captain of this team, or an organizer of the event, can do this."),
        )
        & allow_if(team.state != TeamState.DISSOLVED, _("This team has dissolved."))
        & _is_before_deadline(event, at)
    )


def can_move_people(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let organizers put anybody who takes part into another team, until the deadline."""
    return can_organize(actor, event) & _is_before_deadline(event, at)


def audiences_of(actor: Actor, event: Event) -> list[Audience]:
    """Tell for whom the facts on a team's page may be that the actor reads."""
    return [Audience.VIEWERS, Audience.ORGANIZERS] if organizes(actor, event) else [Audience.VIEWERS]


def is_forming(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Tell whether teams form now: between two moments for everybody, also later for organizers."""
    window = event.window(WindowKind.FORMING)
    closed = _("Teams have not started to form yet.") if at < window.opens_at else _("The time to form teams is over.")
    may_later = actor.holds("organizer", "event", event.id)
    return allow_if(event.state == EventState.PUBLISHED, _("This event is not open.")) & allow_if(
        window.is_open(at) or may_later, closed
    )


def can_follow_merges(actor: Actor) -> Decision:
    """Let only the platform move teams from one question to another: to the one theirs was merged into."""
    return allow_if(actor.is_system(FOLLOWING_MERGES), _("Only the platform does this."))


def can_follow_registrations(actor: Actor) -> Decision:
    """Let only the platform take people out of teams: those who no longer take part in the event."""
    return allow_if(actor.is_system(FOLLOWING), _("Only the platform does this."))


def _is_open_to_all(team: Team) -> Decision:
    asked = _("This team chooses whom it takes: ask to join, and its captain answers.")
    invited = _("This team is by invitation: its captain asks people to join.")
    return allow_if(team.entry == TeamEntry.OPEN, asked if team.entry == TeamEntry.BY_REQUEST else invited)


def _is_before_deadline(event: Event, at: datetime) -> Decision:
    return allow_if(
        event.state == EventState.PUBLISHED and at < event.deadline,
        _("The time to hand in is over: teams stay as they are."),
    )
