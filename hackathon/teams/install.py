"""What the teams floor adds."""

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions


def install(house: Contributions, _settings: Settings) -> None:
    """Register the teams features."""
