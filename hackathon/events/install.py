"""What the events floor adds: events with their pages, roles and reminders; questions; and who takes part."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Label, NavigationItem
from hackathon.core.i18n import lazy
from hackathon.events.challenges import reactions as challenge_reactions
from hackathon.events.challenges import routes as challenges
from hackathon.events.challenges.queries import challenge_names
from hackathon.events.registration import api
from hackathon.events.registration import reactions as registration_reactions
from hackathon.events.registration import routes as registration
from hackathon.events.registration.queries import participations_of
from hackathon.events.setup import reactions as setup_reactions
from hackathon.events.setup import routes as setup
from hackathon.events.setup.queries import event_names, event_roles_of


def install(house: Contributions, _settings: Settings) -> None:
    """Register the events features."""
    blueprint = Blueprint("events", __name__)
    for feature in (setup, challenges, registration):
        blueprint.register_blueprint(feature.blueprint)
    house.blueprints += [blueprint, api.blueprint]
    house.navigation.append(NavigationItem(lazy("Events"), "events.setup.index", 10))
    _install_setup(house)
    _install_challenges(house)
    _install_registration(house)
    _install_reactions(house)


def _install_setup(house: Contributions) -> None:
    house.grants.append(event_roles_of)
    house.labels["event"] = Label(event_names(), "events.setup.show", "slug")
    house.add_checklist("event", setup.own_checklist)


def _install_challenges(house: Contributions) -> None:
    house.labels["challenge"] = Label(challenge_names(), "events.challenges.find", "challenge_id")
    house.home_cards.append(challenges.questions_to_decide)
    house.add_panel("event", challenges.event_panel)
    house.add_checklist("event", challenges.own_checklist)


def _install_registration(house: Contributions) -> None:
    house.grants.append(participations_of)
    house.home_sections.append(registration.my_events)
    house.home_cards.append(registration.home_cards)
    house.event_actions.append(registration.offer_registration)
    house.add_panel("event", registration.event_panel)


def _install_reactions(house: Contributions) -> None:
    for feature in (setup_reactions, challenge_reactions, registration_reactions):
        house.reactions += feature.REACTIONS
