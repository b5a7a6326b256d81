"""Facts: written once as canonical JSON, readable by later and earlier versions."""

from dataclasses import dataclass

import pytest

from hackathon.core.actors import person, system
from hackathon.core.facts import Fact, FactRow, Statement, Subject
from hackathon.core.i18n import lazy
from tests.clocks import NOON


@dataclass(frozen=True, kw_only=True)
class ShipLaunched(Fact):
    """For these tests only."""

    kind = "tests.ships.launched"
    subject = "ship"
    sentence = lazy("%(actor)s launched %(ship)s at %(harbour)s")
    shows_on = ("harbour",)

    harbour_id: int | None = None
    owner_account_id: int | None = None
    class_: str = "A"


@dataclass(frozen=True, kw_only=True)
class ShipChristened(Fact):
    """For these tests only."""

    kind = "tests.ships.christened"
    subject = "ship"
    sentence = lazy("%(ship)s has a name")

    sponsor_account_id: int | None


FACT = ShipLaunched(subject_id=7, harbour_id=3, owner_account_id=9)


def test_payload_is_canonical_json_without_empty_fields() -> None:
    assert ShipLaunched(subject_id=7, class_="é\n").payload() == '{"class_":"é\\n","subject_id":7}'


def test_payload_is_read_back_whole() -> None:
    assert ShipLaunched.read(FACT.payload()) == FACT


def test_payload_of_another_version_is_read_without_what_is_unknown() -> None:
    assert ShipLaunched.read('{"subject_id":7,"dropped":1}') == ShipLaunched(subject_id=7)


def test_payload_without_a_field_that_has_no_default_is_read_with_it_empty() -> None:
    fact = ShipChristened(subject_id=7, sponsor_account_id=None)

    assert ShipChristened.read(fact.payload()) == fact


def test_row_of_an_unknown_kind_has_no_fact() -> None:
    row = FactRow.of(FACT, actor=system("tests"), at=NOON)
    row.kind = "tests.ships.forgotten"

    assert row.fact() is None


def test_row_says_who_did_it() -> None:
    by_person = FactRow.of(FACT, actor=person(5, "Ada"), at=NOON)
    by_system = FactRow.of(FACT, actor=system("tests"), at=NOON)

    assert [(row.actor_id, row.actor_reason) for row in (by_person, by_system)] == [(5, None), (None, "tests")]
    assert by_person.fact() == FACT


def test_subjects_leave_out_what_is_empty() -> None:
    assert list(FACT.subjects()) == [Subject("ship", 7), Subject("harbour", 3)]
    assert list(ShipLaunched(subject_id=7).subjects()) == [Subject("ship", 7)]


def test_mentions_name_accounts_as_accounts() -> None:
    assert dict(FACT.mentions()) == {
        "ship": Subject("ship", 7),
        "harbour": Subject("harbour", 3),
        "owner_account": Subject("account", 9),
    }


def test_kind_of_another_fact_is_refused() -> None:
    with pytest.raises(TypeError, match=r"two facts are called tests\.ships\.launched"):
        type("ShipSunk", (Fact,), {"kind": "tests.ships.launched"})


def test_statements_of_the_same_words_have_different_digests() -> None:
    first, second = Statement.of("too late"), Statement.of("too late")

    assert first.digest != second.digest
    assert "too late" not in str(first.reference())
