"""Reads about must-pass questions: which are asked of a use case, of whom, and how it stands with each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, Missing, require
from hackathon.core.i18n import _
from hackathon.core.storage import StoredFile
from hackathon.events.challenges.models import Challenge
from hackathon.people.accounts.models import Account, AccountRole, AccountState
from hackathon.people.profiles.models import Profile
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.day_one.models import DayOnePlan
from hackathon.promotion.questions.models import (
    CaseQuestion,
    Dossier,
    QuestionAnswer,
    QuestionEvidence,
    QuestionSet,
    QuestionWaiver,
    StandingConsent,
)
from hackathon.promotion.questions.policy import AGREEING, can_read_questions
from hackathon.promotion.questions.rules import (
    ASKED_IN,
    FIRST,
    FIRST_NUMBER,
    PASSED,
    Decider,
    Question,
    Said,
    Standing,
    Terms,
    Whose,
    questions_on,
    read_questions,
    standing_of_answer,
)
from hackathon.teams.formation.models import TeamMember


@dataclass(frozen=True)
class Asking:
    """A set of questions with its number."""

    number: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Person:
    """Somebody by name."""

    id: int
    name: str


@dataclass(frozen=True)
class Given:
    """An answer with who gave it, and the consent behind it."""

    answer: QuestionAnswer
    by: str
    consent: StandingConsent | None


@dataclass(frozen=True)
class Waived:
    """A waiver with who proposed it and who agreed."""

    waiver: QuestionWaiver
    proposer: str
    second: str | None


@dataclass(frozen=True)
class Shown:
    """Evidence with who gave it and its file's name."""

    evidence: QuestionEvidence
    giver: str
    file_name: str | None


@dataclass(frozen=True)
class Asked:
    """One question about a use case: who decides it, what they said, and how it stands.

    Without a `decider`, any who may decide about the use case decides, unless somebody has to be named first.
    """

    question: Question
    set_number: int
    decider: Person | None
    whose: Whose
    standing: Standing
    answer: Given | None = None
    waiver: Waived | None = None
    evidence: Sequence[Shown] = field(default=())
    version: int = 0

    @property
    def is_passed(self) -> bool:
        """Whether nothing more is needed here."""
        return self.standing in PASSED


@dataclass(frozen=True)
class Basis:
    """What is known about a use case when its questions are asked.

    `prospect_id` is who would own it, or owns it; `owner` is the proposed owner where they stand outside: who asked
    for a use case or made it never decides about it.
    """

    nomination: Nomination
    prospect_id: int | None
    terms: Terms
    owner: Person | None
    system_owner: Person | None
    dossier: Dossier | None
    plan: DayOnePlan | None


def standing_of(session: Session, case: UseCase, now: datetime) -> list[Asked]:
    """List the questions of a use case in their order; none on the light path."""
    return standing_on(session, case, basis_of(session, case), now)


def standing_on(session: Session, case: UseCase, basis: Basis, now: datetime) -> list[Asked]:
    """List the questions of a use case whose basis was read already: five queries, however many they are."""
    asking = set_of(session, case)
    named, answers = _named(session, case.id), _answers(session, case.id, asking.number)
    waivers, evidence = _waivers(session, case.id), _evidence(session, case.id)
    found = []
    for question in questions_on(case.path, asking.questions):
        version, decider = named.get(question.key, (0, None))
        read = _Read(
            decider or _usual_decider(question, basis),
            answers.get(question.key),
            waivers.get(question.key),
            evidence.get(question.key, ()),
            version,
        )
        found.append(_asked(question, asking.number, read, basis, now))
    return found


def questions_seen(session: Session, actor: Actor, case: UseCase, now: datetime) -> tuple[Basis, list[Asked]]:
    """Read the questions of a use case that somebody may read: whoever was only asked theirs, others none."""
    basis = basis_of(session, case)
    asked = standing_on(session, case, basis, now)
    may_read = can_read_questions(actor, case, basis.prospect_id)
    if not may_read:
        asked = [each for each in asked if each.decider and each.decider.id == actor.id]
        require(Decision(bool(asked), may_read.reason))
    return basis, asked


def asked_of(session: Session, case: UseCase, key: str, now: datetime) -> Asked:
    """Read one question about a use case; raise `Missing` where it is not asked."""
    found = next((each for each in standing_of(session, case, now) if each.question.key == key), None)
    if found is None:
        raise Missing(_("This question is not asked about this use case."))
    return found


def set_of(session: Session, case: UseCase) -> Asking:
    """Return the set that was the newest when the path of a use case was signed, the newest of all before."""
    return newest_set(session, case.path_signed_at)


