"""Who opens, runs, scores and sees a selection round."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, exists, false, or_, true

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.selection.models import RoundScorer, SelectionRound
from hackathon.promotion.selection.rules import BAR_SENTENCES, Bar
from hackathon.promotion.selection.states import RoundState

CUTTING = "promotion.selection.cut"
_ALWAYS = (SiteRole.STEWARD, SiteRole.AUDITOR)
_ONCE_CLOSED = (SiteRole.PRODUCT_OWNER, SiteRole.SPONSOR)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Show rounds to stewards, auditors and their scorers; closed ones also to those who own or pay for use cases."""
    if actor.id is None:
        return false()
    if actor.is_site(*_ALWAYS):
        return true()
    scores = exists().where(RoundScorer.round_id == SelectionRound.id, RoundScorer.account_id == actor.id)
    if actor.is_site(*_ONCE_CLOSED):
        return or_(scores, SelectionRound.state == RoundState.CLOSED)
    return scores


def can_open(actor: Actor) -> Decision:
    """Let stewards open rounds."""
    return allow_if(actor.is_site(SiteRole.STEWARD), _("A steward opens a round."))


def can_run(actor: Actor, held: SelectionRound) -> Decision:
    """Leave a round to its chair, as long as they are a steward."""
    return allow_if(
        actor.is_site(SiteRole.STEWARD) and actor.id == held.chair_id, _("The chair of the round does this.")
    )


def can_take_chair(actor: Actor, held: SelectionRound, bar: Bar | None) -> Decision:
    """Let another steward take a round over, who stands outside of all its candidates."""
    return (
        can_open(actor)
        & allow_if(actor.id != held.chair_id, _("You are the chair already."))
        & allow_if(held.state != RoundState.CLOSED, _("The round is closed."))
        & is_not_barred(bar)
    )


def can_score(actor: Actor, scorer_ids: Collection[int], bar: Bar | None) -> Decision:
    """Let the scorers of a round answer, except about what is too close to them."""
    return allow_if(actor.id in scorer_ids, _("Only the scorers of the round do this.")) & is_not_barred(bar)


def is_not_barred(bar: Bar | None) -> Decision:
    """Refuse what is too close to somebody, with the reason."""
    return allow_if(bar is None, str(BAR_SENTENCES[bar]) if bar else "")


def can_see_figures(held: SelectionRound) -> Decision:
    """Hide what the scorers say until all are in and the cut stands."""
    return allow_if(held.figures, _("What the scorers say is shown when all are in and the round is cut."))


def can_compute(actor: Actor) -> Decision:
    """Let only the background work write a cut down."""
    return allow_if(actor.is_system(CUTTING), _("The cut is computed in the background."))
