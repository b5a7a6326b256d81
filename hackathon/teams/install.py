"""What the teams floor adds."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Label
from hackathon.core.facts import Reaction
from hackathon.events.registration.facts import ParticipantWithdrew
from hackathon.teams.formation import reactions, routes
from hackathon.teams.formation.facts import CaptainChanged, TeamJoined, TeamLeft
from hackathon.teams.formation.policy import FOLLOWING
from hackathon.teams.formation.queries import captain_grants, member_grants, team_names


def install(house: Contributions, _settings: Settings) -> None:
    """Register the teams features."""
    blueprint = Blueprint("teams", __name__)
    blueprint.register_blueprint(routes.blueprint)
    house.blueprints.append(blueprint)
    house.grants += [member_grants, captain_grants]
    house.labels["team"] = Label(team_names(), "teams.formation.find", "team_id")
    house.add_panel("event", routes.event_panel)
    house.add_panel("challenge", routes.challenge_panel)
    house.event_actions.append(routes.event_action)
    house.home_cards.append(routes.home_cards)
    house.reactions += [
        Reaction(FOLLOWING, (ParticipantWithdrew,), reactions.follow_registrations),
        Reaction("teams.formation.tell_captain", (TeamJoined, TeamLeft), reactions.tell_captain),
        Reaction("teams.formation.tell_new_captain", (CaptainChanged,), reactions.tell_new_captain),
    ]
