"""Pages of a challenge: itself, asking it, changing it, and the decision about it."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import ChecklistItem, HomeCard, Panel, Viewing
from hackathon.core.decisions import Missing, require
from hackathon.core.facts import Audience
from hackathon.core.i18n import _, ngettext
from hackathon.events.challenges import policy
from hackathon.events.challenges.commands import (
    accept_challenge,
    decline_challenge,
    edit_challenge,
    merge_challenge,
    name_track,
    pose_challenge,
    put_into_tracks,
    remove_track,
)
from hackathon.events.challenges.forms import (
    ChallengeForm,
    DeclineForm,
    MergeForm,
    PoseChallengeForm,
    SortForm,
    TrackForm,
    sort_form,
)
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.queries import (
    FirstChallenges,
    SeenChallenge,
    accepted_challenges,
    challenge_seen,
    challenges_of,
    first_challenges,
    funnel_of,
    open_challenges_but,
    tracks_of,
)
from hackathon.events.challenges.rules import FREQUENCIES
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import organizes
from hackathon.events.setup.queries import event_by_slug
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.people.accounts.models import Account, SiteRole
from hackathon.people.accounts.queries import accounts_with_role
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of
from hackathon.web.database import contributions, now, received_at, session, viewing, working
from hackathon.web.paging import asked_row, page_of

blueprint = Blueprint("challenges", __name__)
PATH = "/events/<slug>/challenges"
ON_EVENT_PAGE = 6


@blueprint.get("/challenges/<int:challenge_id>")
@signed_in
def find(challenge_id: int) -> ResponseReturnValue:
    """Lead from a question's number to its page."""
    seen = challenge_seen(session(), current_actor(), challenge_id)
    return redirect(_page(seen.event.slug, challenge_id))


@blueprint.get(PATH)
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """List an event's questions."""
    event = event_by_slug(session(), current_actor(), slug)
    decides, asked = policy.can_decide(current_actor(), event).allowed, asked_row("track")
    questions = challenges_of(current_actor(), event.id, to_decide=decides, track_id=asked)
    page = page_of(session(), questions, scalars=False)
    return render_template(
        "events/challenges/index.html",
        event=event,
        page=page,
        rows=[SeenChallenge(*row) for row in page.rows],
        can_pose=policy.can_pose(current_actor(), event, at=now()),
        funnel=funnel_of(session(), event.id, contributions().question_steps) if _organizes(event) else [],
        tracks=tracks_of(session(), event.id),
        asked=asked,
        decides=decides,
    )


@blueprint.route(f"{PATH}/new", methods=["GET", "POST"])
@signed_in
def create(slug: str) -> ResponseReturnValue:
    """Ask a question."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_pose(current_actor(), event, at=received_at()))
    form = PoseChallengeForm()
    form.offer_owners(_owners())
    if form.accepts():
        with form.guard(), working() as work:
            challenge = pose_challenge(work, event.id, form.draft(), form.poser_id(work.session))
            flash(_posed_sentence(challenge), "success")
            return redirect(_page(slug, challenge.id))
    may = policy.can_pose_for_others(current_actor(), event)
    return render_template("events/challenges/create.html", event=event, form=form, may_name=may), form.status


@blueprint.get(f"{PATH}/<int:challenge_id>")
@signed_in
def show(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Show one question with what is known of owner, data and outcome."""
    seen, who = _seen_at(slug, challenge_id), viewing()
    if seen.challenge.merged_into_id is not None:
        return redirect(_page(slug, seen.challenge.merged_into_id))
    return render_template(
        "events/challenges/show.html",
        seen=seen,
        challenge=seen.challenge,
        event=seen.event,
        data_classes=DATA_CLASS_LABELS,
        frequencies=FREQUENCIES,
        may_change=policy.can_change(who.actor, seen.challenge, seen.event, at=who.now),
        may_decide=policy.can_decide(who.actor, seen.event),
        panels=contributions().panels_on("challenge", who, seen.challenge),
        activity_entries=activity_of(who, "challenge", challenge_id, audiences=_audiences(who, seen)),
    )


