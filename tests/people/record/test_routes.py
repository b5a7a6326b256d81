"""The record as auditors see it, and its proofs as whoever may read an entry sees them."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.facts import FactRow
from hackathon.core.ledger import verify
from hackathon.core.ledger.models import LedgerAddress, LedgerCheckpoint
from hackathon.core.ledger.seal import checkpoint, seal
from hackathon.core.mail import Mail
from hackathon.core.secrets import Vault
from hackathon.core.work import Work
from hackathon.events.setup.facts import EventPublished
from hackathon.people.accounts.models import Account
from hackathon.people.record.facts import CheckpointAsked
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.gates.commands import EvidenceDraft, give_evidence
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import Finished, make_case, make_finished_project
from tests.factories.saving import saved
from tests.queries import QueryCounter

Browsers = Callable[[Account | None], Browser]
Said = pytest.CaptureFixture[str]
Working = Callable[[Account | Actor], AbstractContextManager[Work]]
PLAN = EvidenceDraft("plan", link="https://wiki.example.org/plan", note="Two people until May")


def sign(app: Flask, session: Session) -> LedgerCheckpoint:
    return checkpoint(session, Vault.of(app.extensions["settings"]), NOON)


def given_evidence(session: Session, working: Working, done: Finished) -> int:
    """Give evidence, of which the record's fact is for those who work on the case; return the fact's number."""
    case = make_case(session, done, "ADOPTED")
    with working(done.member) as work:
        give_evidence(work, case.id, PLAN)
    fact_id = session.scalar(select(FactRow.id).where(FactRow.kind == "promotion.gates.given"))
    assert fact_id is not None
    return fact_id


def test_auditor_signs_a_checkpoint_that_counts_the_asking_and_is_mailed(
    session: Session, browser: Browsers, app: Flask
) -> None:
    ada = make_account(session, "Ada", "auditor")
    saved(session, LedgerAddress(address="notary@example.org", since=NOON))

    answer = browser(ada).post("/record/checkpoints")

    last = session.execute(select(FactRow.kind, FactRow.actor_id).order_by(FactRow.id.desc())).first()
    signed = session.scalars(select(LedgerCheckpoint)).one()
    mail = session.scalars(select(Mail)).one()
    facts = len(session.scalars(select(FactRow.id)).all())
    assert (answer.status_code, last and (last.kind, last.actor_id)) == (
        302,
        ("people.record.checkpoint_asked", ada.id),
    )
    assert signed.size == facts
    assert (mail.to, mail.text(reveal=True).startswith(signed.signed)) == ("notary@example.org", True)
    assert verify.read_note(mail.text(reveal=True)) == verify.read_note(signed.signed)


def test_record_is_read_by_auditors_and_administrators_alone(session: Session, browser: Browsers, app: Flask) -> None:
    people = [make_account(session, role, role) for role in ("auditor", "admin", "host", "steward")]
    signed = sign(app, session)
    pages = ("/record", "/record/entries", f"/record/checkpoints/{signed.id}")

    answers = [[browser(who).get(page).status_code for page in pages] for who in people]
    posts = [browser(who).post("/record/checkpoints").status_code for who in people]
    addresses = [browser(who).post("/record/addresses", email="a@example.org").status_code for who in people]

    assert answers == [[200, 200, 200], [200, 200, 200], [403, 403, 403], [403, 403, 403]]
    assert posts == [302, 302, 403, 403]
    assert addresses == [403, 302, 403, 403]


def test_addresses_are_added_once_removed_and_recorded(session: Session, browser: Browsers) -> None:
    admin = browser(make_account(session, "Ann", "admin"))

    answers = [admin.post("/record/addresses", email=email) for email in ("Kay@Example.org", "kay@example.org", "kay")]
    kept = session.execute(select(LedgerAddress.id, LedgerAddress.address)).one()
    removed = admin.post(f"/record/addresses/{kept.id}/remove")

    kinds = session.scalars(select(FactRow.kind).where(FactRow.stream_kind == "record").order_by(FactRow.id)).all()
    payloads = session.scalars(select(FactRow.payload).where(FactRow.stream_kind == "record")).all()
    assert [answer.status_code for answer in answers] == [302, 409, 422]
    assert (kept.address, removed.status_code) == ("kay@example.org", 302)
    assert session.scalars(select(LedgerAddress.id)).all() == []
    assert kinds == ["people.record.address_added", "people.record.address_removed"]
    assert "kay" not in "".join(payloads)


def test_proof_of_a_fact_is_for_those_who_read_it_on_its_page(
    session: Session, browser: Browsers, working: Working, app: Flask
) -> None:
    done = make_finished_project(session)
    fact_id = given_evidence(session, working, done)
    readers = [done.owner, make_account(session, "Stella", "steward"), make_account(session, "Ada", "auditor")]
    others = [make_account(session, "Jo"), done.judge]
    sign(app, session)

    shown = [browser(who).get(f"/record/facts/{fact_id}/proof") for who in readers]
    hidden = [browser(who).get(f"/record/facts/{fact_id}/proof") for who in others]
    as_json = [browser(who).get(f"/api/v1/record/facts/{fact_id}/proof") for who in (done.owner, others[0])]

    assert [answer.status_code for answer in shown + hidden] == [200] * 3 + [404] * 2
    assert [answer.status_code for answer in as_json] == [200, 404]
    assert all("promotion.gates.given" in answer.text for answer in shown)
    assert not any("promotion.gates.given" in answer.text for answer in [*hidden, as_json[1]])
    assert browser(None).get(f"/record/facts/{fact_id}/proof").status_code == 302


def test_proof_verifies_offline_and_an_altered_one_does_not(
    session: Session,
    browser: Browsers,
    working: Working,
    app: Flask,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    done = make_finished_project(session)
    fact_id = given_evidence(session, working, done)
    with working(make_account(session, "Ada", "auditor")) as work:
        work.record_all([CheckpointAsked()] * 5)
    signed = sign(app, session)
    sound = browser(done.owner).get(f"/api/v1/record/facts/{fact_id}/proof").text
    proof = json.loads(sound)
    forged = [
        sound.replace('"evidence_id":', '"evidence_id":1'),
        json.dumps(proof | {"seq": proof["seq"] + 1}),
        json.dumps(proof | {"path": proof["path"][:-1]}),
        json.dumps(proof | {"path": [*proof["path"], "00" * 32]}),
        json.dumps(proof | {"checkpoint": signed.signed.replace(f"\n{signed.size}\n", f"\n{signed.size + 1}\n")}),
        json.dumps(proof | {"checkpoint": None}),
    ]
    file, kept = tmp_path / "proof.json", tmp_path / "kept.txt"
    kept.write_text(signed.signed)

    codes = []
    for text in [sound, *forged]:
        file.write_text(text)
        codes.append(verify.main(["--proof", str(file), "--checkpoint", str(kept)], tmp_path))

    said = capsys.readouterr().out
    assert codes == [0] + [1] * len(forged)
    assert said.startswith(f"verified entry {proof['seq']} of {signed.size}\n")


def test_proof_of_what_is_not_sealed_or_not_signed_says_when(
    session: Session, browser: Browsers, working: Working
) -> None:
    done = make_finished_project(session)
    fact_id = given_evidence(session, working, done)
    owner, path = browser(done.owner), f"record/facts/{fact_id}/proof"

    before = owner.get(f"/{path}").text, owner.get(f"/api/v1/{path}").status_code
    seal(session, NOON)
    after = owner.get(f"/{path}").text, owner.get(f"/api/v1/{path}").json or {}

    assert ("This is sealed within a minute" in before[0], before[1]) == (True, 409)
    assert ("follows within the hour" in after[0], after[1]["checkpoint"]) == (True, None)


def test_case_page_leads_to_proofs_and_other_pages_do_for_auditors(
    session: Session, browser: Browsers, working: Working
) -> None:
    done = make_finished_project(session)
    fact_id = given_evidence(session, working, done)
    number = session.scalars(select(UseCase.number)).one()
    ada = make_account(session, "Ada", "auditor")
    with working(ada) as work:
        work.record(EventPublished(subject_id=done.event.id))
    link = "/proof"

    seen = {who: browser(who).get(f"/events/{done.event.slug}").text.count(link) for who in (done.owner, ada)}
    on_case = browser(done.owner).get(f"/use-cases/{number}").text

    assert f"/record/facts/{fact_id}/proof" in on_case
    assert (seen[done.owner], seen[ada] > 0) == (0, True)


@pytest.mark.parametrize("many", [2, 30])
def test_pages_of_the_record_take_as_many_queries_for_one_as_for_many(
    session: Session, browser: Browsers, app: Flask, queries: QueryCounter, many: int
) -> None:
    ada = make_account(session, "Ada", "auditor")
    for _round in range(many):
        browser(ada).post("/record/checkpoints")
    fact_id = session.scalar(select(FactRow.id).order_by(FactRow.id))
    reader = browser(ada)

    counts = []
    for page in ("/record", f"/record/facts/{fact_id}/proof", "/record/entries"):
        with queries() as seen:
            reader.get(page)
        counts.append(len(seen))

    assert counts == [6, 7, 3]


def test_programs_fetch_the_newest_checkpoint_and_what_verifies_it(session: Session, app: Flask) -> None:
    program = Program(app, make_token(session, make_account(session, "Jo")))
    before = program.get("/api/v1/record/checkpoint").status_code
    signed = sign(app, session)

    shown = program.get("/api/v1/record/checkpoint").json or {}

    note = verify.read_note(shown["checkpoint"])
    verify.check_note(note, *verify.read_key(shown["key"]))
    assert before == 404
    assert (shown["size"], shown["root"], note.size) == (signed.size, signed.root, signed.size)


def test_files_to_verify_with_are_for_everybody_signed_in(session: Session, browser: Browsers, app: Flask) -> None:
    signed = sign(app, session)
    jo = browser(make_account(session, "Jo"))

    found = {name: jo.get(f"/record/{name}").text for name in ("checkpoint.txt", "public-key.txt", "verify.py")}

    verify.check_note(verify.read_note(found["checkpoint.txt"]), *verify.read_key(found["public-key.txt"]))
    assert (found["checkpoint.txt"], found["verify.py"]) == (signed.signed, verify.source())
