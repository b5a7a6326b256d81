"""Pages of wishes: one's own choices and companions, and what organizers read of everybody's."""

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, Viewing
from hackathon.core.decisions import Decision, require
from hackathon.core.i18n import _
from hackathon.events.challenges.queries import accepted_challenges
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.policy import takes_part
from hackathon.teams.wishes.commands import (
    drop_apart,
    keep_apart,
    rank_challenges,
    take_back_apart,
    tell_apart,
    wish_together,
    withdraw_together,
)
from hackathon.teams.wishes.forms import APART, ChoicesForm, KeepApartForm, NamePersonForm
from hackathon.teams.wishes.policy import can_keep_apart, can_read_wishes, can_wish
from hackathon.teams.wishes.queries import (
    WishSeen,
    apart_seen_by,
    choice_list_of,
    demand_at,
    own_together,
    people_to_name,
    together_of_event,
    told_apart_by,
)
from hackathon.teams.wishes.rules import MOST_CHOICES, PersonNamed, person_meant
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working
from hackathon.web.paging import page_of

OK = 200
blueprint = Blueprint("wishes", __name__, url_prefix="/events/<slug>")
MOST_OFFERED = 300
"""How many names a page offers while one types; others are typed out."""
MOST_LISTED = 40
"""How many further questions are listed one below the other; more are a menu."""


@blueprint.route("/choices", methods=["GET", "POST"])
@signed_in
def choose(slug: str) -> ResponseReturnValue:
    """Rank the questions that one would like to work on."""
    event, form = _event_of_mine(slug), ChoicesForm()
    if form.accepts():
        with form.guard(), working() as work:
            rank_challenges(work, event.id, form.ranked(), form.version.data)
            return redirect(url_for(".choose", slug=slug))
    shown = {"event": event, "form": form, "most": MOST_CHOICES, "most_listed": MOST_LISTED, **_choices(event, form)}
    return render_template("teams/wishes/choose.html", **shown), form.status


@blueprint.route("/companions", methods=["GET", "POST"])
@signed_in
def companions(slug: str) -> ResponseReturnValue:
    """Say with whom one would like to be in a team, or tell the organizers with whom not."""
    event, form = _event_of_mine(slug), NamePersonForm()
    people = people_to_name(session(), event.id, but=current_actor().id)
    if form.accepts():
        with form.guard(), working() as work:
            wish = tell_apart if form.kind.data == APART else wish_together
            wish(work, event.id, person_meant(form.person.data or "", people))
            flash(_("Noted."), "success")
            return redirect(url_for(".companions", slug=slug))
    shown = {"event": event, "form": form, "names": _offered(people), **_companions(event)}
    return render_template("teams/wishes/companions.html", **shown), form.status


@blueprint.post("/companions/<int:together_id>/withdraw")
@signed_in
def withdraw(slug: str, together_id: int) -> ResponseReturnValue:
    """Take a wish to be in a team with somebody back."""
    _event_of_mine(slug)
    with working() as work:
        withdraw_together(work, together_id)
    flash(_("Taken back."), "success")
    return redirect(url_for(".companions", slug=slug))


@blueprint.post("/companions/take-back")
@signed_in
def take_back(slug: str) -> ResponseReturnValue:
    """Take back what one told the organizers about not being in a team with somebody."""
    event = _event_of_mine(slug)
    with working() as work:
        take_back_apart(work, event.id)
    flash(_("Taken back."), "success")
    return redirect(url_for(".companions", slug=slug))


@blueprint.route("/wishes", methods=["GET", "POST"])
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show organizers what people wish, and let them keep two people apart."""
    event, form = event_by_slug(session(), current_actor(), slug), KeepApartForm()
    require(can_read_wishes(current_actor(), event))
    people = people_to_name(session(), event.id)
    if form.accepts():
        with form.guard(), working() as work:
            one = person_meant(form.person.data or "", people)
            keep_apart(work, event.id, one, person_meant(form.other.data or "", people, field="other"))
            flash(_("Noted. Only organizers read it."), "success")
            return redirect(url_for(".index", slug=slug))
    shown = {"event": event, "form": form, "names": _offered(people), **_wishes(event)}
    return render_template("teams/wishes/index.html", **shown), form.status


@blueprint.post("/wishes/<int:apart_id>/drop")
@signed_in
def drop(slug: str, apart_id: int) -> ResponseReturnValue:
    """Let two people be in one team again."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_read_wishes(current_actor(), event))
    with working() as work:
        drop_apart(work, event.id, apart_id)
    flash(_("Taken back."), "success")
    return redirect(url_for(".index", slug=slug))


def event_action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer people who take part to choose questions while that counts; asks the database nothing."""
    if not can_wish(viewing.actor, event, at=viewing.now):
        return None
    return EventAction(_("Choose questions"), url_for("teams.wishes.choose", slug=event.slug), 20, icon="list-check")


def _event_of_mine(slug: str) -> Event:
    """Load an event in which the reader takes part."""
    event = event_by_slug(session(), current_actor(), slug)
    require(takes_part(current_actor(), event))
    return event


def _choices(event: Event, form: ChoicesForm) -> dict[str, object]:
    """Part the questions of an event into those that are ranked, as saved or as just refused, and the others."""
    questions = {each.id: each for each in accepted_challenges(session(), event.id)}
    own = choice_list_of(session(), event.id, current_actor().id)
    saved = own.challenge_ids if own else []
    order = saved if form.status == OK else form.order.data or ()
    ranked = [questions.pop(each) for each in order if each in questions]
    if form.version.data is None:
        form.version.data = own.version if own else 0
    return {"ranked": ranked, "others": list(questions.values()), "wishing": _wishing(event)}


def _companions(event: Event) -> dict[str, object]:
    own = current_actor().id
    return {
        "together": own_together(session(), event.id, own),
        "told": len(told_apart_by(session(), event.id, own)),
        "wishing": _wishing(event),
    }


def _wishes(event: Event) -> dict[str, object]:
    page = page_of(session(), together_of_event(event.id), scalars=False)
    return {
        "apart": apart_seen_by(session(), event.id, current_actor().id),
        "page": page,
        "together": [WishSeen(*row) for row in page.rows],
        "demand": demand_at(session(), event.id),
        "keeping": can_keep_apart(current_actor(), event, at=now()),
    }


def _offered(people: Iterable[PersonNamed]) -> list[str]:
    """Return the names that a page offers: each once, since addresses are not for everybody."""
    return list(dict.fromkeys(each.name for each in people))[:MOST_OFFERED]


def _wishing(event: Event) -> Decision:
    return can_wish(current_actor(), event, at=now())
