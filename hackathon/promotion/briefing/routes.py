"""What the page of an offer shows from other steps: what a round expected, and the plan for day one."""

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.i18n import _
from hackathon.promotion.briefing.queries import expected_of
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CasePath
from hackathon.promotion.day_one import routes as day_one


def offer_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Say how many weeks it takes and what it brings, as its scorers saw it; no round, no panel."""
    if case.path == CasePath.LIGHT or case.selected_at is None:
        return None
    expected = expected_of(view.session, case.id)
    if expected is None:
        return None
    return Panel(_("Weeks and value"), "promotion/briefing/panel.html", expected, position=10)


def plan_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Show the plan for day one, which the light path leaves to whoever takes it over."""
    return None if case.path == CasePath.LIGHT else day_one.panel(view, case)
