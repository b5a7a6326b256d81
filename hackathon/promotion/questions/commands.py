"""What can be done with must-pass questions: prepare them, answer them, and let a use case pass or decline it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts.models import AccountState
from hackathon.people.accounts.queries import account_by_email
from hackathon.promotion.attachments.commands import keep_file
from hackathon.promotion.attachments.rules import GivenFile
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import has_free_steward
from hackathon.promotion.cases.rules import need_link
from hackathon.promotion.cases.states import CasePath
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.nominations.commands import pass_on, turn_down
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.nominations.rules import Refusal
from hackathon.promotion.questions.facts import (
    DeciderNamed,
    PassedByFirst,
    QuestionAnswered,
    QuestionEvidenceGiven,
    TermsSet,
)
from hackathon.promotion.questions.models import (
    CaseQuestion,
    Dossier,
    QuestionAnswer,
    QuestionEvidence,
    QuestionSet,
    StandingConsent,
)
from hackathon.promotion.questions.policy import (
    can_agree,
    can_answer,
    can_prepare,
    can_serve,
    can_settle,
    is_asked,
    is_undecided,
)
from hackathon.promotion.questions.queries import (
    Asked,
    Basis,
    asked_of,
    basis_of,
    case_question,
    consent_for,
    may_decide,
    standing_of,
    units_of,
)
from hackathon.promotion.questions.rules import (
    ALWAYS,
    CONSENTING,
    FIRST,
    FIRST_NUMBER,
    Answer,
    Decider,
    Standing,
    Terms,
    folded,
    need_answer,
    need_terms,
)

SCOPE = "question"


@dataclass(frozen=True)
class AnswerDraft:
    """What a decider says; a no gives its reason and what would change it, a question back what is asked."""

    answer: str
    reason: str = ""
    would_change: str = ""


@dataclass(frozen=True)
class EvidenceDraft:
    """What is given for a question: any of a link, a file and a note."""

    link: str = ""
    note: str = ""
    file: GivenFile | None = None


def name_decider(work: Work, case_id: int, key: str, email: str, *, version: int | None = None) -> CaseQuestion:
    """Name by mail address who decides a question: anybody outside who can sign in."""
    case, asked = _prepared(work, case_id, key)
    if not asked.question.is_named:
        raise Conflict(_("Nobody needs to be named for this question."))
    decider_id = _need_decider(work, case, email)
    row = _counted(work, case, key, version)
    row.decider_id, row.named_by = decider_id, work.actor.id
    work.record(DeciderNamed(**case.stream, question=key, set_number=asked.set_number, decider_account_id=decider_id))
    return row


def give_evidence(work: Work, case_id: int, key: str, draft: EvidenceDraft) -> QuestionEvidence:
    """Give something by which a question can be decided; all that was given stays."""
    case, asked = _prepared(work, case_id, key)
    link, note = need_link("link", draft.link), draft.note.strip()
    if not (link or note or draft.file):
        raise Invalid("note", _("Give a link, a file or a few words."))
    file = keep_file(work, draft.file, scope=SCOPE, scope_id=case.id) if draft.file else None
    evidence = work.add(
        QuestionEvidence(
            case_id=case.id,
            key=key,
            file_id=file.id if file else None,
            link=link,
            note=note,
            given_by=work.actor.id,
            given_at=work.now,
        )
    )
    work.record(
        QuestionEvidenceGiven(
            **case.stream,
            question=key,
            set_number=asked.set_number,
            evidence_id=evidence.id,
            sha256=file.sha256 if file else None,
        )
    )
    return evidence


def set_terms(work: Work, case_id: int, terms: Terms, *, version: int | None = None) -> Dossier:
    """Say which data is used for which purpose in which system; answers about anything else count no more."""
    case = work.lock(UseCase, case_id)
    require(can_prepare(work.actor, case, basis_of(work.session, case).prospect_id))
    need_terms(terms)
    dossier = dossier_of(work, case)
    work.expect_version(dossier, version)
    dossier.data, dossier.purpose, dossier.system = terms.data.strip(), terms.purpose.strip(), terms.system.strip()
    dossier.terms_key = terms.key
    work.record(TermsSet(**case.stream))
    return dossier


def answer_question(
    work: Work, case_id: int, key: str, draft: AnswerDraft, *, version: int | None = None
) -> QuestionAnswer:
    """Answer a question about a use case; the yes of a data or system owner serves others on the same terms, too."""
    case = work.lock(UseCase, case_id)
    asked = asked_of(work.session, case, key, work.now)
    require(can_answer(work.actor, case, asked.whose, has_steward=has_free_steward(work.session, case.id)))
    if asked.standing == Standing.YES:
        raise Conflict(_("This was answered with yes already."))
    reason, would_change = need_answer(draft.answer, draft.reason, draft.would_change)
    _counted(work, case, key, version)
    answer = QuestionAnswer(answer=draft.answer, reason=reason, would_change=would_change, answered_by=work.actor.id)
    if asked.question.decider in CONSENTING:
        _about(work, case, asked, answer)
    return _answered(work, case, asked, answer)


def serve_consents(work: Work, case_id: int) -> None:
    """Answer what a standing consent on the same data, purpose and system answers already; harmless when repeated."""
    require(can_serve(work.actor))
    case = work.lock(UseCase, case_id)
    if not is_asked(case):
        return
    basis = basis_of(work.session, case)
    dossier_of(work, case).terms_key = basis.terms.key
    for asked in standing_of(work.session, case, work.now):
        if asked.question.decider in CONSENTING and not asked.is_passed and basis.terms.key:
            _serve(work, case, asked, basis)


def pass_case(work: Work, case_id: int, *, version: int | None = None) -> Screening | None:
    """Let a use case pass whose questions are all passed; on the full path a second person of another unit agrees."""
    case = work.lock(UseCase, case_id)
    basis = basis_of(work.session, case)
    first_id = case.first_passed_by
    if first_id is None:
        has_steward = has_free_steward(work.session, case.id)
        require(can_settle(work.actor, case, basis.prospect_id, has_steward=has_steward))
    else:
        require(can_agree(work.actor, case, basis.prospect_id, first_id))
    asked = _require_passed(work, case)
    if case.path == CasePath.FULL and first_id is None:
        _pass_first(work, case, asked[0].set_number, version)
        return None
    if first_id is not None:
        _require_other_unit(work, first_id)
    return pass_on(work, case, version=version)


def decline_case(work: Work, case_id: int, refusal: Refusal, *, version: int | None = None) -> Screening:
    """Decline a use case after a no, with what would change that and when to come back."""
    case = work.lock(UseCase, case_id)
    basis = basis_of(work.session, case)
    require(can_settle(work.actor, case, basis.prospect_id, has_steward=has_free_steward(work.session, case.id)))
    if not any(each.standing == Standing.NO for each in standing_of(work.session, case, work.now)):
        raise Conflict(_("No question was answered with no."))
    return turn_down(work, case, refusal, version=version)


def dossier_of(work: Work, case: UseCase) -> Dossier:
    """Return what is kept about a locked use case's questions, begun where it was not."""
    return work.session.get(Dossier, case.id) or work.add(Dossier(case_id=case.id))


