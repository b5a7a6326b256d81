"""Which questions a use case has to pass off the light path, who decides each, and how it stands with one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.promotion.cases.states import CasePath, CaseState

LONGEST_TERM = 200
_NO_WORD = re.compile(r"[\W_]+")


class Decider(StrEnum):
    """Who decides a question."""

    OWNER = "owner"
    MEASURER = "measurer"
    DATA_OWNER = "data_owner"
    SYSTEM_OWNER = "system_owner"
    STEWARD = "steward"


DECIDERS: Mapping[str, LazySentence] = {
    Decider.OWNER: lazy("the proposed owner"),
    Decider.MEASURER: lazy("whoever measures"),
    Decider.DATA_OWNER: lazy("the owner of the data"),
    Decider.SYSTEM_OWNER: lazy("the owner of the system"),
    Decider.STEWARD: lazy("a steward"),
}
NAMED = frozenset({Decider.MEASURER, Decider.DATA_OWNER, Decider.SYSTEM_OWNER})
"""Those whom somebody has to name, for each use case anew."""
CONSENTING = frozenset({Decider.DATA_OWNER, Decider.SYSTEM_OWNER})
"""Those whose yes serves every use case on the same data, purpose and system."""


class Answer(StrEnum):
    """What a decider says: yes, no, or a question back."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


ANSWERS: Mapping[str, LazySentence] = {
    Answer.YES: lazy("yes"),
    Answer.NO: lazy("no"),
    Answer.ASK: lazy("a question back"),
}


class Standing(StrEnum):
    """How it stands with a question."""

    OPEN = "open"
    ASKED_BACK = "asked_back"
    NO = "no"
    WAIVED = "waived"
    YES = "yes"


STANDINGS: Mapping[str, tuple[LazySentence, str]] = {
    Standing.OPEN: (lazy("open"), "neutral"),
    Standing.ASKED_BACK: (lazy("asked back"), "warn"),
    Standing.NO: (lazy("no"), "bad"),
    Standing.WAIVED: (lazy("waived"), "warn"),
    Standing.YES: (lazy("yes"), "good"),
}
"""How each standing is called, and its tone."""
PASSED = frozenset({Standing.YES, Standing.WAIVED})
ASKED_IN = frozenset(
    {
        CaseState.NOMINATED,
        CaseState.SCREENED,
        CaseState.SELECTED,
        CaseState.WAITING,
        CaseState.OFFERED,
        CaseState.ADOPTED,
        CaseState.BUILDING,
        CaseState.PILOT,
        CaseState.SUSPENDED,
    }
)
"""The states before live, in which a question can be open, or open again."""


@dataclass(frozen=True)
class Question:
    """One question of a set; its words are data, those of the first set are translated."""

    key: str
    words: str
    hint: str
    decider: str
    wants_evidence: bool = True
    is_full_only: bool = False

    @property
    def is_named(self) -> bool:
        """Whether somebody has to name who decides it, for each use case anew."""
        return self.decider in NAMED

    def written(self) -> dict[str, Any]:
        """Write it as JSON."""
        return asdict(self)


def _first(key: str, words: LazySentence, hint: LazySentence, decider: Decider, *, wants: bool = True) -> Question:
    return Question(key, str(words), str(hint), decider, wants)


FIRST_NUMBER = 1
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when the first set holds, which nobody published."""
FIRST: tuple[Question, ...] = (
    _first(
        "owner",
        lazy("Does the proposed owner agree to be asked?"),
        lazy("Nobody is offered a use case that they never heard of."),
        Decider.OWNER,
        wants=False,
    ),
    _first(
        "metric",
        lazy("Is there a metric with a baseline, and somebody who measures it?"),
        lazy("What is counted, what it is today, and by whom it is measured."),
        Decider.MEASURER,
    ),
    _first(
        "data",
        lazy("May the data be used for this purpose?"),
        lazy("The yes of whoever owns the data."),
        Decider.DATA_OWNER,
    ),
    _first(
        "system",
        lazy("May it be connected to the system it is for?"),
        lazy("The system is named, and its owner agrees."),
        Decider.SYSTEM_OWNER,
    ),
    _first(
        "permitted",
        lazy("Is it permitted, and is its risk tier known?"),
        lazy("Nothing prohibited; say which tier it is and why."),
        Decider.STEWARD,
    ),
    _first(
        "actions",
        lazy("Does a person check each sensitive action?"),
        lazy("List what it sends, pays, deletes or grants, and who checks it before."),
        Decider.STEWARD,
    ),
    _first(
        "duplicate",
        lazy("Does no other live use case do the same?"),
        lazy("Look at similar cases: merge it into one of them, or say what is different."),
        Decider.STEWARD,
    ),
    _first(
        "support",
        lazy("Is there a limit to its running cost, and somebody who supports it?"),
        lazy("How much a month at most, who pays, and who is called."),
        Decider.OWNER,
    ),
)
"""The set that holds until somebody publishes another; it is written down like any other when it is first asked."""


def questions_on(path: str, questions: Iterable[Question]) -> list[Question]:
    """List what is asked on a path: nothing on the light one, some questions on the full one only."""
    if path == CasePath.LIGHT:
        return []
    return [each for each in questions if path == CasePath.FULL or not each.is_full_only]


def read_questions(written: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Read what `Question.written` wrote."""
    return tuple(Question(**each) for each in written)


