"""The numbered table that chooses a path: six statements, and what makes a use case serious or prohibited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS, DataClass
from hackathon.guidance.tools.rules import STANDING_LABELS, ToolStanding
from hackathon.promotion.cases.states import CasePath
from hackathon.promotion.limits.rules import Limit

VERSION = 1
"""Counts up whenever a statement, or what follows from it, changes; each signature keeps the one it was given under."""


class Answer(StrEnum):
    """What is said about a statement. Not known is never taken for yes."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ANSWER_LABELS: dict[str, LazySentence] = {
    Answer.YES: lazy("Yes"),
    Answer.NO: lazy("No"),
    Answer.UNKNOWN: lazy("Not known"),
}
DATA, TOOLS, CHECKED, PEOPLE, REACH, EFFORT = SIX = ("open_data", "tools", "checked", "people", "reach", "effort")
SPECIAL, RIGHTS, REGULATED, PROHIBITED = SERIOUS = ("special", "rights", "regulated", "prohibited")
STATEMENTS: Mapping[str, LazySentence] = {
    DATA: lazy("Its data is public or internal, and none of it is personal."),
    TOOLS: lazy("Every tool it needs is approved."),
    CHECKED: lazy("A person checks every output before use: it sends, pays, deletes and grants nothing by itself."),
    PEOPLE: lazy("It decides nothing about a person."),
    REACH: lazy("It stays inside the owner's unit and reaches at most %(light_people)s people."),
    EFFORT: lazy("It takes at most %(light_weeks)s person-weeks, and a month of running costs at most %(light_cost)s."),
    SPECIAL: lazy("It uses data on health, origin, belief, union membership, sex life, or genetic or biometric data."),
    RIGHTS: lazy("It moves money or grants rights without a person."),
    REGULATED: lazy("A law or an authority regulates this use."),
    PROHIBITED: lazy("The law or a policy of ours prohibits this use."),
}
SHORT: Mapping[str, LazySentence] = {
    DATA: lazy("Public or internal data, none personal"),
    TOOLS: lazy("Approved tools"),
    CHECKED: lazy("A person checks every output"),
    PEOPLE: lazy("No decision about a person"),
    REACH: lazy("Inside the unit, few people"),
    EFFORT: lazy("Little work and cost"),
    SPECIAL: lazy("Special categories of data"),
    RIGHTS: lazy("Moves money or rights"),
    REGULATED: lazy("Regulated"),
    PROHIBITED: lazy("Prohibited"),
}
_NUMBERS = (Limit.LIGHT_PEOPLE, Limit.LIGHT_WEEKS, Limit.LIGHT_COST)
_HARMLESS = {DataClass.PUBLIC, DataClass.INTERNAL}


class Change(StrEnum):
    """What can have changed so that the six are asked again."""

    DATA = "data"
    TOOL = "tool"
    AUTONOMY = "autonomy"
    REACH = "reach"


CHANGE_LABELS: dict[str, LazySentence] = {
    Change.DATA: lazy("Its data"),
    Change.TOOL: lazy("A tool"),
    Change.AUTONOMY: lazy("What it does by itself"),
    Change.REACH: lazy("Whom it reaches"),
}


def path_for(answers: Mapping[str, str]) -> CasePath | None:
    """Choose the path: as long as the risk, None where it is prohibited."""
    if answers[PROHIBITED] == Answer.YES:
        return None
    if answers[PEOPLE] == Answer.NO or Answer.YES in {answers[key] for key in (SPECIAL, RIGHTS, REGULATED)}:
        return CasePath.FULL
    return CasePath.LIGHT if all(answers[key] == Answer.YES for key in SIX) else CasePath.STANDARD


def need_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Return a whole set of answers; raise `Invalid` beside the first that is missing or none."""
    for key in (*SIX, *SERIOUS):
        if answers.get(key) not in set(Answer) or (key in SERIOUS and answers[key] == Answer.UNKNOWN):
            raise Invalid(key, _("Answer this."))
    return {key: str(answers[key]) for key in (*SIX, *SERIOUS)}


def statement(key: str, limits: Mapping[Limit, int]) -> str:
    """Say a statement with the numbers of today."""
    return STATEMENTS[key] % {str(limit): limits[limit] for limit in _NUMBERS}


def words_to_sign(name: str, number: int, answers: Mapping[str, str], limits: Mapping[Limit, int]) -> str:
    """Write down what somebody signs, word for word."""
    head = _("I, %(name)s, answer about use case %(number)s:") % {"name": name, "number": number}
    said = [f"{statement(key, limits)} {ANSWER_LABELS[answers[key]]}." for key in (*SIX, *SERIOUS)]
    return "\n".join([head, *said])


@dataclass(frozen=True)
class Known:
    """What the event knows that bears on the six; data sets and tools are pairs of name and class or standing."""

    data: Sequence[tuple[str, str]] = ()
    tools: Sequence[tuple[str, str]] = ()
    people: int | None = None
    asking_unit: str = ""
    owner_unit: str = ""
    monthly_cost: int | None = None


@dataclass(frozen=True)
class Filled:
    """An answer that arrives filled in, and from where; where nothing is known, it is not known."""

    answer: Answer = Answer.UNKNOWN
    source: str = field(default="")


def filled(known: Known, limits: Mapping[Limit, int]) -> dict[str, Filled]:
    """Answer what the event can answer, saying from where."""
    return {
        DATA: _judged(known.data, {each: str(DATA_CLASS_LABELS[each]) for each in DataClass}, _HARMLESS),
        TOOLS: _judged(known.tools, {each: str(STANDING_LABELS[each]) for each in ToolStanding}, _APPROVED),
        REACH: _reach(known, limits[Limit.LIGHT_PEOPLE]),
        EFFORT: _effort(known.monthly_cost, limits[Limit.LIGHT_COST]),
    }


_APPROVED = {ToolStanding.APPROVED}


def _judged(named: Sequence[tuple[str, str]], labels: Mapping[str, str], fine: Iterable[str]) -> Filled:
    if not named:
        return Filled()
    source = "; ".join(f"{name}: {labels.get(each, each)}" for name, each in dict.fromkeys(named))
    is_fine = {each for _name, each in named} <= set(fine)
    return Filled(Answer.YES if is_fine else Answer.NO, source)


def _reach(known: Known, most: int) -> Filled:
    if known.people is None:
        return Filled()
    source = _("%(count)s people do this today") % {"count": known.people}
    if known.people > most:
        return Filled(Answer.NO, source)
    if not known.asking_unit or known.asking_unit.casefold() != known.owner_unit.casefold():
        return Filled(source=source)
    return Filled(Answer.YES, _("%(people)s, all in %(unit)s") % {"people": source, "unit": known.owner_unit})


def _effort(cost: int | None, most: int) -> Filled:
    if cost is None:
        return Filled()
    source = _("the day-one plan allows %(cost)s a month") % {"cost": cost}
    return Filled(Answer.NO if cost > most else Answer.UNKNOWN, source)
