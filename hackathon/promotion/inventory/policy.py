"""Who sees reference cases, and who imports them."""

from sqlalchemy import ColumnElement, false, select, true

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.inventory.models import InventoryImport, ReferenceCase

IMPORTING = "promotion.inventory.import"


def can_import(actor: Actor) -> Decision:
    """Let only the program import: whoever may run it on this machine."""
    return allow_if(actor.is_system(IMPORTING), _("Reference cases are imported with the program, not here."))


def can_view(actor: Actor) -> Decision:
    """Let everyone with an account see reference cases: they are public."""
    return allow_if(actor.is_signed_in, _("Sign in to see reference cases."))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    return true() if actor.is_signed_in else false()


def is_current() -> ColumnElement[bool]:
    """Say in SQL that a reference case is of the last import."""
    return (
        ReferenceCase.import_id
        == select(InventoryImport.id).order_by(InventoryImport.id.desc()).limit(1).scalar_subquery()
    )
