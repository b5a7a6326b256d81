"""Who takes a consent back, and that only the clock ends one otherwise."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.questions.models import StandingConsent

ENDING = "promotion.consents.end"


def can_revoke(actor: Actor, consent: StandingConsent) -> Decision:
    """Let whoever gave a consent take it back."""
    return allow_if(actor.id == consent.given_by, _("Only who gave this consent takes it back."))


def can_end(actor: Actor) -> Decision:
    """Let only the clock end a consent that is over."""
    return allow_if(actor.is_system(ENDING), _("Consents end by themselves."))
