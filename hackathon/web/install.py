"""What the web floor adds: home, search, files, health and the API's description."""

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, NavigationItem
from hackathon.core.i18n import lazy
from hackathon.web import api_description, files, health, home, search


def install(house: Contributions, _settings: Settings) -> None:
    """Register the pages that belong to no feature."""
    house.blueprints += [home.blueprint, files.blueprint, health.blueprint, api_description.blueprint]
    house.blueprints += [search.blueprint, search.api]
    house.navigation.append(NavigationItem(lazy("Waiting for me"), "home.show", 0))