def _prepared(work: Work, case_id: int, key: str) -> tuple[UseCase, Asked]:
    case = work.lock(UseCase, case_id)
    asked = asked_of(work.session, case, key, work.now)
    require(can_prepare(work.actor, case, asked.whose.owner_id))
    return case, asked


def _need_decider(work: Work, case: UseCase, email: str) -> int:
    account = account_by_email(work.session, email)
    if account is None or account.state != AccountState.ACTIVE:
        raise Invalid("email", _("Nobody here has this address. Have them invited first."))
    if not may_decide(work.session, case, account.id):
        raise Invalid("email", _("They made or nominated it. Name somebody else."))
    return account.id


def _counted(work: Work, case: UseCase, key: str, version: int | None) -> CaseQuestion:
    """Return a question's own row, one version on; of two who answer at once the second is told."""
    row = case_question(work.session, case.id, key) or work.add(CaseQuestion(case_id=case.id, key=key, version=0))
    work.expect_version(row, version)
    return row


def _about(work: Work, case: UseCase, asked: Asked, answer: QuestionAnswer) -> None:
    terms = basis_of(work.session, case).terms
    answer.about = terms.key
    if answer.answer != Answer.YES:
        return
    named = terms.data if asked.question.decider == Decider.DATA_OWNER else terms.system
    if not (named and terms.purpose):
        raise Conflict(_("It is not said yet what your yes would be for. Ask for it."))
    if terms.key:
        answer.consent_id = _consent(work, case, asked, terms).id


