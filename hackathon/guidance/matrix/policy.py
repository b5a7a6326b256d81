"""Who says which data may go to which tool."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision
from hackathon.guidance.tools.policy import can_keep_tools


def can_change_matrix(actor: Actor) -> Decision:
    """Let those who decide about tools decide what may go into them."""
    return can_keep_tools(actor)