def newest_set(session: Session, at: datetime | None = None) -> Asking:
    """Return the set that use cases are asked which are signed from now on, or were at a moment."""
    rows = select(QuestionSet).order_by(QuestionSet.number.desc()).limit(1)
    found = session.scalars(rows.where(QuestionSet.published_at <= at) if at else rows).one_or_none()
    return Asking(found.number, read_questions(found.questions)) if found else Asking(FIRST_NUMBER, FIRST)


def basis_of(session: Session, case: UseCase) -> Basis:
    """Read in one query what is known about a use case before anybody is asked."""
    owner, system_owner = aliased(Account), aliased(Account)
    row = session.execute(
        select(
            Nomination,
            owner.id,
            owner.display_name,
            system_owner.id,
            system_owner.display_name,
            Dossier,
            DayOnePlan,
            Challenge,
        )
        .select_from(Nomination)
        .outerjoin(Challenge, Challenge.id == case.challenge_id)
        .outerjoin(Dossier, Dossier.case_id == Nomination.case_id)
        .outerjoin(DayOnePlan, DayOnePlan.case_id == Nomination.case_id)
        .outerjoin(owner, (owner.id == Nomination.proposed_owner_id) & _stands_outside(owner.id, case))
        .outerjoin(
            system_owner, (system_owner.id == DayOnePlan.system_owner_id) & _stands_outside(system_owner.id, case)
        )
        .where(Nomination.case_id == case.id)
    ).one_or_none()
    if row is None:
        raise Missing(_("There is no use case with this number."))
    return Basis(
        row[0],
        case.owner_id or row[0].proposed_owner_id,
        _terms(case, *row[5:]),
        _person(*row[1:3]),
        _person(*row[3:5]),
        row[5],
        row[6],
    )


@dataclass(frozen=True)
class _Read:
    """What the tables say about one question."""

    decider: Person | None
    answer: Given | None
    waiver: Waived | None
    evidence: Sequence[Shown]
    version: int


def _asked(question: Question, set_number: int, read: _Read, basis: Basis, now: datetime) -> Asked:
    decider_id = read.decider.id if read.decider else None
    standing = standing_of_answer(
        _said(read.answer),
        decider_id=decider_id,
        terms=basis.terms,
        waived_until=read.waiver.waiver.until if read.waiver else None,
        now=now,
    )
    whose = Whose(decider_id, decider_id is None and question.is_named, basis.prospect_id)
    return Asked(
        question=question,
        set_number=set_number,
        whose=whose,
        standing=standing,
        **vars(read),
    )


def _stands_outside(account_id: InstrumentedAttribute[int], case: UseCase) -> ColumnElement[bool]:
    in_team = exists().where(TeamMember.team_id == case.team_id, TeamMember.account_id == account_id)
    return account_id.not_in(case.requesters) & ~in_team


def _terms(case: UseCase, dossier: Dossier | None, plan: DayOnePlan | None, challenge: Challenge | None) -> Terms:
    """Take what somebody said, else what the event and the day-one plan say."""
    if dossier is not None and (dossier.data or dossier.purpose or dossier.system):
        return Terms(dossier.data, dossier.purpose, dossier.system)
    return Terms(
        data=challenge.data_name if challenge else "",
        purpose=challenge.title if challenge else case.title,
        system=plan.target_system if plan else "",
    )


def _person(account_id: int | None, name: str | None) -> Person | None:
    return Person(account_id, name) if account_id is not None and name is not None else None


def _usual_decider(question: Question, basis: Basis) -> Person | None:
    usual = {Decider.OWNER: basis.owner, Decider.SYSTEM_OWNER: basis.system_owner}
    return usual.get(Decider(question.decider))


def _said(given: Given | None) -> Said | None:
    if given is None:
        return None
    answer, consent = given.answer, given.consent
    if consent is None:
        return Said(answer.answer, answer.answered_by, answer.about)
    return Said(answer.answer, answer.answered_by, consent.terms_key, is_consent=True, until=consent.until)


def _named(session: Session, case_id: int) -> dict[str, tuple[int, Person | None]]:
    rows = session.execute(
        select(CaseQuestion.key, CaseQuestion.version, Account.id, Account.display_name)
        .outerjoin(Account, Account.id == CaseQuestion.decider_id)
        .where(CaseQuestion.case_id == case_id)
    )
    return {key: (version, _person(account_id, name)) for key, version, account_id, name in rows}


