"""Rules of invitations: how long they hold, and how many a team may have open."""

from datetime import datetime, timedelta

LIFE = timedelta(days=7)
"""How long an invitation waits for its answer; never longer than teams form."""
MOST_OPEN = 20
"""Invitations that a team may have open: who invites everybody asks nobody."""
MOST_LINKS = 3
MOST_USES = 20
USUAL_USES = 3
PATH = "/team-invitations/"


def ends_at(now: datetime, forming_closes_at: datetime) -> datetime:
    """Return until when an invitation made now can be accepted."""
    return min(now + LIFE, forming_closes_at)
