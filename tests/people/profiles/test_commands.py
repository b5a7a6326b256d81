"""Writing one's profile."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Invalid, Stale
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.commands import ProfileDraft, edit_profile
from hackathon.people.profiles.models import Profile
from tests.clocks import NOON
from tests.factories import make_account

Working = Callable[..., AbstractContextManager[Work]]
DRAFT = ProfileDraft("Jo March", unit="Metering", craft="designer", skills=("SQL",), time_zone="Europe/Berlin")


def test_edit_profile_writes_everything_and_counts_the_version(session: Session, working: Working) -> None:
    jo, boss = make_account(session, "Jo"), make_account(session, "Boss")

    with working(jo) as work:
        edit_profile(work, replace(DRAFT, manager_id=boss.id, about="Hi", wants_mail=False), version=1)

    profile = session.get_one(Profile, jo.id)
    assert session.get_one(Account, jo.id).display_name == "Jo March"
    assert (profile.unit, profile.manager_id, profile.craft, profile.skills, profile.time_zone) == (
        "Metering",
        boss.id,
        "designer",
        ["SQL"],
        "Europe/Berlin",
    )
    assert (profile.about, profile.wants_mail, profile.version) == ("Hi", False, 2)
    assert session.scalars(select(FactRow.kind)).all() == ["people.profiles.edited"]


def test_edit_profile_where_there_was_none_makes_one(session: Session, working: Working) -> None:
    jo = Account(email="jo@example.org", display_name="Jo", created_at=NOON)
    session.add(jo)
    session.commit()

    with working(jo) as work:
        edit_profile(work, DRAFT, version=1)

    assert session.get_one(Profile, jo.id).unit == "Metering"


def test_edit_profile_that_changed_since_it_was_read_is_refused(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo", profile={"version": 3, "unit": "Grid"})

    with pytest.raises(Stale), working(jo) as work:
        edit_profile(work, DRAFT, version=2)

    assert (session.get_one(Profile, jo.id).unit, session.get_one(Account, jo.id).display_name) == ("Grid", "Jo")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"display_name": ""}, "display_name"),
        ({"craft": "wizard"}, "craft"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_edit_profile_with_what_cannot_be_is_refused(
    session: Session, working: Working, change: dict[str, str], field: str
) -> None:
    jo = make_account(session, "Jo")

    with pytest.raises(Invalid) as refused, working(jo) as work:
        edit_profile(work, replace(DRAFT, **change))  # type: ignore[arg-type]

    assert refused.value.field == field
    assert session.get_one(Profile, jo.id).unit == ""


def test_edit_profile_with_oneself_as_line_manager_is_refused(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo")

    with pytest.raises(Invalid) as refused, working(jo) as work:
        edit_profile(work, replace(DRAFT, manager_id=jo.id))

    assert refused.value.field == "manager_email"
