"""Time in tests: it stands still until told."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FAR_OFF = NOON + timedelta(days=36_500)
"""For what must not come while programs go by the real clock, such as a reminder."""


class StandingClock:
    """A clock that shows what it was set to."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **how_much: float) -> datetime:
        self.at += timedelta(**how_much)
        return self.at
