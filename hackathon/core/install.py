"""What the ground floor adds: delivering facts, sealing them, sending mail."""

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.ledger.seal import CHECKPOINT, SEAL
from hackathon.core.mail import SEND
from hackathon.core.search_sweep import SWEEP as SEARCH_SWEEP

SWEEP = "core.dispatch.sweep"


def install(house: Contributions, _settings: Settings) -> None:
    """Register the jobs of the core."""
    house.add_job(SWEEP, "hackathon.core.dispatch:deliver_job", every=60)
    house.add_job(SEAL, "hackathon.core.ledger.seal:seal_job", every=60)
    house.add_job(CHECKPOINT, "hackathon.core.ledger.seal:checkpoint_job", every=3600)
    house.add_job(SEARCH_SWEEP, "hackathon.core.search_sweep:sweep", every=3600)
    house.add_job(SEND, "hackathon.core.mail:send", attempts=12)
