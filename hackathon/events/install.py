"""What the events floor adds: events with their pages, roles and reminders; questions; and who takes part."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Label, NavigationItem
from hackathon.core.i18n import lazy
from hackathon.events.registration import queries as registrations
from hackathon.events.setup import queries as events
from hackathon.events.setup import routes as setup


def install(house: Contributions, _settings: Settings) -> None:
    """Register the events features."""
    blueprint = Blueprint("events", __name__)
    blueprint.register_blueprint(setup.blueprint)
    house.blueprints.append(blueprint)
    house.navigation.append(NavigationItem(lazy("Events"), "events.setup.index", 10))
    _install_setup(house)
    _install_registration(house)


def _install_setup(house: Contributions) -> None:
    house.grants.append(events.event_roles_of)
    house.labels["event"] = Label(events.event_names(), "events.setup.show", "slug")
    house.home_sections.append(setup.my_events)
    house.home_cards.append(setup.drafts_to_finish)
    house.add_checklist("event", setup.own_checklist)


def _install_registration(house: Contributions) -> None:
    house.grants.append(registrations.participations_of)
