"""Pages of an event: the list, itself, its making, its windows, its people and its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import ChecklistItem, Viewing
from hackathon.core.decisions import Decision, require
from hackathon.core.facts import Audience
from hackathon.core.i18n import LazySentence, _
from hackathon.events.setup import policy
from hackathon.events.setup.commands import (
    archive_event,
    cancel_event,
    close_window,
    copy_event,
    create_event,
    edit_event,
    give_event_role,
    open_window,
    publish_event,
    take_event_role,
)
from hackathon.events.setup.forms import (
    ROLE_LABELS,
    CancelEventForm,
    CopyEventForm,
    EventForm,
    GiveRoleForm,
    PresetForm,
    TakeRoleForm,
)
from hackathon.events.setup.models import Event, EventRole, Window
from hackathon.events.setup.queries import (
    event_by_slug,
    event_seen,
    events_seen,
    people_running,
    roles_given,
)
from hackathon.events.setup.rules import (
    PHASE_LABELS,
    RESULTS,
    STANDINGS,
    Bar,
    Phase,
    checked,
    oddities,
    phases,
    standing,
    timeline,
)
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import SiteRole
from hackathon.people.accounts.queries import accounts_with_role
from hackathon.web.access import current_account, current_actor, signed_in
from hackathon.web.activity import activity_of, activity_page
from hackathon.web.database import contributions, now, session, viewing, working
from hackathon.web.forms import ButtonForm
from hackathon.web.paging import page_of
from hackathon.web.templating import clock, relative

HOSTS_NAMED = 3
blueprint = Blueprint("setup", __name__, url_prefix="/events")


@dataclass(frozen=True)
class ShownPhase:
    """A phase as the phase bar draws it."""

    label: LazySentence
    detail: str
    state: str
    share: int


@dataclass(frozen=True)
class ShownWindow:
    """A window as its organizers see it, with what they can do to it now: open or close."""

    kind: str
    label: LazySentence
    window: Window
    step: str


@dataclass(frozen=True)
class ShownEvent:
    """An event as lists draw it: with where it stands."""

    event: Event
    standing: LazySentence
    tone: str
    phases: list[ShownPhase]
    when: str = ""

    @classmethod
    def of(cls, event: Event, at: datetime, when: str = "") -> "ShownEvent":
        """Look at an event at a moment."""
        label, tone = STANDINGS[standing(event.state, event.windows, at)]
        seen = phases(event.windows, at, is_released=event.is_released)
        return cls(event, label, tone, [_shown(phase) for phase in seen], when)


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List what runs, what comes and what was."""
    page = page_of(session(), events_seen(current_actor(), now()), scalars=False)
    rows = [ShownEvent.of(event, now(), when) for event, when in page.rows]
    return render_template("events/setup/index.html", page=page, rows=rows)


@blueprint.get("/new")
@signed_in
def create() -> ResponseReturnValue:
    """Ask for a name and days first, then show every time that they propose, to be adjusted and saved."""
    require(policy.can_draft(current_actor()))
    if "own" in request.args:
        return _drafting(EventForm(time_zone=_own_zone()))
    preset = PresetForm(request.args, time_zone=_own_zone())
    planned = preset.planned() if preset.is_sent else None
    if planned is None:
        return render_template("events/setup/preset.html", form=preset), preset.status
    form = EventForm(planned.draft)
    form.show(planned.draft)
    return _drafting(form, notes=planned.notes, bars=timeline(planned.draft.windows))


@blueprint.post("/new")
@signed_in
def draft() -> ResponseReturnValue:
    """Draft an event, or look at its times first."""
    form, is_look = EventForm(), "look" in request.form
    require(policy.can_draft(current_actor()))
    if form.accepts() and not is_look:
        with form.guard(), working() as work:
            event = create_event(work, form.draft())
            _say([_("Your draft is saved. Only organizers and hosts see it until it is published."), *form.twice()])
            return redirect(url_for(".show", slug=event.slug))
    return _drafting(form, bars=_looked_at(form) if is_look else [])


@blueprint.route("/<slug>/copy", methods=["GET", "POST"])
@signed_in
def copy(slug: str) -> ResponseReturnValue:
    """Draft another event like this one."""
    event, form = event_by_slug(session(), current_actor(), slug), CopyEventForm()
    require(policy.can_copy(current_actor(), event))
    form.offer(contributions().event_copies)
    if form.accepts():
        with form.guard(), working() as work:
            made = copy_event(work, event.id, form.name.data or "", form.first_day.data, form.also.data or ())
            flash(_("Copied as a draft. Look at its times before you publish it."), "success")
            return redirect(url_for(".edit", slug=made.slug))
    return render_template("events/setup/copy.html", event=event, form=form), form.status