def _consent(work: Work, case: UseCase, asked: Asked, terms: Terms) -> StandingConsent:
    days = limits_now(work.session)[Limit.CONSENT_DAYS]
    return work.add(
        StandingConsent(
            case_id=case.id,
            decider=asked.question.decider,
            data=terms.data,
            purpose=terms.purpose,
            system=terms.system,
            terms_key=terms.key,
            given_by=work.actor.id,
            given_at=work.now,
            until=work.now + timedelta(days=days),
        )
    )


def _answered(work: Work, case: UseCase, asked: Asked, answer: QuestionAnswer) -> QuestionAnswer:
    write_first_set(work)
    answer.case_id, answer.set_number, answer.key = case.id, asked.set_number, asked.question.key
    answer.answered_at = work.now
    work.add(answer)
    said = work.state(answer.reason).reference() if answer.reason else {}
    work.record(
        QuestionAnswered(
            **case.stream,
            **said,
            question=answer.key,
            set_number=answer.set_number,
            answer=answer.answer,
            answered_id=answer.id,
            decider_account_id=answer.answered_by,
            consent_id=answer.consent_id,
        )
    )
    return answer


def write_first_set(work: Work) -> None:
    """Write the first set down, once."""
    if work.session.get(QuestionSet, FIRST_NUMBER) is None:
        first = QuestionSet(number=FIRST_NUMBER, questions=[each.written() for each in FIRST], published_at=ALWAYS)
        with suppress(Conflict):  # somebody else was as quick
            work.add(first, unless_taken=Conflict(""))


def _serve(work: Work, case: UseCase, asked: Asked, basis: Basis) -> None:
    consent = consent_for(work.session, asked.question.decider, basis.terms.key, work.now)
    if consent is None or not may_decide(work.session, case, consent.given_by):
        return
    _counted(work, case, asked.question.key, None)
    _answered(
        work,
        case,
        asked,
        QuestionAnswer(answer=Answer.YES, about=basis.terms.key, consent_id=consent.id, answered_by=consent.given_by),
    )


def _require_passed(work: Work, case: UseCase) -> list[Asked]:
    if case.path_signed_at is None:
        raise Conflict(_("Its six questions are not signed yet: they say what is asked."))
    if case.path == CasePath.LIGHT:
        raise Conflict(_("On the light path three questions decide."))
    if not is_undecided(case):
        raise Conflict(_("This was decided already. Look at the use case again."))
    asked = standing_of(work.session, case, work.now)
    open_ones = sum(not each.is_passed for each in asked)
    if open_ones:
        raise Conflict(_("%(open)s of %(all)s questions are not passed yet.") % {"open": open_ones, "all": len(asked)})
    return asked


def _pass_first(work: Work, case: UseCase, set_number: int, version: int | None) -> None:
    work.expect_version(case, version)
    case.first_passed_by = work.actor.id
    work.record(PassedByFirst(**case.stream, set_number=set_number))


def _require_other_unit(work: Work, first_id: int) -> None:
    units = [folded(each) for each in units_of(work.session, {first_id, work.actor.id or 0})]
    if not all(units) or len(set(units)) < len(("first", "second")):
        raise Conflict(_("Two people of different units let this pass, each with the unit in their profile."))
