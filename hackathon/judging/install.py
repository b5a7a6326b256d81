"""What the judging floor adds."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.facts import Reaction
from hackathon.events.setup.facts import EventPublished
from hackathon.judging.ballots import routes as ballots
from hackathon.judging.rubric.policy import PROVIDE
from hackathon.judging.rubric.reactions import provide


def install(house: Contributions, _settings: Settings) -> None:
    """Register the judging features."""
    house.blueprints.append(_blueprint())
    house.home_cards.append(ballots.cards)
    house.event_actions.append(ballots.action)
    house.reactions.append(Reaction(PROVIDE, (EventPublished,), provide))


def _blueprint() -> Blueprint:
    package = Blueprint("judging", __name__)
    package.register_blueprint(ballots.blueprint)
    return package
