"""Writes the generated part of docs/map.md: the lives of things, drawn from their tables."""

import sys
from pathlib import Path

from hackathon.core.flow import Flow
from hackathon.events.challenges.states import CHALLENGE_FLOW
from hackathon.events.registration.states import REGISTRATION_FLOW
from hackathon.events.setup.states import EVENT_FLOW
from hackathon.judging.ballots.states import BALLOT_FLOW
from hackathon.judging.plans.states import PLAN_FLOW
from hackathon.projects.workspace.states import PROJECT_FLOW
from hackathon.promotion.adoption.states import OFFER_FLOW
from hackathon.promotion.cases.states import CASE_FLOW
from hackathon.promotion.selection.states import ROUND_FLOW
from hackathon.teams.formation.states import TEAM_FLOW
from hackathon.teams.invitations.states import INVITATION_FLOW
from hackathon.teams.matching.states import RUN_FLOW
from hackathon.teams.requests.states import REQUEST_FLOW

MAP = Path(__file__).parent.parent / "docs" / "map.md"
BEGIN, END = "<!-- drawn by make map -->", "<!-- end -->"
FLOWS: dict[str, Flow] = {
    "Event": EVENT_FLOW,
    "Challenge": CHALLENGE_FLOW,
    "Registration": REGISTRATION_FLOW,
    "Team": TEAM_FLOW,
    "Request to join": REQUEST_FLOW,
    "Invitation": INVITATION_FLOW,
    "Matching": RUN_FLOW,
    "Project": PROJECT_FLOW,
    "Ballot": BALLOT_FLOW,
    "Plan of the judging": PLAN_FLOW,
    "Use case": CASE_FLOW,
    "Selection round": ROUND_FLOW,
    "Offer": OFFER_FLOW,
}


def drawn(text: str) -> str:
    """Return the map with its diagrams as the tables say today."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    diagrams = [f"### {name}\n\n```mermaid\n{flow.mermaid()}\n```\n" for name, flow in FLOWS.items()]
    return f"{before}{BEGIN}\n\n{chr(10).join(diagrams)}\n{END}{after}"


if __name__ == "__main__":
    MAP.write_text(drawn(MAP.read_text()))
    sys.stdout.write(f"{MAP} is drawn.\n")
