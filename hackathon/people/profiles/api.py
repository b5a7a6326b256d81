"""Who one is, as JSON: for a program to find out whom its token speaks for."""

from typing import TypedDict

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.people.profiles.queries import Person, person_seen
from hackathon.web.access import current_account, current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.database import session

blueprint = api_blueprint("me", __name__)


class GrantShown(TypedDict):
    """A role in one place: organizer of an event, member of a team."""

    scope: str
    scope_id: int
    role: str


class MeShown(TypedDict):
    """Whoever asks, and all they hold; `scopes` is what this token or session may be used for."""

    id: int
    name: str
    email: str
    unit: str
    craft: str
    skills: list[str]
    time_zone: str
    site_roles: list[str]
    grants: list[GrantShown]
    scopes: list[str]
    url: str


@blueprint.get("/me")
@signed_in
@promises(MeShown)
def show() -> ResponseReturnValue:
    """Show whoever asks."""
    return jsonify(_shown(person_seen(session(), current_actor(), current_actor().id)))


def _shown(person: Person) -> MeShown:
    actor, account = current_actor(), current_account()
    return {
        "id": person.account.id,
        "name": person.account.display_name,
        "email": person.account.email,
        "unit": person.profile.unit,
        "craft": person.profile.craft,
        "skills": person.profile.skills,
        "time_zone": person.profile.time_zone,
        "site_roles": sorted(actor.site_roles),
        "grants": [
            {"scope": each.scope, "scope_id": each.scope_id, "role": each.role} for each in sorted(actor.grants)
        ],
        "scopes": sorted(account.scopes) if account else [],
        "url": url_for("people.profiles.show", account_id=person.account.id),
    }
