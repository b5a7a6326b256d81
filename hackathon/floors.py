"""The house in one list: which packages there are, from the ground up, and what they contribute together."""

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.install import install as install_core
from hackathon.events.install import install as install_events
from hackathon.guidance.install import install as install_guidance
from hackathon.judging.install import install as install_judging
from hackathon.people.install import account_loader, bearer_loader
from hackathon.people.install import install as install_people
from hackathon.projects.install import install as install_projects
from hackathon.promotion.install import install as install_promotion
from hackathon.teams.install import install as install_teams
from hackathon.web.install import install as install_web

__all__ = ["account_loader", "bearer_loader", "contributions"]

INSTALLERS = (
    install_core,
    install_web,
    install_people,
    install_guidance,
    install_events,
    install_teams,
    install_projects,
    install_judging,
    install_promotion,
)


def contributions(settings: Settings) -> Contributions:
    """Ask every package what it adds."""
    register = Contributions()
    for install in INSTALLERS:
        install(register, settings)
    return register
