"""Every table that knows people says what it keeps about them, and what it says is true of its columns."""

import re

from sqlalchemy import Table

from hackathon.core.privacy import Personal, declared
from hackathon.schema import METADATA

KNOWS_PEOPLE = re.compile(r"email|author|display_name|signed_name|about|given_by|requested_by|actor_id|note")


def knows_people(table: Table) -> bool:
    refers = any(key.column.table.name == "accounts" for key in table.foreign_keys)
    return refers or any(KNOWS_PEOPLE.fullmatch(name) for column in table.c for name in (column.name,))


def columns_named(personal: Personal) -> set[str]:
    address = {personal.address} if personal.address else set()
    return {*personal.whose, *personal.empties, *personal.lets_go, *address}


def test_every_table_that_knows_people_declares_what_it_keeps_about_them() -> None:
    declares = {table.name for table, _personal in declared()}

    assert {table.name for table in METADATA.sorted_tables if knows_people(table)} - declares == set(), (
        "Give the model a __personal__ (core/privacy.py): what it keeps, why, for how long, and what erasing does."
    )


def test_declarations_name_columns_that_there_are() -> None:
    unknown = {
        f"{table.name}.{name}" for table, told in declared() for name in columns_named(told) - set(table.c.keys())
    }

    assert unknown == set()


def test_who_is_let_go_or_emptied_may_be_nobody() -> None:
    kept = {
        f"{table.name}.{name}"
        for table, told in declared()
        for name in told.lets_go
        if not table.c[name].nullable or not table.c[name].foreign_keys
    }
    kept |= {
        f"{table.name}.{name}"
        for table, told in declared()
        for name, value in told.empties.items()
        if value is None and not table.c[name].nullable
    }

    assert kept == set()
