"""What a decision rests on goes along with the record, and a file that was swapped since is found."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.ledger.export import export_record
from hackathon.core.ledger.verify import RecordError, check_record
from hackathon.core.secrets import Vault
from hackathon.core.storage import Kept, Storage
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.projects.submissions.commands import attach_files, write_kept
from hackathon.projects.submissions.policy import KEEPER
from hackathon.projects.submissions.rules import Attaching, KeptCommit
from hackathon.promotion.attachments.rules import GivenFile
from hackathon.promotion.gates.commands import EvidenceDraft, accept_evidence, give_evidence
from tests.clocks import NOON
from tests.factories import make_event, make_project, make_submission, make_team
from tests.factories.people import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def kept(app: Flask, contents: bytes) -> Kept:
    storage: Storage = app.extensions["storage"]
    return storage.keep(BytesIO(contents), limit=1000)


@pytest.fixture
def exported(session: Session, working: Working, app: Flask, tmp_path: Path) -> Path:
    """Take out a record in which evidence was given and accepted, a file attached, and a commit kept."""
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")
    ines = make_account(session, "Ines")
    project = make_project(session, make_team(session, make_event(session), ines))
    submission = make_submission(session, project, ines.id)
    slides, bundle = kept(app, b"slides"), kept(app, b"bundle")
    with working(done.member) as work:
        given = give_evidence(work, case.id, EvidenceDraft("data", file=GivenFile("yes.pdf", kept(app, b"baseline"))))
        evidence_id = given.id
    with working(done.owner) as work:
        accept_evidence(work, evidence_id)
    with working(ines) as work:
        attach_files(work, project.id, [Attaching("slides.pdf", "application/pdf", *vars(slides).values())])
    with working(system(KEEPER)) as work:
        write_kept(work, submission.id, KeptCommit("bundle", **vars(bundle)))
    vault = Vault.of(app.extensions["settings"])
    export_record(session, vault, app.extensions["storage"], tmp_path / "record", NOON)
    return tmp_path / "record"


def test_evidence_attachments_and_frozen_commits_go_along_with_the_record(exported: Path) -> None:
    lines = [json.loads(line)["entry"] for line in (exported / "ledger.jsonl").read_bytes().splitlines()]
    files = {path.name: path.read_bytes() for path in (exported / "evidence").iterdir()}

    rests_on = [(entry["kind"], files[entry["payload"]["sha256"]]) for entry in lines if "sha256" in entry["payload"]]

    assert check_record(exported)[0] == len(lines)
    assert rests_on == [
        ("promotion.gates.given", b"baseline"),
        ("promotion.gates.accepted", b"baseline"),
        ("projects.submissions.attachment_added", b"slides"),
        ("projects.submissions.commit_kept", b"bundle"),
    ]


def test_a_swapped_file_is_found_by_its_entry(exported: Path) -> None:
    files = sorted((exported / "evidence").iterdir())
    found = []

    for file in files:
        honest = file.read_bytes()
        file.write_bytes(b"another " + honest)
        with pytest.raises(RecordError, match="its evidence is missing or was changed") as fault:
            check_record(exported)
        found.append((honest, str(fault.value).partition(":")[0]))
        file.write_bytes(honest)

    assert sorted(found) == [(b"baseline", "entry 1"), (b"bundle", "entry 4"), (b"slides", "entry 3")]
