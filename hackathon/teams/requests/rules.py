"""Rules of requests: how many one may have open, how long their words are, and why they end by themselves."""

from enum import StrEnum

from hackathon.core.i18n import LazySentence, lazy

MOST_OPEN = 5
"""Requests that one person may have open at an event: captains read them one by one."""
LONGEST_MESSAGE = 500


class Ending(StrEnum):
    """Why a request or an invitation ended without an answer."""

    JOINED = "joined"
    LOCKED = "locked"
    DISSOLVED = "dissolved"
    CLOSED = "closed"
    LEFT = "left"
    LATE = "late"


ENDINGS: dict[str, LazySentence] = {
    Ending.JOINED: lazy("they found a team"),
    Ending.LOCKED: lazy("the team is complete"),
    Ending.DISSOLVED: lazy("the team has dissolved"),
    Ending.CLOSED: lazy("the time to form teams is over"),
    Ending.LEFT: lazy("they no longer take part"),
    Ending.LATE: lazy("nobody answered in time"),
}
TOLD = frozenset({Ending.LOCKED, Ending.DISSOLVED, Ending.CLOSED, Ending.LATE})
"""Endings that somebody did not bring about by what they did themselves, so that they have to hear of them."""
