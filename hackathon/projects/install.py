"""What the projects floor adds."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Label
from hackathon.core.facts import Reaction
from hackathon.projects.workspace import reactions as workspace_reactions
from hackathon.projects.workspace import routes as workspace
from hackathon.projects.workspace.queries import project_names
from hackathon.teams.formation.facts import ChallengeLeft, ChallengeTaken


def install(house: Contributions, _settings: Settings) -> None:
    """Register the projects features, siblings in their order."""
    blueprint = Blueprint("projects", __name__)
    _install_workspace(house, blueprint)
    house.blueprints.append(blueprint)


def _install_workspace(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(workspace.blueprint)
    house.labels["project"] = Label(project_names(), "projects.workspace.show", "project_id")
    house.add_panel("team", workspace.team_panel)
    house.home_cards.append(workspace.home_cards)
    house.reactions.append(
        Reaction("projects.workspace.follow_team", (ChallengeTaken, ChallengeLeft), workspace_reactions.follow)
    )
