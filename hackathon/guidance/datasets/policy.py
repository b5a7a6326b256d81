"""Who adds data sets, says how sensitive they are, and withdraws them."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.guidance.datasets.models import Dataset
from hackathon.people.accounts.models import SiteRole


def can_add_dataset(actor: Actor) -> Decision:
    """Let stewards add data of anybody, and product owners data of their own."""
    return allow_if(
        actor.is_site(SiteRole.STEWARD, SiteRole.PRODUCT_OWNER),
        _("Data sets are added by stewards, and by product owners who answer for the data themselves."),
    )


def can_name_owner(actor: Actor) -> Decision:
    """Let stewards alone say that somebody else answers for data."""
    return allow_if(actor.is_site(SiteRole.STEWARD), _("Only a steward names somebody else as the owner."))


def can_edit_dataset(actor: Actor, dataset: Dataset) -> Decision:
    """Let the owner and stewards change what is said, withdraw it, and open it again."""
    return allow_if(
        actor.is_site(SiteRole.STEWARD) or (actor.id is not None and actor.id == dataset.owner_id),
        _("Only the owner of this data, or a steward, may change it."),
    )


def can_lower_class(actor: Actor, dataset: Dataset) -> Decision:
    """Let a steward who does not own the data decide that it is less sensitive; raising it is anybody's who edits."""
    return allow_if(
        actor.is_site(SiteRole.STEWARD) and actor.id != dataset.owner_id,
        _("That data is less sensitive than was said is decided by a steward who does not own it."),
    )
