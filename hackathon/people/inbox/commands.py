"""Telling people, and what they do with what they were told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import insert, update

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.mail import Letter, post_all
from hackathon.core.work import Work
from hackathon.people.inbox.models import SUBJECT, Notice
from hackathon.people.inbox.policy import can_read
from hackathon.people.inbox.queries import addressees


@dataclass(frozen=True)
class Told:
    """What somebody is told; `path` is where they can see it or do something about it."""

    subject: str
    text: str
    path: str


def notify(work: Work, account_ids: Iterable[int], *, key: str, subject: str, text: str, path: str) -> None:
    """Tell several people the same, as `notify_each` tells each something else."""
    notify_each(work, dict.fromkeys(account_ids, Told(subject, text, path)), key=key)


def notify_each(work: Work, told: Mapping[int, Told], *, key: str) -> None:
    """Tell people something once, by account: `key` and the account make it unique, so repeating is harmless.

    Those who want mail get one too, which ends with the address. Accounts that are not active are told nothing. As
    many queries for one as for hundreds.
    """
    untold = [(to, told[to.account_id]) for to in addressees(work.session, set(told), key)]
    if untold:
        rows = [
            {
                "account_id": to.account_id,
                "key": to.key,
                "subject": " ".join(words.subject.split())[:SUBJECT],
                "text": words.text,
                "path": words.path,
                "at": work.now,
            }
            for to, words in untold
        ]
        work.session.execute(insert(Notice), rows)
    site = work.session.info.get("public_url", "")
    letters = [
        Letter(to.key, to.email, words.subject, f"{words.text}\n\n{site}{words.path}")
        for to, words in untold
        if to.wants_mail
    ]
    post_all(work, letters)


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
