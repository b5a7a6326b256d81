"""Rules of a question: what may be said about it, and what hangs together."""

from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlsplit

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.guidance.datasets.rules import DataClass

LARGEST = Decimal(10) ** 13
MOST_PEOPLE, MOST_TIMES, MOST_MINUTES, MOST_TEAMS = 1_000_000, 10_000, 10_000, 1_000
FREQUENCIES: dict[int, LazySentence] = {
    1250: lazy("Several times a day"),
    250: lazy("Every working day"),
    52: lazy("Every week"),
    12: lazy("Every month"),
    4: lazy("Every quarter"),
    1: lazy("Once a year"),
}
"""How often something happens to each person who has it, as times a year."""


@dataclass(frozen=True, kw_only=True)
class ChallengeDraft:
    """What somebody says about a question from work; whatever is not known yet stays empty."""

    title: str
    question: str
    why: str = ""
    metric: str = ""
    metric_unit: str = ""
    baseline: Decimal | None = None
    baseline_source: str = ""
    target: Decimal | None = None
    data_name: str = ""
    data_class: str | None = None
    data_link: str = ""
    product_owner_id: int | None = None
    people_count: int | None = None
    times_a_year: int | None = None
    minutes_each: int | None = None
    is_owned: bool | None = None
    wanted_skills: list[str] = field(default_factory=list)
    max_teams: int | None = None


def hours_a_year(people: int | None, times_a_year: int | None, minutes_each: int | None) -> Decimal | None:
    """Score a question: how many have it, times how often a year, times minutes each time; in hours.

    Where one of the three is not known the score is not known, which is not zero: such questions are listed after
    the others, in the order in which they were asked. Of two that cost the same, the one that somebody owns today
    comes first, since value without an owner is lost after the event.
    """
    if people is None or times_a_year is None or minutes_each is None:
        return None
    return (Decimal(people * times_a_year * minutes_each) / 60).quantize(Decimal(1))


def check(draft: ChallengeDraft) -> None:
    """Raise `Invalid` beside the first value that cannot stand."""
    if not draft.title:
        raise Invalid("title", _("Give the question a short title."))
    if not draft.question:
        raise Invalid("question", _("Ask the question in one sentence."))
    _check_outcome(draft)
    _check_class(draft)
    _check_numbers(draft)


def _check_outcome(draft: ChallengeDraft) -> None:
    for name, value in (("baseline", draft.baseline), ("target", draft.target)):
        if value is not None and not (value.is_finite() and abs(value) < LARGEST):
            raise Invalid(name, _("This number is too large to be kept. Choose a larger unit."))
        if value is not None and not draft.metric:
            raise Invalid("metric", _("Say what is measured, or leave baseline and target empty."))


def _check_class(draft: ChallengeDraft) -> None:
    if draft.data_class is not None and draft.data_class not in set(DataClass):
        raise Invalid("data_class", _("Choose one of the list."))
    if draft.data_class and not draft.data_name:
        raise Invalid("data_name", _("Name the data set of this class."))
    if draft.data_link and not _is_web_address(draft.data_link):
        raise Invalid("data_link", _("This is not a web address. It begins with https:// or http://."))


def _check_numbers(draft: ChallengeDraft) -> None:
    most = {
        "people_count": MOST_PEOPLE,
        "times_a_year": MOST_TIMES,
        "minutes_each": MOST_MINUTES,
        "max_teams": MOST_TEAMS,
    }
    for name, limit in most.items():
        value = getattr(draft, name)
        if value is not None and not 1 <= value <= limit:
            raise Invalid(name, _("Give a number from 1 to %(most)s, or leave this empty.") % {"most": limit})


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not set(text) & set(" \t\n<>\"'")
