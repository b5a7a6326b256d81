"""Pages of taking part: registering, one's own registration, and the organizers' list of everybody."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, HomeCard, HomeSection, Panel, Viewing
from hackathon.core.decisions import Missing, require
from hackathon.core.facts import Subject
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.core.tables import list_as_csv
from hackathon.events.challenges.routes import decide_card
from hackathon.events.registration import policy
from hackathon.events.registration.commands import (
    admit_applicant,
    apply_to_event,
    decline_applicant,
    edit_registration,
    withdraw_registration,
)
from hackathon.events.registration.forms import DeclineForm, RegistrationForm
from hackathon.events.registration.models import Registration
from hackathon.events.registration.queries import (
    APPLICANT,
    crafts_at,
    events_of_home,
    people_registered,
    registrant_name,
    registration_of,
)
from hackathon.events.registration.rules import CRAFT_GROUPS
from hackathon.events.registration.states import TAKING_PART, WAITING, RegistrationState
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.policy import PARTICIPANT, SCOPE, SHAPED_STATES, can_publish
from hackathon.events.setup.queries import event_by_slug
from hackathon.events.setup.routes import ShownEvent
from hackathon.events.setup.states import EventState
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.people.profiles.queries import person_seen
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import received_at, session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("registration", __name__, url_prefix="/events/<slug>/registration")
MOST_OF_MINE, MOST_TO_JOIN = 8, 3
STATE_LABELS: dict[str, tuple[LazySentence, str]] = {
    RegistrationState.APPLIED: (lazy("applied"), "info"),
    RegistrationState.ADMITTED: (lazy("takes part"), "good"),
    RegistrationState.WAITLISTED: (lazy("waits for a place"), "warn"),
    RegistrationState.DECLINED: (lazy("declined"), "bad"),
    RegistrationState.CONFIRMED: (lazy("confirmed"), "good"),
    RegistrationState.CHECKED_IN: (lazy("checked in"), "good"),
    RegistrationState.NO_SHOW: (lazy("did not come"), "neutral"),
    RegistrationState.WITHDRAWN: (lazy("withdrew"), "neutral"),
}


@dataclass(frozen=True)
class CraftGroup:
    """One line of the people panel."""

    label: LazySentence
    count: int


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def apply(slug: str) -> ResponseReturnValue:
    """Register for an event, or look at and change one's registration."""
    event = event_by_slug(session(), current_actor(), slug)
    own = registration_of(session(), event.id, current_actor().id)
    form = _form(own)
    if form.accepts():
        with form.guard():
            flash(_register(event, own, form), "success")
            return redirect(url_for("events.setup.show", slug=slug))
    own = registration_of(session(), event.id, current_actor().id)
    may = policy.can_apply(current_actor(), event, at=received_at(), is_judge=_judges(event))
    shown = {"event": event, "form": form, "own": own, "may_apply": may, "states": STATE_LABELS}
    return render_template("events/registration/apply.html", **shown), form.status


@blueprint.post("/withdraw")
@signed_in
def withdraw(slug: str) -> ResponseReturnValue:
    """Give up one's place."""
    event = event_by_slug(session(), current_actor(), slug)
    with working() as work:
        own = registration_of(work.session, event.id, work.actor.id)
        if own is None:
            raise Missing(_("You are not registered for this event."))
        withdraw_registration(work, own.id)
    flash(_("You no longer take part. Your place goes to whoever waits longest."), "success")
    return redirect(url_for("events.setup.show", slug=slug))


@blueprint.get("/people")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """List everybody who registered, for organizers."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_list(current_actor(), event))
    page = page_of(session(), people_registered(event.id), scalars=False)
    shown = {"event": event, "page": page, "states": STATE_LABELS, "crafts": CRAFT_LABELS}
    may_decide = policy.can_decide(current_actor(), event)
    return render_template("events/registration/index.html", may_decide=may_decide, **shown)


@blueprint.get("/people.csv")
@signed_in
def export(slug: str) -> ResponseReturnValue:
    """Hand the list of everybody who registered to a spreadsheet."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_list(current_actor(), event))
    head = [_("Name"), _("E-mail address"), _("Unit"), _("Craft"), _("Skills"), _("State"), _("Registered at")]
    rows = [_csv_row(*row) for row in session().execute(people_registered(event.id))]
    named = {"Content-Disposition": f'attachment; filename="{slug}-people.csv"'}
    return Response(list_as_csv(head, rows), mimetype="text/csv", headers=named)


@blueprint.post("/people/<int:registration_id>/admit")
@signed_in
def admit(slug: str, registration_id: int) -> ResponseReturnValue:
    """Give somebody a place."""
    _registration_at(slug, registration_id)
    with working() as work:
        admit_applicant(work, registration_id)
    flash(_("Admitted. They are told."), "success")
    return redirect(url_for(".index", slug=slug))


@blueprint.route("/people/<int:registration_id>/decline", methods=["GET", "POST"])
@signed_in
def decline(slug: str, registration_id: int) -> ResponseReturnValue:
    """Refuse somebody a place, saying why."""
    event, name = _registration_at(slug, registration_id)
    form = DeclineForm()
    if form.accepts():
        with form.guard(), working() as work:
            decline_applicant(work, registration_id, form.reason.data or "")
            flash(_("Declined. They are told why."), "success")
            return redirect(url_for(".index", slug=slug))
    return render_template("events/registration/decline.html", event=event, name=name, form=form), form.status


