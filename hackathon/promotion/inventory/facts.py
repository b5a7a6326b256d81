"""Facts of reference cases."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class InventoryImported(Fact):
    """Reference cases came in; those of the import before are not searched any more."""

    kind = "promotion.inventory.imported"
    subject = "inventory"
    sentence = lazy("%(actor)s imported %(inventory)s with %(rows)s reference cases")
    audience = Audience.ADMINS

    rows: int
