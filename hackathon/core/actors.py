"""Who acts: a person with the roles they hold, or the system with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Grant(NamedTuple):
    """One role held in one place: `("event", 3, "organizer")`."""

    scope: str
    scope_id: int
    role: str


@dataclass(frozen=True)
class Actor:
    """Somebody or something that acts. Strangers have neither an id nor a reason."""

    id: int | None = None
    name: str = ""
    site_roles: frozenset[str] = frozenset()
    grants: frozenset[Grant] = field(default=frozenset(), repr=False)
    system: str | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.id is not None

    def is_site(self, *roles: str) -> bool:
        """Tell whether the person holds any of these site roles."""
        return not self.site_roles.isdisjoint(roles)

    def holds(self, role: str, scope: str, scope_id: int | None) -> bool:
        """Tell whether the person holds the role in that place."""
        return (scope, scope_id, role) in self.grants

    def places(self, scope: str, *roles: str) -> frozenset[int]:
        """List the places of a scope where the person holds any of the roles (any role when none is named)."""
        return frozenset(g.scope_id for g in self.grants if g.scope == scope and (not roles or g.role in roles))

    def is_system(self, *reasons: str) -> bool:
        """Tell whether this is the system acting for one of the named reasons."""
        return self.system is not None and self.system in reasons


STRANGER = Actor()


def system(reason: str) -> Actor:
    """Act as the platform itself; only commands that name the reason admit it."""
    return Actor(name=reason, system=reason)


def person(account_id: int, name: str, *, site_roles: Iterable[str] = (), grants: Iterable[Grant] = ()) -> Actor:
    """Act as a signed-in person."""
    return Actor(account_id, name, frozenset(site_roles), frozenset(grants))
