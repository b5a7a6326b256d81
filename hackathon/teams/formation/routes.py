"""Pages of a team, and what teams add to the pages below."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, FunnelStep, HomeCard, Need, Panel, Viewing
from hackathon.core.decisions import Decision, allow_if, require
from hackathon.core.facts import Audience, Subject
from hackathon.core.i18n import _, ngettext
from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.queries import events_of_home
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import PARTICIPANT
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.commands import edit_team, found_team, join_team, leave_team, lock_team, reopen_team
from hackathon.teams.formation.forms import TeamForm
from hackathon.teams.formation.policy import (
    audiences_of,
    can_edit_team,
    can_found_team,
    can_join_team,
    can_leave_team,
    can_move_people,
    can_steer_members,
    is_member,
    takes_part,
)
from hackathon.teams.formation.queries import (
    PAIR,
    TeamCard,
    TeamSeen,
    events_to_join,
    members_of,
    names_of_seekers,
    open_questions,
    people_in_teams,
    standing_of,
    team_of,
    team_seen,
    teams_on,
    teams_with_gaps,
)
from hackathon.teams.formation.rules import ENTRY_LABELS, has_room
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of
from hackathon.web.database import contributions, now, received_at, session, viewing, working
from hackathon.web.paging import asked_row

blueprint = Blueprint("formation", __name__)
BOARD = "/events/<slug>/teams"
TEAM = f"{BOARD}/<int:team_id>"


@blueprint.route(f"{BOARD}/new", methods=["GET", "POST"])
@signed_in
def found(slug: str) -> ResponseReturnValue:
    """Found a team."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_found_team(current_actor(), event, at=received_at()))
    form = TeamForm.on(open_questions(session(), event.id), challenge_id=_asked_challenge())
    if form.accepts():
        with form.guard(), working() as work:
            team = found_team(work, event.id, form.draft())
            url = _url_of(slug, team.id)
            flash(_("Your team is founded. Others can join it now."), "success")
            return redirect(url)
    return render_template("teams/formation/found.html", event=event, form=form), form.status


@blueprint.get(TEAM)
@signed_in
def show(slug: str, team_id: int) -> ResponseReturnValue:
    """Show a team: who is in it, whom it misses, what it works on."""
    seen, view = team_seen(session(), current_actor(), team_id, slug=slug), viewing()
    offers = contributions().actions_on_team(view, seen.team)
    card = TeamCard(seen.team, seen.challenge, members_of(session(), [team_id]).get(team_id, ()))
    return render_template(
        "teams/formation/show.html",
        event=seen.event,
        card=card,
        offers=offers,
        joining=None if offers else _joining(seen, len(card.members)),
        entries_labels=ENTRY_LABELS,
        panels=contributions().panels_on("team", view, seen.team),
        entries=activity_of(view, "team", team_id, audiences=audiences_of(view.actor, seen.event)),
        **_rights(view, seen),
    )


def fact_audiences(view: Viewing, team_id: int) -> list[Audience]:
    """Say which facts of a team's page somebody reads; raise `Missing` where there is none to see."""
    return audiences_of(view.actor, team_seen(view.session, view.actor, team_id).event)


@blueprint.get("/teams/<int:team_id>")
@signed_in
def find(team_id: int) -> ResponseReturnValue:
    """Lead from a team's number to its page."""
    seen = team_seen(session(), current_actor(), team_id)
    return redirect(_url_of(seen.event.slug, team_id))


