"""The panel on the page of an offer that says what a round expected."""

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.i18n import _
from hackathon.promotion.briefing.queries import expected_of
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CasePath


def offer_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Say how many weeks it takes and what it brings, as its scorers saw it; no round, no panel."""
    if case.path == CasePath.LIGHT or case.selected_at is None:
        return None
    expected = expected_of(view.session, case.id)
    if expected is None:
        return None
    return Panel(_("Weeks and value"), "promotion/briefing/panel.html", expected, position=10)