@blueprint.get("/<slug>")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show one event: what it is, which phase it is in, and what the reader can do now."""
    seen, house = viewing(), contributions()
    event = event_by_slug(session(), seen.actor, slug)
    organizes = policy.organizes(seen.actor, event)
    return render_template(
        "events/setup/show.html",
        shown=ShownEvent.of(event, seen.now),
        event=event,
        actions=house.actions_at(seen, event),
        panels=house.panels_on("event", seen, event),
        checklist=house.missing_on("event", seen, event) if organizes and event.state == EventState.DRAFT else [],
        activity_entries=activity_of(seen, "event", event.id, audiences=_audiences(seen, event), limit=8),
        may=_permissions(seen, event),
        windows=_shown_windows(event, seen.now),
    )


@blueprint.get("/<slug>/activity")
@signed_in
def activity(slug: str) -> ResponseReturnValue:
    """Show everything that happened at an event."""
    event = event_by_slug(session(), current_actor(), slug)
    page = activity_page(viewing(), "event", event.id, audiences=_audiences(viewing(), event))
    return render_template("activity.html", title=event.name, back=url_for(".show", slug=slug), page=page)


def fact_audiences(seen: Viewing, event_id: int) -> list[Audience]:
    """Say which facts of an event's page somebody reads; raise `Missing` where there is none to see."""
    return _audiences(seen, event_seen(seen.session, seen.actor, event_id))


def _audiences(seen: Viewing, event: Event) -> list[Audience]:
    organizes = policy.organizes(seen.actor, event)
    return [Audience.VIEWERS, Audience.ORGANIZERS] if organizes else [Audience.VIEWERS]


