"""The life of a registration."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class RegistrationState(StrEnum):
    """Where somebody stands between asking to take part and having taken part."""

    APPLIED = "APPLIED"
    ADMITTED = "ADMITTED"
    WAITLISTED = "WAITLISTED"
    DECLINED = "DECLINED"
    CONFIRMED = "CONFIRMED"
    CHECKED_IN = "CHECKED_IN"
    NO_SHOW = "NO_SHOW"
    WITHDRAWN = "WITHDRAWN"


TAKING_PART = (RegistrationState.ADMITTED, RegistrationState.CONFIRMED, RegistrationState.CHECKED_IN)
WAITING = (RegistrationState.APPLIED, RegistrationState.WAITLISTED)
_S = RegistrationState

REGISTRATION_FLOW = Flow(
    {
        "admit": move(_S.APPLIED, _S.WAITLISTED, to=_S.ADMITTED),
        "waitlist": move(_S.APPLIED, to=_S.WAITLISTED),
        "decline": move(_S.APPLIED, _S.WAITLISTED, to=_S.DECLINED),
        "confirm": move(_S.ADMITTED, to=_S.CONFIRMED),
        "check_in": move(_S.ADMITTED, _S.CONFIRMED, to=_S.CHECKED_IN),
        "miss": move(_S.ADMITTED, _S.CONFIRMED, to=_S.NO_SHOW),
        "withdraw": move(_S.APPLIED, _S.ADMITTED, _S.WAITLISTED, _S.CONFIRMED, to=_S.WITHDRAWN),
        "return": move(_S.WITHDRAWN, to=_S.APPLIED),
    }
)