def _answers(session: Session, case_id: int, set_number: int) -> dict[str, Given]:
    newest = (
        select(func.max(QuestionAnswer.id))
        .where(QuestionAnswer.case_id == case_id, QuestionAnswer.set_number == set_number)
        .group_by(QuestionAnswer.key)
    )
    rows = session.execute(
        select(QuestionAnswer, Account.display_name, StandingConsent)
        .join(Account, Account.id == QuestionAnswer.answered_by)
        .outerjoin(StandingConsent, StandingConsent.id == QuestionAnswer.consent_id)
        .where(QuestionAnswer.id.in_(newest)),
        execution_options={"populate_existing": True},
    )
    return {row[0].key: Given(*row) for row in rows}


def _waivers(session: Session, case_id: int) -> dict[str, Waived]:
    proposer, second = aliased(Account), aliased(Account)
    rows = session.execute(
        select(QuestionWaiver, proposer.display_name, second.display_name)
        .join(proposer, proposer.id == QuestionWaiver.proposed_by)
        .outerjoin(second, second.id == QuestionWaiver.agreed_by)
        .where(QuestionWaiver.case_id == case_id, QuestionWaiver.ended_at.is_(None))
        .order_by(QuestionWaiver.id),
        execution_options={"populate_existing": True},
    )
    return {row[0].key: Waived(*row) for row in rows}


def _evidence(session: Session, case_id: int) -> Mapping[str, Sequence[Shown]]:
    rows = session.execute(
        select(QuestionEvidence, Account.display_name, StoredFile.name)
        .join(Account, Account.id == QuestionEvidence.given_by)
        .outerjoin(StoredFile, StoredFile.id == QuestionEvidence.file_id)
        .where(QuestionEvidence.case_id == case_id)
        .order_by(QuestionEvidence.id)
    )
    found: dict[str, list[Shown]] = {}
    for row in rows:
        found.setdefault(row[0].key, []).append(Shown(*row))
    return found


def case_question(session: Session, case_id: int, key: str) -> CaseQuestion | None:
    """Return what is kept about one question of a use case, if anything is."""
    return session.scalars(
        select(CaseQuestion).where(CaseQuestion.case_id == case_id, CaseQuestion.key == key),
        execution_options={"populate_existing": True},
    ).one_or_none()


def may_decide(session: Session, case: UseCase, account_id: int) -> bool:
    """Tell whether somebody neither asked for a use case nor made it."""
    return (
        session.scalar(select(Account.id).where(Account.id == account_id, _stands_outside(Account.id, case)))
        is not None
    )


def consent_for(session: Session, decider: str, terms_key: str, now: datetime) -> StandingConsent | None:
    """Return a consent in force on these terms, the one that lasts longest."""
    return session.scalars(
        select(StandingConsent)
        .where(StandingConsent.decider == decider, StandingConsent.terms_key == terms_key, StandingConsent.until > now)
        .order_by(StandingConsent.until.desc(), StandingConsent.id)
        .limit(1)
    ).one_or_none()


def units_of(session: Session, account_ids: Collection[int]) -> list[str]:
    """List the unit of each of these people, empty where they named none."""
    return list(session.scalars(select(Profile.unit).where(Profile.account_id.in_(account_ids))))


def agreers_of(session: Session, case: UseCase, first_id: int | None) -> set[int]:
    """Return who may agree as the second person that a use case passes, by their roles."""
    return set(
        session.scalars(
            select(Account.id)
            .join(AccountRole, AccountRole.account_id == Account.id)
            .where(
                AccountRole.role.in_(AGREEING), Account.state == AccountState.ACTIVE, _stands_outside(Account.id, case)
            )
        )
    ) - {first_id, case.owner_id}


def cases_on_terms(session: Session, terms_key: str, but_id: int) -> list[int]:
    """List other use cases that are still asked and are on the same data, purpose and system."""
    return list(
        session.scalars(
            select(UseCase.id)
            .join(Dossier, Dossier.case_id == UseCase.id)
            .where(Dossier.terms_key == terms_key, UseCase.id != but_id, UseCase.state.in_(list(ASKED_IN)))
            .order_by(UseCase.id)
        )
    )


def decides_any(session: Session, case_id: int, account_id: int | None) -> bool:
    """Tell whether somebody was named to decide a question about a use case, or is to be its owner. One query."""
    named = exists().where(CaseQuestion.case_id == case_id, CaseQuestion.decider_id == account_id)
    proposed = exists().where(Nomination.case_id == case_id, Nomination.proposed_owner_id == account_id)
    return account_id is not None and bool(session.scalar(select(named | proposed)))