@blueprint.route(f"{PATH}/<int:challenge_id>/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Change what a question says about itself."""
    seen = _seen_at(slug, challenge_id)
    require(policy.can_change(current_actor(), seen.challenge, seen.event, at=received_at()))
    form = ChallengeForm(seen.challenge)
    form.offer_owners(_owners(), _present_owner(seen))
    if form.accepts():
        with form.guard(), working() as work:
            edit_challenge(work, challenge_id, form.draft(), form.version.data)
            flash(_("Saved."), "success")
            return redirect(_page(slug, challenge_id))
    return render_template("events/challenges/edit.html", seen=seen, event=seen.event, form=form), form.status


@blueprint.post(f"{PATH}/<int:challenge_id>/accept")
@signed_in
def accept(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Let teams take a question on."""
    _seen_at(slug, challenge_id)
    with working() as work:
        accept_challenge(work, challenge_id)
    flash(_("Accepted: teams can take it on now."), "success")
    return redirect(_page(slug, challenge_id))


@blueprint.route(f"{PATH}/<int:challenge_id>/decline", methods=["GET", "POST"])
@signed_in
def decline(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Leave a question out of the event, saying why."""
    seen, form = _seen_at(slug, challenge_id), DeclineForm()
    require(policy.can_decide(current_actor(), seen.event))
    if form.accepts():
        with form.guard(), working() as work:
            decline_challenge(work, challenge_id, form.reason.data or "")
            flash(_("Declined. Whoever asked is told why."), "success")
            return redirect(_page(slug, challenge_id))
    return render_template("events/challenges/decline.html", seen=seen, event=seen.event, form=form), form.status


@blueprint.route(f"{PATH}/<int:challenge_id>/merge", methods=["GET", "POST"])
@signed_in
def merge(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Make a question part of another one."""
    seen, form = _seen_at(slug, challenge_id), MergeForm()
    require(policy.can_decide(current_actor(), seen.event))
    others = open_challenges_but(session(), seen.challenge)
    form.offer(others)
    if form.accepts():
        with form.guard(), working() as work:
            into = merge_challenge(work, challenge_id, form.into_id.data)
            flash(_("Merged. Who asked, and the teams that worked on it, are told."), "success")
            return redirect(_page(slug, into.id))
    shown = {"seen": seen, "event": seen.event, "form": form, "others": others}
    return render_template("events/challenges/merge.html", **shown), form.status


@blueprint.route(f"{PATH}/tracks", methods=["GET", "POST"])
@signed_in
def tracks(slug: str) -> ResponseReturnValue:
    """Show organizers the tracks with the questions in each, and add one."""
    event, form = _decided_event(slug), TrackForm()
    if form.accepts():
        with form.guard(), working() as work:
            name_track(work, event.id, form.name.data or "")
            flash(_("Added. Put the questions into it that belong there."), "success")
            return redirect(url_for(".tracks", slug=slug))
    return _tracks_page(event, form), form.status


@blueprint.post(f"{PATH}/tracks/sort")
@signed_in
def sort(slug: str) -> ResponseReturnValue:
    """Put questions into tracks."""
    event = _decided_event(slug)
    form = sort_form(accepted_challenges(session(), event.id), tracks_of(session(), event.id))
    if form.accepts():
        with form.guard(), working() as work:
            put_into_tracks(work, event.id, form.placed())
            flash(_("Saved."), "success")
            return redirect(url_for(".tracks", slug=slug))
    return _tracks_page(event, TrackForm(), form), form.status


@blueprint.post(f"{PATH}/tracks/<int:track_id>")
@signed_in
def rename_track(slug: str, track_id: int) -> ResponseReturnValue:
    """Give a track another name."""
    event, form = _decided_event(slug), TrackForm()
    if form.accepts():
        with form.guard(), working() as work:
            name_track(work, event.id, form.name.data or "", track_id=track_id)
            flash(_("Saved."), "success")
            return redirect(url_for(".tracks", slug=slug))
    return _tracks_page(event, form), form.status


@blueprint.post(f"{PATH}/tracks/<int:track_id>/remove")
@signed_in
def drop_track(slug: str, track_id: int) -> ResponseReturnValue:
    """Dissolve a track."""
    event_id = _decided_event(slug).id
    with working() as work:
        remove_track(work, event_id, track_id)
    flash(_("Removed. Its questions are in no track now."), "success")
    return redirect(url_for(".tracks", slug=slug))


def event_panel(seen: Viewing, event: Event) -> Panel:
    """Put an event's questions on its page."""
    first = first_challenges(seen.session, seen.actor, event.id, limit=ON_EVENT_PAGE)
    can_pose = policy.can_pose(seen.actor, event, at=seen.now)
    return Panel(
        _("Questions"),
        "events/challenges/event_panel.html",
        {"event": event, "first": first, "can_pose": can_pose},
        position=10,
        note=_counted(first),
        action_label=_("Ask one") if can_pose else "",
        action_url=url_for("events.challenges.create", slug=event.slug),
    )


def own_checklist(seen: Viewing, event: Event) -> list[ChecklistItem]:
    """List what an event needs of its questions before it is published."""
    accepted = accepted_challenges(seen.session, event.id)
    url = url_for("events.challenges.index", slug=event.slug)
    unclassified = next((each for each in accepted if each.data_name and not each.data_class), None)
    classify = url_for("events.challenges.edit", slug=event.slug, challenge_id=unclassified.id) if unclassified else url
    return [
        ChecklistItem(_("Say of every named data set how sensitive it is"), unclassified is None, classify),
        ChecklistItem(_("Add at least one question from work"), bool(accepted), url),
        ChecklistItem(
            _("Have one question with owner, data and outcome known"), any(c.has_all_lights for c in accepted), url
        ),
    ]


def _counted(first: FirstChallenges) -> str:
    if not first.total:
        return ""
    sentence = ngettext(
        "%(total)s asked at work, %(complete)s with all three lights",
        "%(total)s asked at work, %(complete)s with all three lights",
        first.total,
    )
    return sentence % {"total": first.total, "complete": first.complete}


def decide_card(event: Event, count: int) -> HomeCard:
    """Remind an organizer of questions nobody has accepted or declined yet."""
    sentence = ngettext("%(count)s question to decide on", "%(count)s questions to decide on", count)
    return HomeCard(
        title=sentence % {"count": count},
        detail=event.name,
        url=url_for("events.challenges.index", slug=event.slug),
        action=_("Look at them"),
        icon="help",
        due=event.challenges_closes_at,
    )


def _seen_at(slug: str, challenge_id: int) -> SeenChallenge:
    """Load a question under its own event's address only."""
    seen = challenge_seen(session(), current_actor(), challenge_id)
    if seen.event.slug != slug:
        raise Missing(_("There is no such question at this event."))
    return seen


def _decided_event(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_decide(current_actor(), event))
    return event


def _tracks_page(event: Event, form: TrackForm, sorting: SortForm | None = None) -> str:
    known = tracks_of(session(), event.id)
    sorting = sorting or sort_form(accepted_challenges(session(), event.id), known)
    shown = {"event": event, "form": form, "tracks": known, "sorting": sorting}
    return render_template("events/challenges/tracks.html", **shown)


def _page(slug: str, challenge_id: int) -> str:
    return url_for("events.challenges.show", slug=slug, challenge_id=challenge_id)


def _owners() -> Sequence[Account]:
    return session().scalars(accounts_with_role(SiteRole.PRODUCT_OWNER)).all()


def _present_owner(seen: SeenChallenge) -> tuple[int, str] | None:
    owner_id = seen.challenge.product_owner_id
    return (owner_id, seen.product_owner or "") if owner_id is not None else None


def fact_audiences(who: Viewing, challenge_id: int) -> list[Audience]:
    """Say which facts of a question's page somebody reads; raise `Missing` where there is none to see."""
    return _audiences(who, challenge_seen(who.session, who.actor, challenge_id))


def _audiences(who: Viewing, seen: SeenChallenge) -> list[Audience]:
    concerned = seen.challenge.poser_id == who.actor.id or bool(policy.can_decide(who.actor, seen.event))
    return [Audience.VIEWERS, Audience.ORGANIZERS] if concerned else [Audience.VIEWERS]


def _organizes(event: Event) -> bool:
    return organizes(current_actor(), event)


def _posed_sentence(challenge: Challenge) -> str:
    if challenge.state == ChallengeState.ACCEPTED:
        return _("Saved: teams can take it on.")
    return _("Thank you. Your question is published; an organizer decides whether teams work on it.")
