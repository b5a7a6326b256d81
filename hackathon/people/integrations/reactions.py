"""What happens to API tokens when something happened to their owners."""

from hackathon.core.facts import Happened
from hackathon.core.work import Work
from hackathon.people.integrations.commands import revoke_all_tokens


def follow_deactivation(work: Work, happened: Happened) -> None:
    """Revoke the tokens of who was deactivated; they open nothing from that very moment, this is for later."""
    revoke_all_tokens(work, happened.fact.subject_id)