@blueprint.route(f"{TEAM}/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str, team_id: int) -> ResponseReturnValue:
    """Change what a team says about itself."""
    team, event, _challenge = team_seen(session(), current_actor(), team_id, slug=slug)
    require(can_edit_team(current_actor(), team, event, at=received_at()))
    form = TeamForm.on(open_questions(session(), event.id), team)
    if form.accepts():
        with form.guard(), working() as work:
            edit_team(work, team_id, form.draft(), version=form.version.data)
            flash(_("Saved."), "success")
            return redirect(_url_of(slug, team_id))
    return render_template("teams/formation/edit.html", event=event, team=team, form=form), form.status


@blueprint.post(f"{TEAM}/join")
@signed_in
def join(slug: str, team_id: int) -> ResponseReturnValue:
    """Join a team."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        join_team(work, team_id)
    flash(_("You are in. Say hello to your team."), "success")
    return redirect(_url_of(slug, team_id))


@blueprint.post(f"{TEAM}/leave")
@signed_in
def leave(slug: str, team_id: int) -> ResponseReturnValue:
    """Leave a team."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        leave_team(work, team_id)
    flash(_("You have left the team."), "success")
    return redirect(url_for("teams.board.index", slug=slug))


@blueprint.post(f"{TEAM}/lock")
@signed_in
def lock(slug: str, team_id: int) -> ResponseReturnValue:
    """Say that a team is complete."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        lock_team(work, team_id)
    flash(_("The team is complete: nobody can join or leave until it is opened again."), "success")
    return redirect(_url_of(slug, team_id))


@blueprint.post(f"{TEAM}/reopen")
@signed_in
def reopen(slug: str, team_id: int) -> ResponseReturnValue:
    """Let people join a team again."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        reopen_team(work, team_id)
    flash(_("The team is open again."), "success")
    return redirect(_url_of(slug, team_id))


def event_panel(viewing: Viewing, event: Event) -> Panel | None:
    """Say on the event's page how forming teams goes, until results are out."""
    if event.is_released:
        return None
    standing = viewing.kept_of(Subject("event", event.id), "teams", lambda: standing_of(viewing.session, event.id))
    content = {"event": event, "standing": standing}
    return Panel(_("Teams"), "teams/formation/event_panel.html", content, side=True, position=20)


def challenge_panel(viewing: Viewing, challenge: Challenge) -> Panel:
    """List on a challenge's page the teams that took it."""
    content = {"challenge": challenge, "teams": teams_on(viewing.session, challenge.id)}
    return Panel(_("Teams on it"), "teams/formation/challenge_panel.html", content, side=True, position=20)


def event_action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer people who take part their team, or to find one while teams form."""
    if not takes_part(viewing.actor, event):
        return None
    mine = team_of(viewing.session, event.id, viewing.actor.id)
    if mine is not None:
        return EventAction(_("My team"), _url_of(event.slug, mine.id), priority=30, icon="users-group")
    if not can_found_team(viewing.actor, event, at=viewing.now):
        return None
    return EventAction(_("Find a team"), url_for("teams.board.index", slug=event.slug), priority=60, icon="user-plus")


def home_cards(viewing: Viewing) -> list[HomeCard]:
    """Remind people who take part and have no team while teams form."""
    return [
        HomeCard(
            title=_("Find a team for %(event)s") % {"event": event.name},
            detail=_("Teams form now. Join one, or found your own."),
            url=url_for("teams.board.index", slug=event.slug),
            action=_("Find a team"),
            icon="user-plus",
            due=event.forming_closes_at,
        )
        for event in _events_to_join(viewing)
    ]


def _events_to_join(viewing: Viewing) -> Sequence[Event]:
    taking_part = viewing.actor.places("event", PARTICIPANT)
    if not events_of_home(viewing).is_open("forming", viewing.now, taking_part):
        return []
    return events_to_join(viewing.session, viewing.actor, viewing.now)


def needs(viewing: Viewing, event: Event) -> list[Need]:
    """Tell organizers who is alone and which teams lack somebody, while that can be changed: until building ends."""
    if not event.forming_opens_at <= viewing.now < event.deadline:
        return []
    people, gaps = names_of_seekers(viewing.session, event.id), teams_with_gaps(viewing.session, event.id)
    alone = [gap.name for gap in gaps if gap.members < PAIR]
    no_domain = [gap.name for gap in gaps if not gap.domain]
    no_data = [gap.name for gap in gaps if not gap.data]
    board_url = url_for("teams.board.index", slug=event.slug)
    found = [
        _need(
            people,
            ngettext("%(count)s person has no team", "%(count)s people have no team", len(people)),
            url_for("teams.matching.index", slug=event.slug),
            _("Match them"),
        ),
        _need(alone, ngettext("%(count)s team is one person", "%(count)s teams are one person", len(alone)), board_url),
        _need(
            no_domain,
            ngettext("%(count)s team lacks a domain expert", "%(count)s teams lack a domain expert", len(no_domain)),
            board_url,
        ),
        _need(
            no_data,
            ngettext("%(count)s team lacks a data person", "%(count)s teams lack a data person", len(no_data)),
            board_url,
        ),
    ]
    return [need for need in found if need.names]


def funnel(viewing: Viewing, event: Event) -> list[FunnelStep]:
    """Count who of those with a place found a team."""
    return [FunnelStep(_("In a team"), people_in_teams(viewing.session, event.id))]


def _need(names: Sequence[str], sentence: str, url: str, action: str = "") -> Need:
    return Need(sentence % {"count": len(names)}, url, action or _("Look"), names=names, icon="users")


def _rights(view: Viewing, seen: TeamSeen) -> dict[str, object]:
    """Tell what the reader may do with the team and its members."""
    actor, team, event, at = view.actor, seen.team, seen.event, view.now
    return {
        "is_member": is_member(actor, team),
        "leaving": can_leave_team(actor, team, event, at=at),
        "editing": can_edit_team(actor, team, event, at=at),
        "steering": can_steer_members(actor, team, event, at=at),
        "moving": can_move_people(actor, event, at=at),
    }


def _joining(seen: TeamSeen, size: int) -> Decision:
    """Tell whether the reader can join, as the command would."""
    return (
        can_join_team(current_actor(), seen.team, seen.event, at=now())
        & allow_if(_is_free(seen), _("You are already in a team of this event."))
        & has_room(size, seen.event.team_max)
    )


def _is_free(seen: TeamSeen) -> bool:
    """Tell whether the reader is in no team of the event, as far as it matters to them."""
    if is_member(current_actor(), seen.team):
        return False
    return not takes_part(current_actor(), seen.event) or not team_of(session(), seen.event.id, current_actor().id)


def _asked_challenge() -> int | None:
    return asked_row("challenge")


def _url_of(slug: str, team_id: int) -> str:
    return url_for("teams.formation.show", slug=slug, team_id=team_id)