@dataclass(frozen=True)
class Terms:
    """What data and system owners are asked about: which data, for which purpose, in which system."""

    data: str = ""
    purpose: str = ""
    system: str = ""

    @property
    def key(self) -> str:
        """What two use cases share that one yes serves; empty while any of the three is unknown."""
        parts = [folded(each) for each in (self.data, self.purpose, self.system)]
        return "|".join(parts) if all(parts) else ""


def folded(words: str) -> str:
    """Write a name so that spellings which differ in case, accents or punctuation only are the same."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return _NO_WORD.sub(" ", "".join(each for each in plain if not unicodedata.combining(each))).strip()[:LONGEST_TERM]


@dataclass(frozen=True)
class Said:
    """The newest answer to a question, as far as its weight depends on it.

    `about` is the key of the terms it was given for, `until` when the consent behind it ends; both are empty where the
    answer is to this one question only.
    """

    answer: str
    by: int
    about: str = ""
    is_consent: bool = False
    until: datetime | None = None


def standing_of_answer(
    said: Said | None, *, decider_id: int | None, terms: Terms, waived_until: datetime | None, now: datetime
) -> Standing:
    """Say how it stands with a question: an answer counts while it is its decider's, about this, and not over."""
    counts = said is not None and _counts(said, decider_id, terms, now)
    if counts and said is not None and said.answer == Answer.YES:
        return Standing.YES
    if waived_until is not None and waived_until > now:
        return Standing.WAIVED
    if not counts or said is None:
        return Standing.OPEN
    return Standing.NO if said.answer == Answer.NO else Standing.ASKED_BACK


def _counts(said: Said, decider_id: int | None, terms: Terms, now: datetime) -> bool:
    if said.is_consent:
        return said.about == terms.key and said.until is not None and said.until > now
    return decider_id in {None, said.by} and (not said.about or said.about == terms.key)


@dataclass(frozen=True)
class Whose:
    """Who decides a question, by account: nobody in particular leaves it to those who decide about the use case.

    `owner_id` is who would own the use case, or owns it.
    """

    decider_id: int | None = None
    has_to_be_named: bool = False
    owner_id: int | None = None


def need_answer(answer: str, reason: str, would_change: str) -> tuple[str, str]:
    """Return what stands beside an answer; raise `Invalid` for a no or a question back that says nothing."""
    if answer not in set(Answer):
        raise Invalid("answer", _("Choose an answer."))
    if answer == Answer.YES:
        return "", ""
    if not reason.strip():
        raise Invalid("reason", _("Say why not.") if answer == Answer.NO else _("Say what you want to know."))
    if answer == Answer.NO and not would_change.strip():
        raise Invalid("would_change", _("Say what would change it; “nothing” is an answer."))
    return reason.strip(), would_change.strip() if answer == Answer.NO else ""


def need_terms(terms: Terms) -> None:
    """Raise `Invalid` where it is not said what data and system owners are asked about."""
    for name, value in (("data_name", terms.data), ("purpose", terms.purpose), ("system", terms.system)):
        if len(value) > LONGEST_TERM:
            raise Invalid(name, _("At most %(most)s characters are possible.") % {"most": LONGEST_TERM})
    if not terms.purpose.strip():
        raise Invalid("purpose", _("Say what it is for."))
