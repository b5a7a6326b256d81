"""Which roles a team still misses, and whether it has room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.people.profiles.models import CRAFT_LABELS, DATA_CRAFTS, Craft
from hackathon.people.profiles.rules import skill_names_in
from hackathon.teams.formation.states import TeamEntry

DATA_PERSON = "data_person"
ROLE_LABELS: dict[str, LazySentence] = {**CRAFT_LABELS, DATA_PERSON: lazy("Data person")}

ENTRY_LABELS: dict[str, LazySentence] = {
    TeamEntry.OPEN: lazy("Open: whoever takes part can join"),
    TeamEntry.BY_REQUEST: lazy("By request: people ask, and the captain decides"),
    TeamEntry.BY_INVITATION: lazy("By invitation: the captain asks people"),
}


@dataclass(frozen=True)
class TeamDraft:
    """What a captain says about a team."""

    name: str
    pitch: str = ""
    challenge_id: int | None = None
    wanted_crafts: Sequence[str] = ()
    wanted_skills: Sequence[str] = ()
    entry: str = TeamEntry.OPEN


@dataclass(frozen=True)
class TeamPlan:
    """A team that is put together for its people; the first of them leads it."""

    name: str
    challenge_id: int | None
    account_ids: Sequence[int]


def missing_roles(crafts: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """List the roles a team lacks: somebody who knows the domain, somebody who knows data, and whom else it wants.

    A wanted data craft stands for the data person: it says more.
    """
    present = set(crafts)
    also = [craft for craft in Craft if craft in set(wanted) - present]
    lacking = [] if Craft.DOMAIN_EXPERT in present else [str(Craft.DOMAIN_EXPERT)]
    if not DATA_CRAFTS & (present | set(also)):
        lacking.append(DATA_PERSON)
    return list(dict.fromkeys([*lacking, *map(str, also)]))


def wanted_skills_in(typed: str) -> list[str]:
    """Part the skills that a team looks for at the commas; raise `Invalid` where they are too many or too long."""
    return skill_names_in(typed, field="wanted_skills")


def has_room(size: int, limit: int) -> Decision:
    """Tell whether one more person fits."""
    return allow_if(size < limit, _("This team is full (%(size)d of %(limit)d).") % {"size": size, "limit": limit})


def has_places(question: str, taken: int, wanted: int, limit: int | None) -> Decision:
    """Tell whether so many more teams can take a question that some have taken already."""
    return allow_if(
        limit is None or taken + wanted <= limit,
        _("“%(question)s” is taken by as many teams as it can have (%(taken)d of %(limit)s). Choose another question.")
        % {"question": question, "taken": taken, "limit": limit},
    )