def event_panel(seen: Viewing, event: Event) -> Panel | None:
    """Put an event's people on its page, counted by what they bring; a draft has none."""
    if event.state == EventState.DRAFT:
        return None
    counts = seen.kept_of(Subject("event", event.id), "people", lambda: crafts_at(seen.session, event.id))
    taken = sum(row.people for row in counts if row.state in TAKING_PART)
    content = {
        "event": event,
        "groups": [
            CraftGroup(label, sum(r.people for r in counts if r.state in TAKING_PART and r.craft in crafts))
            for label, crafts in CRAFT_GROUPS
        ],
        "taken": taken,
        "waiting": sum(row.people for row in counts if row.state in WAITING),
        "takes_part": policy.has_part(seen.actor, event, PARTICIPANT),
        "applied": policy.has_part(seen.actor, event, APPLICANT),
        "may_list": policy.can_list(seen.actor, event),
    }
    return Panel(_("People"), "events/registration/event_panel.html", content, side=True, position=10)


def offer_registration(seen: Viewing, event: Event) -> EventAction | None:
    """Offer to register to whoever has no part in an event yet; others than organizers read why they cannot."""
    has_part = policy.has_part(seen.actor, event, PARTICIPANT, APPLICANT, EventRole.JUDGE)
    if has_part or event.state != EventState.PUBLISHED:
        return None
    may = policy.can_apply(seen.actor, event, at=seen.now, is_judge=False)
    if not may and policy.has_part(seen.actor, event, EventRole.ORGANIZER):
        return None
    url = url_for("events.registration.apply", slug=event.slug)
    priority = 40 if may else 5
    return EventAction(_("Register"), url, priority, icon="user-plus", disabled_reason=may.reason or None)


def my_events(seen: Viewing) -> HomeSection | None:
    """List the events at which the reader has a part; a host without any is offered to draft one."""
    rows = [ShownEvent.of(event, seen.now) for event in events_of_home(seen).mine[:MOST_OF_MINE]]
    if not rows and not can_publish(seen.actor):
        return None
    return HomeSection(_("My events"), "events/setup/home_section.html", rows, position=10)


def home_cards(seen: Viewing) -> list[HomeCard]:
    """Remind organizers of events that are not published yet, and tell of those that one could still join."""
    events = events_of_home(seen)
    organized = seen.actor.places(SCOPE, EventRole.ORGANIZER)
    drafts = [event for event in events.mine if event.state == EventState.DRAFT and event.id in organized]
    open_questions = [(event, events.undecided[event.id]) for event in events.mine if event.id in events.undecided]
    return [
        *(_draft_card(event, seen.now) for event in drafts),
        *(decide_card(event, count) for event, count in open_questions if event.state in SHAPED_STATES),
        *map(_join_card, events.joinable[:MOST_TO_JOIN]),
    ]


def _draft_card(event: Event, at: datetime) -> HomeCard:
    """Remind of a draft until registration opens, and once that is over until the event begins."""
    return HomeCard(
        title=_("Get “%(event)s” ready and published") % {"event": event.name},
        detail=_("Only organizers and hosts see it so far."),
        url=url_for("events.setup.show", slug=event.slug),
        action=_("Look at the draft"),
        icon="list-check",
        due=next((due for due in (event.registration_opens_at, event.starts_at) if due > at), None),
    )


def _join_card(event: Event) -> HomeCard:
    return HomeCard(
        title=_("Register for “%(event)s”") % {"event": event.name},
        detail=event.summary or event.place,
        url=url_for("events.setup.show", slug=event.slug),
        action=_("Have a look"),
        icon="calendar-plus",
        due=event.registration_closes_at,
    )


def _form(own: Registration | None) -> RegistrationForm:
    """Begin with what was said before: in this registration, else in the profile."""
    if own is not None:
        return RegistrationForm(version=own.version, craft=own.craft, skills=", ".join(own.skills))
    profile = person_seen(session(), current_actor(), current_actor().id).profile
    return RegistrationForm(craft=profile.craft, skills=", ".join(profile.skills))


def _register(event: Event, own: Registration | None, form: RegistrationForm) -> str:
    """Register, or change the registration there is; return what to tell the person."""
    is_registered = own is not None and own.state in (*TAKING_PART, *WAITING)
    own_id, event_id = own.id if own else 0, event.id
    with working() as work:
        if is_registered:
            edit_registration(work, own_id, form.craft.data, form.skill_list(), form.version.data)
            return _("Saved.")
        made = apply_to_event(work, event_id, form.craft.data, form.skill_list())
        if made.state == RegistrationState.WAITLISTED:
            return _("All places are taken. You wait for one and are told as soon as it is yours.")
        return _("You take part. Find a team, or found one.")


def _judges(event: Event) -> bool:
    return policy.has_part(current_actor(), event, EventRole.JUDGE)


def _registration_at(slug: str, registration_id: int) -> tuple[Event, str]:
    """Load an event with whose registration it is, for its organizers and under its own address only."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_decide(current_actor(), event))
    name = registrant_name(session(), event.id, registration_id)
    if name is None:
        raise Missing(_("There is no such registration at this event."))
    return event, name


def _csv_row(registration: Registration, name: str, email: str, unit: str) -> list[object]:
    return [
        name,
        email,
        unit,
        CRAFT_LABELS[registration.craft],
        ", ".join(registration.skills),
        STATE_LABELS[registration.state][0],
        registration.created_at.isoformat(timespec="minutes"),
    ]
