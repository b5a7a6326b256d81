"""API tokens, as commands: made once, ended for good, and what is written down about them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, system
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.people.accounts.commands import deactivate, reactivate
from hackathon.people.accounts.rules import token_hash
from hackathon.people.integrations.commands import make_token, note_refusal, note_use, revoke_token
from hackathon.people.integrations.models import ApiToken
from hackathon.people.integrations.policy import NOTING
from hackathon.people.integrations.rules import MOST_TOKENS, Ended, TokenDraft
from tests.clocks import NOON, StandingClock
from tests.factories import integrations, make_account

Working = Callable[..., AbstractContextManager[Work]]
READING = TokenDraft("nightly report", ["read"])


def only_token(session: Session) -> ApiToken:
    session.expire_all()
    return session.scalars(select(ApiToken)).one()


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(FactRow.kind).order_by(FactRow.id)))


def test_make_token_keeps_a_hash_and_never_the_secret(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo")

    with working(jo) as work:
        secret = make_token(work, TokenDraft("nightly report", ["write", "read"], 30))

    token, fact = only_token(session), session.scalars(select(FactRow)).one()
    assert (secret[:3], len(secret)) == ("hk_", 46)
    assert (token.account_id, token.name, token.scopes) == (jo.id, "nightly report", ["read", "write"])
    assert (token.secret_hash, token.expires_at) == (token_hash(secret), NOON + timedelta(days=30))
    assert (fact.kind, fact.audience, secret in fact.payload) == ("people.integrations.token_made", "admins", False)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (TokenDraft("", ["read"]), "name"),
        (TokenDraft("x", []), "scopes"),
        (TokenDraft("x", ["read", "everything"]), "scopes"),
        (TokenDraft("x", ["read"], 366), "days"),
        (TokenDraft("x", ["read"], 0), "days"),
    ],
)
def test_make_token_that_is_not_sound_is_refused(
    session: Session, working: Working, draft: TokenDraft, field: str
) -> None:
    with pytest.raises(Invalid) as refused, working(make_account(session)) as work:
        make_token(work, draft)

    assert (refused.value.field, kinds(session)) == (field, [])


def test_make_token_by_a_stranger_is_refused(working: Working) -> None:
    with pytest.raises(Denied), working(STRANGER) as work:
        make_token(work, READING)


def test_make_token_beyond_the_most_is_refused_until_one_ended(session: Session, working: Working) -> None:
    jo = make_account(session)
    for _number in range(MOST_TOKENS):
        integrations.make_token(session, jo)
    integrations.make_token(session, jo, expires_at=NOON)

    with pytest.raises(Conflict), working(jo) as work:
        make_token(work, READING)

    with working(jo) as work:
        revoke_token(work, session.scalars(select(ApiToken.id)).first() or 0)
        make_token(work, READING)


@pytest.mark.parametrize("who", ["owner", "admin"])
def test_revoke_by_owner_or_administrator_is_recorded_once(session: Session, working: Working, who: str) -> None:
    people = {"owner": make_account(session, "Jo"), "admin": make_account(session, "Ada", "admin")}
    integrations.make_token(session, people["owner"])

    for _time in range(2):
        with working(people[who]) as work:
            revoke_token(work, only_token(session).id)

    assert (only_token(session).revoked_at, only_token(session).revoked_by) == (NOON, people[who].id)
    assert kinds(session) == ["people.integrations.token_revoked"]


def test_revoke_by_somebody_else_is_refused(session: Session, working: Working) -> None:
    integrations.make_token(session, make_account(session))

    with pytest.raises(Denied), working(make_account(session, "Sten", "steward")) as work:
        revoke_token(work, only_token(session).id)

    assert only_token(session).revoked_at is None


def test_tokens_stay_ended_after_their_owner_was_deactivated_and_came_back(
    session: Session, working: Working, clock: StandingClock
) -> None:
    jo, ada = make_account(session, "Jo"), make_account(session, "Ada", "admin")
    integrations.make_token(session, jo)

    with working(ada) as work:
        deactivate(work, jo.id)
    with working(ada) as work:
        reactivate(work, jo.id)
    deliver_pending(session, clock)

    assert only_token(session).revoked_at == NOON


def test_use_is_noted_once_a_minute(session: Session, working: Working, clock: StandingClock) -> None:
    integrations.make_token(session, make_account(session))
    noted = []

    for seconds in (0, 59, 1):
        clock.advance(seconds=seconds)
        with working(system(NOTING)) as work:
            note_use(work, only_token(session).id)
        noted.append(only_token(session).used_at)

    assert noted == [NOON, NOON, NOON + timedelta(seconds=60)]
    assert kinds(session) == []


def test_refusals_are_recorded_once_an_hour(session: Session, working: Working, clock: StandingClock) -> None:
    jo = make_account(session)
    integrations.make_token(session, jo)

    for minutes in (0, 59, 1):
        clock.advance(minutes=minutes)
        with working(system(NOTING)) as work:
            note_refusal(work, only_token(session).id, Ended.EXPIRED)

    facts = session.scalars(select(FactRow)).all()
    assert [(fact.kind, fact.stream_id, "expired" in fact.payload) for fact in facts] == [
        ("people.integrations.token_refused", jo.id, True)
    ] * 2


def test_nobody_but_the_platform_notes_a_use(session: Session, working: Working) -> None:
    ada = make_account(session, "Ada", "admin")
    integrations.make_token(session, ada)

    with pytest.raises(Denied), working(ada) as work:
        note_use(work, only_token(session).id)
