"""What has to be there before a use case moves on: the requirements of each gate, and when they are met."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.i18n import LazySentence, lazy
from hackathon.promotion.cases.states import CaseState

VERSION = 1
"""Counted up whenever a requirement below changes, so that the record says which table was asked."""


class EvidenceKind(StrEnum):
    """What evidence can be."""

    FILE = "file"
    LINK = "link"
    READING = "reading"


@dataclass(frozen=True)
class Requirement:
    """One thing a gate asks for: what may show it, and who usually gives it."""

    key: str
    label: LazySentence
    hint: LazySentence
    giver: LazySentence
    kinds: tuple[EvidenceKind, ...] = (EvidenceKind.LINK, EvidenceKind.FILE)


@dataclass(frozen=True)
class Gate:
    """One move of a use case and all it waits for."""

    key: str
    source: CaseState
    title: LazySentence
    button: LazySentence
    requirements: tuple[Requirement, ...]

    def requirement(self, key: str) -> Requirement | None:
        """Find one of the gate's requirements."""
        return next((each for each in self.requirements if each.key == key), None)


_OWNER, _TEAM = lazy("the owner"), lazy("the team")

GATES: tuple[Gate, ...] = (
    Gate(
        "build",
        CaseState.ADOPTED,
        lazy("To start building"),
        lazy("Start building"),
        (
            Requirement(
                "plan",
                lazy("Who builds it, and the plan"),
                lazy("Names, time granted, and the repository or backlog it is built in"),
                _OWNER,
            ),
            Requirement(
                "data",
                lazy("The data may be used for this"),
                lazy("The data owner's yes for this purpose"),
                _OWNER,
            ),
        ),
    ),
    Gate(
        "pilot",
        CaseState.BUILDING,
        lazy("To start the pilot"),
        lazy("Start the pilot"),
        (
            Requirement(
                "test",
                lazy("It passes its acceptance test"),
                lazy("What was tried, on which data, and how it came out"),
                _TEAM,
            ),
            Requirement(
                "users",
                lazy("The people of the pilot are named"),
                lazy("Who uses it, from when until when"),
                _OWNER,
            ),
            Requirement(
                "check",
                lazy("A person checks what it does"),
                lazy("Where in the work, and what happens when it is wrong"),
                _OWNER,
            ),
        ),
    ),
    Gate(
        "go_live",
        CaseState.PILOT,
        lazy("To go live"),
        lazy("Go live"),
        (
            Requirement(
                "reading",
                lazy("A reading against the baseline"),
                lazy("Measured in the pilot, by the metric that was signed"),
                _OWNER,
                (EvidenceKind.READING,),
            ),
            Requirement(
                "contact",
                lazy("Who is called when it fails"),
                lazy("Name, hours, and what to do until they come"),
                _OWNER,
            ),
            Requirement(
                "security",
                lazy("Accepted by security"),
                lazy("The note of whoever is responsible for security"),
                _OWNER,
            ),
        ),
    ),
)


_KNOWN = {"plan": "repository", "data": "data", "test": "demo"}
"""What the event may already know for a requirement."""


def suggested_link(requirement: str, known: Mapping[str, str]) -> str:
    """Pre-fill a requirement with what the event knows: links by "repository", "data" and "demo"."""
    return known.get(_KNOWN.get(requirement, ""), "")


def gate_of(state: str) -> Gate | None:
    """Return the gate a use case stands before; None where no gate follows."""
    return next((gate for gate in GATES if gate.source == state), None)


def missing(gate: Gate, accepted: Mapping[str, bool]) -> list[Requirement]:
    """List what is not accepted yet, by the newest evidence of each requirement."""
    return [each for each in gate.requirements if not accepted.get(each.key)]
