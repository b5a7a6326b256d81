"""Data sets: added by stewards and who owns them; less sensitive by somebody else's word only."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, IllegalMove, Invalid, Stale
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.guidance.datasets.commands import add_dataset, edit_dataset, restore_dataset, withdraw_dataset
from hackathon.guidance.datasets.models import Dataset
from hackathon.guidance.datasets.rules import DatasetDraft
from hackathon.people.accounts.models import Account
from tests.factories import make_account
from tests.factories.guidance import make_dataset

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def draft(**values: object) -> DatasetDraft:
    return DatasetDraft(**{"name": "Meter readings", "data_class": "internal", "terms": "Two years."} | values)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["steward", "product_owner"])
def test_added_data_set_is_the_own_where_nobody_is_named(session: Session, working: Working, role: str) -> None:
    somebody = make_account(session, "Paula", role)

    with working(somebody) as work:
        add_dataset(work, draft())

    found, fact = session.scalars(select(Dataset)).one(), session.scalars(select(FactRow)).one()
    assert (found.name, found.data_class, found.owner_id, found.terms, found.state) == (
        "Meter readings",
        "internal",
        somebody.id,
        "Two years.",
        "ACTIVE",
    )
    assert (fact.kind, fact.actor_id) == ("guidance.datasets.added", somebody.id)


def test_owner_is_named_by_stewards_only(session: Session, working: Working) -> None:
    owner, steward = make_account(session), make_account(session, "Stella", "steward")
    paula = make_account(session, "Paula", "product_owner")

    with pytest.raises(Denied), working(paula) as work:
        add_dataset(work, draft(owner_id=owner.id))
    with working(steward) as work:
        add_dataset(work, draft(owner_id=owner.id))

    assert session.scalars(select(Dataset.owner_id)).all() == [owner.id]


@pytest.mark.parametrize("role", ["admin", "host", ""])
def test_adding_by_others_is_denied(session: Session, working: Working, role: str) -> None:
    with pytest.raises(Denied), working(make_account(session, "Uwe", *filter(None, [role]))) as work:
        add_dataset(work, draft())


@pytest.mark.parametrize(("who", "data_class", "kept"), [
    ("owner", "personal", "personal"),
    ("owner", "public", "internal"),
    ("steward", "public", "public"),
    ("owning steward", "public", "internal"),
])  # fmt: skip
def test_class_is_lowered_by_a_steward_who_does_not_own_the_data(
    session: Session, working: Working, who: str, data_class: str, kept: str
) -> None:
    steward = make_account(session, "Stella", "steward")
    dataset = make_dataset(session, steward if who == "owning steward" else make_account(session), name="Old name")
    actor = session.get_one(Account, dataset.owner_id) if who == "owner" else steward
    dataset_id = dataset.id

    try:
        with working(actor) as work:
            edit_dataset(work, dataset_id, draft(data_class=data_class), version=1)
    except Denied:
        pass

    session.expire_all()
    found = session.get_one(Dataset, dataset_id)
    assert (found.data_class, found.name) == (kept, "Old name" if kept == "internal" else "Meter readings")


def test_edit_of_what_somebody_else_changed_is_stale_and_a_taken_name_invalid(
    session: Session, working: Working
) -> None:
    dataset, other = make_dataset(session), make_dataset(session)
    owner = session.get_one(Account, dataset.owner_id)

    with pytest.raises(Stale), working(owner) as work:
        edit_dataset(work, dataset.id, draft(), version=7)
    with pytest.raises(Invalid) as refused, working(owner) as work:
        edit_dataset(work, dataset.id, draft(name=other.name), version=1)

    assert refused.value.field == "name"


def test_data_set_is_withdrawn_once_and_opened_again(session: Session, working: Working) -> None:
    dataset = make_dataset(session)
    owner = session.get_one(Account, dataset.owner_id)

    with working(owner) as work:
        withdraw_dataset(work, dataset.id, version=1)
    with pytest.raises(IllegalMove), working(owner) as work:
        withdraw_dataset(work, dataset.id, version=2)
    with working(owner) as work:
        restore_dataset(work, dataset.id, version=2)

    kinds = session.scalars(select(FactRow.kind).order_by(FactRow.id)).all()
    assert kinds == ["guidance.datasets.withdrawn", "guidance.datasets.restored"]


def test_withdrawing_by_another_owner_is_denied(session: Session, working: Working) -> None:
    dataset, other = make_dataset(session), make_account(session, "Paula", "product_owner")

    with pytest.raises(Denied), working(other) as work:
        withdraw_dataset(work, dataset.id)
