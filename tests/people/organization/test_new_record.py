"""Starting for real begins a new record: the demo's is gone with its key, and nothing can be changed in the new one."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.actors import system
from hackathon.core.facts import FactRow
from hackathon.core.ledger.models import LedgerEntry
from hackathon.core.ledger.proof import public_key
from hackathon.core.ledger.seal import checkpoint
from hackathon.core.secrets import Vault
from hackathon.core.work import unit_of_work
from hackathon.people.accounts.commands import create_account
from hackathon.people.accounts.rules import hash_password
from hackathon.people.organization.commands import Beginning, start_for_real
from tests.clocks import NOON
from tests.installation import make_settings

VAULT = Vault(("a secret key",))
CHANGES = {
    "sqlite": ("UPDATE facts SET actor_id = 1", "DELETE FROM ledger_entries", "DELETE FROM fact_subjects"),
    "postgresql": ("UPDATE facts SET actor_id = 1", "DELETE FROM ledger_entries", "TRUNCATE facts CASCADE"),
}


def test_start_for_real_begins_a_new_record_with_another_key_and_its_guards(live_engine: Engine) -> None:
    register = floors.contributions(make_settings(Path(), "sqlite://"))
    beginning = Beginning("Meridian", ["a.example"], "Ada", "ada@b.example", hash_password("three quiet meters"))
    with Session(live_engine, info={"contributions": register}) as session:
        with unit_of_work(session, system("demo"), NOON) as work:
            create_account(work, "played@example.org", "Played", is_demo=True)
        before, old_key = checkpoint(session, VAULT, NOON).size, public_key(session)

        with unit_of_work(session, system("start"), NOON) as work:
            start_for_real(work, beginning, has_demo=True)
        signed, new_key = checkpoint(session, VAULT, NOON), public_key(session)

        entries = session.scalars(select(LedgerEntry.seq).order_by(LedgerEntry.seq)).all()
        kinds = session.scalars(select(FactRow.kind).join(LedgerEntry, LedgerEntry.fact_id == FactRow.id)).all()
        assert before == 1
        assert entries == list(range(1, signed.size + 1))
        assert kinds.count("people.organization.started") == 1
        assert new_key != old_key
        session.rollback()
    for change in CHANGES[live_engine.dialect.name]:
        with pytest.raises(DatabaseError, match="written once"), live_engine.begin() as connection:
            connection.execute(text(change))
