"""Telling people, and what they do with what they were told."""

from collections.abc import Iterable

from sqlalchemy import insert, update

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.mail import Letter, post_all
from hackathon.core.work import Work
from hackathon.people.inbox.models import SUBJECT, Notice
from hackathon.people.inbox.policy import can_read
from hackathon.people.inbox.queries import addressees


def notify(work: Work, account_ids: Iterable[int], *, key: str, subject: str, text: str, path: str) -> None:
    """Tell people something once: `key` and the account make it unique, so repeating is harmless.

    `path` is where the person can see or do something about it. Those who want mail get one too, which
    ends with that address. Accounts that are not active are told nothing. As many queries for one as for hundreds.
    """
    untold = addressees(work.session, set(account_ids), key)
    if untold:
        told = {"subject": " ".join(subject.split())[:SUBJECT], "text": text, "path": path, "at": work.now}
        rows = [{"account_id": to.account_id, "key": to.key, **told} for to in untold]
        work.session.execute(insert(Notice), rows)
    body = f"{text}\n\n{work.session.info.get('public_url', '')}{path}"
    post_all(work, [Letter(to.key, to.email, subject, body) for to in untold if to.wants_mail])


def read_notice(work: Work, notice_id: int) -> Notice:
    """Mark what one was told as read; reading it again keeps the first time."""
    notice = work.lock(Notice, notice_id)
    if not can_read(work.actor, notice):
        raise Missing(_("There is no such notice in your inbox."))
    notice.read_at = notice.read_at or work.now
    return notice


def read_all(work: Work) -> None:
    """Mark everything in one's own inbox as read."""
    work.session.execute(
        update(Notice).where(Notice.account_id == work.actor.id, Notice.read_at.is_(None)).values(read_at=work.now)
    )
