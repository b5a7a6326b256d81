"""The life of an offer."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class OfferState(StrEnum):
    """What a product owner answered, if anything."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


OFFER_FLOW = Flow(
    {
        "accept": move(OfferState.OPEN, to=OfferState.ACCEPTED),
        "decline": move(OfferState.OPEN, to=OfferState.DECLINED),
        "expire": move(OfferState.OPEN, to=OfferState.EXPIRED),
        "withdraw": move(OfferState.OPEN, to=OfferState.WITHDRAWN),
    }
)
