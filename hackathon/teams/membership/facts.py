"""What others can have decided about somebody's place in a team; why they did is for the person and organizers."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact, Subject
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class CaptaincyHandedOver(Fact):
    """Another member leads the team, because its captain or an organizer said so."""

    kind = "teams.membership.handed_over"
    subject = "team"
    sentence = lazy("%(actor)s made %(account)s captain of %(team)s")
    shows_on = ("event",)

    event_id: int
    account_id: int
    before_account_id: int


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Fact):
    """The captain or an organizer took somebody out of the team; others read that they left."""

    kind = "teams.membership.removed"
    subject = "team"
    sentence = lazy("%(actor)s removed %(account)s from %(team)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class PersonMoved(Fact):
    """An organizer put somebody into a team, and took them out of another where they had one."""

    kind = "teams.membership.moved"
    subject = "team"
    sentence = lazy("%(actor)s put %(account)s into %(team)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    account_id: int
    from_team_id: int | None = None

    def subjects(self) -> Iterator[Subject]:
        """List the pages the fact shows on: also that of the team which somebody was taken from."""
        yield from super().subjects()
        if self.from_team_id is not None:
            yield Subject("team", self.from_team_id)
