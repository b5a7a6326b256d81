"""Asks those who decide a question, answers with consents that stand already, and tells people what was said."""

from collections.abc import Iterable
from typing import cast

from hackathon.core.facts import Happened
from hackathon.core.i18n import gettext, lazy
from hackathon.core.work import Work
from hackathon.people.inbox.commands import notify
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of, people_of
from hackathon.promotion.questions.commands import serve_consents
from hackathon.promotion.questions.facts import DeciderNamed, QuestionAnswered, QuestionEvidenceGiven
from hackathon.promotion.questions.models import StandingConsent
from hackathon.promotion.questions.policy import is_asked
from hackathon.promotion.questions.queries import (
    Asked,
    Basis,
    Person,
    agreers_of,
    asked_of,
    basis_of,
    cases_on_terms,
    standing_on,
)
from hackathon.promotion.questions.rules import Answer, Decider, Standing

TO_DECIDE = lazy("You are asked about use case %(number)s, “%(title)s”")
TO_NAME = lazy("Name who decides about use case %(number)s, “%(title)s”")
TO_SETTLE = lazy("Use case %(number)s, “%(title)s”, passed all its questions: let it go on")
TO_AGREE = lazy("Use case %(number)s, “%(title)s”, waits for a second person to let it go on")
SAID_NO = lazy("A question about use case %(number)s, “%(title)s”, was answered with no")
ASKED_BACK = lazy("Somebody who decides about use case %(number)s, “%(title)s”, wants to know more")
TOLD_MORE = lazy("What you wanted to know about use case %(number)s, “%(title)s”")
PAGE = "/questions"


def ask(work: Work, happened: Happened) -> None:
    """Answer with consents that stand, then ask those who decide what is still open, and for those nobody named."""
    case_id = happened.fact.subject_id
    serve_consents(work, case_id)
    case = work.get(UseCase, case_id)
    basis = basis_of(work.session, case)
    asked = [each for each in standing_on(work.session, case, basis, work.now) if each.standing == Standing.OPEN]
    for account_id, theirs in _by_decider(work, case, asked).items():
        words = " ".join(gettext(each.question.words) for each in theirs)
        page = f"{PAGE}/{theirs[0].question.key}" if len(theirs) == 1 else PAGE
        tell(work, case, happened, to={account_id}, subject=TO_DECIDE, text=words, page=page)
    nameless = [each for each in asked if each.whose.has_to_be_named]
    if nameless:
        words = " ".join(gettext(each.question.words) for each in nameless)
        tell(work, case, happened, to=_preparers(work, case, basis), subject=TO_NAME, text=words, page=PAGE)


def ask_named(work: Work, happened: Happened) -> None:
    """Ask whoever was named, unless a consent of theirs or of another answers already."""
    fact = cast(DeciderNamed, happened.fact)
    serve_consents(work, fact.subject_id)
    case = work.get(UseCase, fact.subject_id)
    asked = asked_of(work.session, case, fact.question, work.now)
    if not asked.is_passed and asked.decider:
        words, page = gettext(asked.question.words), f"{PAGE}/{fact.question}"
        tell(work, case, happened, to={asked.decider.id}, subject=TO_DECIDE, text=words, page=page)


def ask_system_owner(work: Work, happened: Happened) -> None:
    """Ask whoever a day-one plan names as owner of the system, once, unless a consent answers already."""
    case_id = happened.fact.subject_id
    serve_consents(work, case_id)
    case = work.get(UseCase, case_id)
    basis = basis_of(work.session, case)
    if basis.system_owner is None or not is_asked(case):
        return
    for each in standing_on(work.session, case, basis, work.now):
        if each.question.decider == Decider.SYSTEM_OWNER and not each.is_passed:
            _ask_once(work, case, each, basis.system_owner)


def serve(work: Work, happened: Happened) -> None:
    """Let a yes answer for every use case on the same terms, and a change of terms find the yes that stands."""
    fact = happened.fact
    consent_id = fact.consent_id if isinstance(fact, QuestionAnswered) else None
    if not isinstance(fact, QuestionAnswered):
        serve_consents(work, fact.subject_id)
    elif consent_id is not None:
        key = work.get(StandingConsent, consent_id).terms_key
        for case_id in cases_on_terms(work.session, key, fact.subject_id):
            serve_consents(work, case_id)


def tell_of_answer(work: Work, happened: Happened) -> None:
    """Tell those who work on it of a no and of what is asked back, and those who decide once all are passed."""
    fact = cast(QuestionAnswered, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    basis = basis_of(work.session, case)
    if fact.answer != Answer.YES:
        subject = SAID_NO if fact.answer == Answer.NO else ASKED_BACK
        page = f"{PAGE}/{fact.question}"
        tell(work, case, happened, to=_preparers(work, case, basis), subject=subject, page=page)
    elif all(each.is_passed for each in standing_on(work.session, case, basis, work.now)):
        to = deciders_of(work.session, case) - {basis.prospect_id or 0}
        tell(work, case, happened, to=to, subject=TO_SETTLE, page=PAGE)


def tell_who_asked_back(work: Work, happened: Happened) -> None:
    """Tell a decider who asked back that something was given since."""
    fact = cast(QuestionEvidenceGiven, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    asked = asked_of(work.session, case, fact.question, work.now)
    if asked.standing == Standing.ASKED_BACK and asked.answer:
        to, page = {asked.answer.answer.answered_by}, f"{PAGE}/{fact.question}"
        tell(work, case, happened, to=to, subject=TOLD_MORE, text=gettext(asked.question.words), page=page)


def tell_seconds(work: Work, happened: Happened) -> None:
    """Ask those who may agree as the second person."""
    case = work.get(UseCase, happened.fact.subject_id)
    to = agreers_of(work.session, case, happened.actor_id) - {basis_of(work.session, case).prospect_id or 0}
    tell(work, case, happened, to=to, subject=TO_AGREE, page=PAGE)


def _ask_once(work: Work, case: UseCase, asked: Asked, person: Person) -> None:
    if asked.decider == person:
        notify(
            work,
            {person.id},
            key=f"promotion.questions.system:{case.id}:{asked.question.key}",
            subject=TO_DECIDE % {"number": case.number, "title": case.title},
            text=gettext(asked.question.words),
            path=f"/use-cases/{case.number}{PAGE}/{asked.question.key}",
        )


def _by_decider(work: Work, case: UseCase, asked: Iterable[Asked]) -> dict[int, list[Asked]]:
    """Sort open questions by whom to ask: who was named, else all who may decide about the use case."""
    found: dict[int, list[Asked]] = {}
    deciders = deciders_of(work.session, case)
    for each in asked:
        if each.whose.has_to_be_named:
            continue
        to = {each.decider.id} if each.decider else deciders - {each.whose.owner_id or 0}
        for account_id in to:
            found.setdefault(account_id, []).append(each)
    return found


def _preparers(work: Work, case: UseCase, basis: Basis) -> set[int]:
    return people_of(work.session, case) | ({basis.prospect_id} if basis.prospect_id else set())