@blueprint.route("/<slug>/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str) -> ResponseReturnValue:
    """Change what an event says about itself."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_edit(current_actor(), event))
    form = EventForm(event)
    form.show(event)
    if form.accepts():
        with form.guard(), working() as work:
            edit_event(work, event.id, form.draft(event), form.version.data)
            _say([_("Saved."), *form.twice(event)])
            return redirect(url_for(".show", slug=slug))
    return render_template("events/setup/edit.html", event=event, form=form), form.status


@blueprint.post("/<slug>/publish")
@signed_in
def publish(slug: str) -> ResponseReturnValue:
    """Show an event to everybody who can sign in."""
    event, form = event_by_slug(session(), current_actor(), slug), ButtonForm()
    with working() as work:
        publish_event(work, event.id, form.version.data)
    flash(_("Published: everybody who can sign in sees it now."), "success")
    return redirect(url_for(".show", slug=slug))


@blueprint.post("/<slug>/archive")
@signed_in
def archive(slug: str) -> ResponseReturnValue:
    """Put an event away."""
    event, form = event_by_slug(session(), current_actor(), slug), ButtonForm()
    with working() as work:
        archive_event(work, event.id, form.version.data)
    flash(_("Archived. Everything stays readable."), "success")
    return redirect(url_for(".show", slug=slug))


@blueprint.route("/<slug>/cancel", methods=["GET", "POST"])
@signed_in
def cancel(slug: str) -> ResponseReturnValue:
    """Call an event off, saying why."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_cancel(current_actor(), event))
    form = CancelEventForm(version=event.version)
    if form.accepts():
        with form.guard(), working() as work:
            cancel_event(work, event.id, form.version.data, reason=form.reason.data or "")
            flash(_("Cancelled. Everybody who had a part in it is told why."), "success")
            return redirect(url_for(".show", slug=slug))
    return render_template("events/setup/cancel.html", event=event, form=form), form.status


@blueprint.post("/<slug>/windows/<kind>/<any(open, close):step>")
@signed_in
def windows(slug: str, kind: str, step: str) -> ResponseReturnValue:
    """Open or close a window now."""
    event = event_by_slug(session(), current_actor(), slug)
    with working() as work:
        (open_window if step == "open" else close_window)(work, event.id, kind)
    sentence = _("Open now: “%(window)s”.") if step == "open" else _("Closed now: “%(window)s”.")
    flash(sentence % {"window": PHASE_LABELS[kind]}, "success")
    return redirect(url_for(".show", slug=slug, _anchor="windows"))


@blueprint.route("/<slug>/people", methods=["GET", "POST"])
@signed_in
def people(slug: str) -> ResponseReturnValue:
    """Show who runs an event, and let organizers give roles."""
    event, form = event_by_slug(session(), current_actor(), slug), GiveRoleForm()
    require(policy.can_organize(current_actor(), event))
    if form.accepts():
        with form.guard(), working() as work:
            give_event_role(work, event.id, form.account_id(work.session), form.role.data)
            flash(_("The role is given."), "success")
            return redirect(url_for(".people", slug=slug))
    page = page_of(session(), people_running(event.id), scalars=False)
    shown = {"event": event, "form": form, "page": page, "labels": ROLE_LABELS}
    return render_template("events/setup/people.html", **shown), form.status


@blueprint.post("/<slug>/people/take")
@signed_in
def take_role(slug: str) -> ResponseReturnValue:
    """Take somebody's role at an event back."""
    event, form = event_by_slug(session(), current_actor(), slug), TakeRoleForm()
    with working() as work:
        take_event_role(work, event.id, form.account_id.data or 0, form.role.data or "")
    flash(_("The role is taken back."), "success")
    return redirect(url_for(".people", slug=slug))


def _own_zone() -> str:
    account = current_account()
    return account.time_zone if account else "UTC"


def _say(sentences: list[str]) -> None:
    first, *others = sentences
    flash(first, "success")
    for sentence in others:
        flash(sentence, "warning")


def _drafting(form: EventForm, *, notes: Sequence[str] = (), bars: Sequence[Bar] = ()) -> ResponseReturnValue:
    return render_template("events/setup/create.html", form=form, notes=notes, bars=bars), form.status


def _looked_at(form: EventForm) -> list[Bar]:
    """Draw the times as they were typed, without saving anything."""
    if form.errors:
        return []
    with form.guard():
        return timeline(checked(form.draft()).windows)
    return []


def _shown(phase: Phase) -> ShownPhase:
    return ShownPhase(PHASE_LABELS[phase.kind], _detail(phase), phase.state, phase.share)


def _detail(phase: Phase) -> str:
    if phase.state == "done":
        return _("are out") if phase.kind == RESULTS else _("over")
    if phase.state == "now":
        return _("until %(at)s, %(left)s") % {"at": clock(phase.closes_at), "left": relative(phase.closes_at)}
    return clock(phase.opens_at)


def _shown_windows(event: Event, at: datetime) -> list[ShownWindow]:
    return [
        ShownWindow(kind, PHASE_LABELS[kind], window, "close" if window.is_open(at) else "open")
        for kind, window in event.windows.items()
    ]


def _permissions(seen: Viewing, event: Event) -> dict[str, Decision]:
    """Tell the page which of its acts are possible, and why not the others."""
    return {
        "organize": policy.can_organize(seen.actor, event),
        "edit": policy.can_edit(seen.actor, event),
        "publish": policy.can_publish(seen.actor),
        "cancel": policy.can_cancel(seen.actor, event),
        "begin_alike": policy.can_copy(seen.actor, event),
        "archive": policy.can_archive(seen.actor, event),
    }


def own_checklist(seen: Viewing, event: Event) -> list[ChecklistItem]:
    """List what setup itself expects of an event before it is published."""
    edit_url = url_for("events.setup.edit", slug=event.slug)
    people_url = url_for("events.setup.people", slug=event.slug)
    roles = roles_given(seen.session, event.id)
    return [
        *_windows_checked(event, seen.now),
        ChecklistItem(_("Say in one sentence what it is about"), bool(event.summary), edit_url),
        ChecklistItem(_("Describe agenda and rules"), bool(event.description), edit_url),
        ChecklistItem(_("Name at least one judge"), EventRole.JUDGE in roles, people_url),
    ]


def publisher_checklist(seen: Viewing, _event: Event) -> list[ChecklistItem]:
    """Name a host who can publish the event."""
    if policy.can_publish(seen.actor):
        return [
            ChecklistItem(_("A host publishes it: you are one"), is_done=True, url=url_for("people.profiles.index"))
        ]
    hosts = seen.session.scalars(accounts_with_role(SiteRole.HOST).limit(HOSTS_NAMED)).all()
    if not hosts:
        sentence = _("Nobody here may publish yet: ask an administrator to make somebody a host")
        return [ChecklistItem(sentence, is_done=False, url=url_for("people.profiles.index"))]
    names = ", ".join(host.display_name for host in hosts)
    first = url_for("people.profiles.show", account_id=hosts[0].id)
    return [ChecklistItem(_("Ask a host to publish it: %(names)s") % {"names": names}, is_done=False, url=first)]


def _windows_checked(event: Event, at: datetime) -> list[ChecklistItem]:
    url = url_for("events.setup.edit", slug=event.slug)
    odd = oddities(event.windows, at)
    if not odd:
        return [ChecklistItem(_("The windows follow each other"), is_done=True, url=url)]
    return [
        ChecklistItem(_("Put right: %(what)s") % {"what": what}, is_done=False, url=f"{url}#{field}")
        for field, what in odd
    ]
