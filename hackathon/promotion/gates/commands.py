"""What can be done at a gate: give evidence, accept it or send it back, and move on."""

from dataclasses import dataclass

from hackathon.core.decisions import Conflict, IllegalMove, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.storage import StoredFile
from hackathon.core.work import Work
from hackathon.promotion.attachments.commands import keep_file
from hackathon.promotion.attachments.rules import GivenFile
from hackathon.promotion.cases.commands import advance
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import has_free_steward
from hackathon.promotion.cases.rules import need_link, need_reason
from hackathon.promotion.gates.facts import (
    PASSED,
    EvidenceAccepted,
    EvidenceFact,
    EvidenceGiven,
    EvidenceRejected,
)
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.gates.policy import can_advance, can_answer_evidence, can_give_evidence
from hackathon.promotion.gates.queries import accepted_requirements, newest_evidence_id
from hackathon.promotion.gates.rules import (
    VERSION,
    EvidenceKind,
    Gate,
    Requirement,
    gate_of,
    missing,
)
from hackathon.promotion.impact.models import Reading

SCOPE = "evidence"


@dataclass(frozen=True)
class EvidenceDraft:
    """What somebody gives for one requirement: exactly one of a link, a file or a reading, and a note about it."""

    requirement: str
    link: str = ""
    file: GivenFile | None = None
    reading_id: int | None = None
    note: str = ""


def give_evidence(work: Work, case_id: int, draft: EvidenceDraft) -> Evidence:
    """Give evidence for a requirement of the gate the use case stands before; newer evidence replaces older."""
    case = work.lock(UseCase, case_id)
    require(can_give_evidence(work.actor, case))
    gate, requirement = _asked_for(case, draft.requirement)
    if accepted_requirements(work.session, case.id, gate.key).get(requirement.key):
        raise Conflict(_("This is accepted already; nothing more is needed."))
    kind = _kind_of(draft, requirement)
    evidence = work.add(
        Evidence(
            case_id=case.id,
            gate=gate.key,
            requirement=requirement.key,
            kind=kind,
            file_id=_file_id(work, case, draft),
            reading_id=_reading_id(work, case, draft),
            link=need_link("link", draft.link),
            note=draft.note.strip(),
            given_by=work.actor.id,
            given_at=work.now,
        )
    )
    _record(work, EvidenceGiven, case, evidence)
    return evidence


def accept_evidence(work: Work, evidence_id: int) -> Evidence:
    """Accept what somebody else gave."""
    case, evidence = _evidence_to_answer(work, evidence_id)
    _answer(work, evidence, is_accepted=True)
    _record(work, EvidenceAccepted, case, evidence)
    return evidence


def reject_evidence(work: Work, evidence_id: int, reason: str) -> Evidence:
    """Send evidence back with a reason, so that something better can be given."""
    case, evidence = _evidence_to_answer(work, evidence_id)
    evidence.answer = need_reason(reason)
    _answer(work, evidence, is_accepted=False)
    _record(work, EvidenceRejected, case, evidence, reason=evidence.answer)
    return evidence


def advance_case(work: Work, case_id: int, action: str, *, version: int | None = None) -> UseCase:
    """Move a use case through its gate: to building, pilot or live, once everything asked for is accepted."""
    case = work.lock(UseCase, case_id)
    require(can_advance(work.actor, case))
    gate = gate_of(case.state)
    if gate is None or gate.key != action:
        raise IllegalMove(_("This use case does not stand before that gate any more. Look at the page again."))
    advance(work, case, action, version=version)
    _require_evidence(work, case, gate)
    work.record(
        PASSED[action](
            **case.stream,
            evidence=len(gate.requirements),
            requirements_version=VERSION,
        )
    )
    return case


def _asked_for(case: UseCase, key: str) -> tuple[Gate, Requirement]:
    gate = gate_of(case.state)
    requirement = gate.requirement(key) if gate else None
    if gate is None or requirement is None:
        raise Conflict(_("This is not asked for now. Look at the use case again."))
    return gate, requirement


def _kind_of(draft: EvidenceDraft, requirement: Requirement) -> EvidenceKind:
    given = {
        EvidenceKind.LINK: bool(draft.link.strip()),
        EvidenceKind.FILE: draft.file is not None,
        EvidenceKind.READING: draft.reading_id is not None,
    }
    kinds = [kind for kind, is_given in given.items() if is_given]
    if len(kinds) != 1 or kinds[0] not in requirement.kinds:
        raise Invalid(requirement.kinds[0], _sentence_for(requirement))
    return kinds[0]


def _sentence_for(requirement: Requirement) -> str:
    if requirement.kinds == (EvidenceKind.READING,):
        return _("Choose one of the readings.")
    return _("Give either a link or a file.")


def _file_id(work: Work, case: UseCase, draft: EvidenceDraft) -> int | None:
    if draft.file is None:
        return None
    return keep_file(work, draft.file, scope=SCOPE, scope_id=case.id).id


def _reading_id(work: Work, case: UseCase, draft: EvidenceDraft) -> int | None:
    if draft.reading_id is None:
        return None
    reading = work.session.get(Reading, draft.reading_id)
    if reading is None or reading.case_id != case.id:
        raise Invalid("reading", _("Choose one of the readings."))
    return reading.id


def _evidence_to_answer(work: Work, evidence_id: int) -> tuple[UseCase, Evidence]:
    case = work.lock(UseCase, work.get(Evidence, evidence_id).case_id)
    evidence = work.lock(Evidence, evidence_id)
    require(can_answer_evidence(work.actor, case, evidence, has_steward=has_free_steward(work.session, case.id)))
    newest = newest_evidence_id(work.session, case.id, evidence.gate, evidence.requirement)
    if evidence.answered_at is not None or newest != evidence.id:
        raise Conflict(_("This was answered or replaced meanwhile. Look at the use case again."))
    return case, evidence


def _answer(work: Work, evidence: Evidence, *, is_accepted: bool) -> None:
    evidence.is_accepted = is_accepted
    evidence.answered_by, evidence.answered_at = work.actor.id, work.now


def _require_evidence(work: Work, case: UseCase, gate: Gate) -> None:
    open_ones = missing(gate, accepted_requirements(work.session, case.id, gate.key))
    if open_ones:
        names = ", ".join(str(each.label) for each in open_ones)
        raise Conflict(_("This is still missing: %(names)s.") % {"names": names})


def _record(
    work: Work, fact: type[EvidenceFact], case: UseCase, evidence: Evidence, *, reason: str | None = None
) -> None:
    said = work.state(reason).reference() if reason else {}
    work.record(
        fact(
            **case.stream,
            evidence_id=evidence.id,
            requirement=evidence.requirement,
            sha256=_fingerprint(work, evidence),
            **said,
        )
    )


def _fingerprint(work: Work, evidence: Evidence) -> str | None:
    return work.get(StoredFile, evidence.file_id).sha256 if evidence.file_id is not None else None
