"""What can be done about personal data: ask for a copy, keep and drop it, erase a person, forget what is old."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, update

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.mail import Mail
from hackathon.core.privacy import declared
from hackathon.core.storage import Kept, StoredFile
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account, AccountState, SignInLink
from hackathon.people.inbox.commands import notify
from hackathon.people.inbox.models import Notice
from hackathon.people.privacy.facts import AccountErased, ExportAsked
from hackathon.people.privacy.policy import EXPORT, can_erase, can_export, can_keep_export
from hackathon.people.privacy.queries import SCOPE, ended_exports, is_about, keys_in_use
from hackathon.people.privacy.rules import EXPORT_DAYS, address_of_nobody

DROP = "people.privacy.drop_exports"


def ask_for_export(work: Work) -> None:
    """Have a copy of one's own data put together; asking again while one is made changes nothing."""
    require(can_export(work.actor))
    account = work.lock(Account, work.actor.id)
    work.request_job(EXPORT, account.id)
    work.record(ExportAsked(subject_id=account.id))


def keep_export(work: Work, account_id: int, kept: Kept) -> StoredFile:
    """Let somebody read the copy that was made for them, in the place of the one before, and tell them."""
    require(can_keep_export(work.actor))
    file = work.add(
        StoredFile(
            key=kept.key,
            sha256=kept.sha256,
            size=kept.size,
            name=f"my-data-{work.now:%Y-%m-%d}.zip",
            media_type="application/zip",
            scope=SCOPE,
            scope_id=account_id,
            at=work.now,
        )
    )
    work.request_job(DROP, 0)
    notify(
        work,
        [account_id],
        key=f"{EXPORT}:{file.id}",
        subject=_("The copy of your data is ready"),
        text=_("Download it within %(days)s days; then it is deleted.") % {"days": EXPORT_DAYS},
        path="/people/me/data",
    )
    return file


def drop_exports(work: Work) -> Sequence[str]:
    """Forget the copies that have ended; return the keys of contents that no file has any more."""
    require(can_keep_export(work.actor))
    ended = ended_exports(work.session, work.now)
    keys = [file.key for file in ended]
    for file in ended:
        work.session.delete(file)
    work.session.flush()
    return sorted(set(keys) - keys_in_use(work.session, keys))


def erase_account(work: Work, account_id: int, confirmation: str, *, is_proven: bool) -> None:
    """Erase what is personal of somebody, at once and for good; what they did stays under the number of the account.

    `is_proven` says whether the one who acts just showed who they are.
    """
    account = work.lock(Account, account_id)
    require(can_erase(work.actor, account))
    _require_meant(account, confirmation, is_proven=is_proven)
    if stops := why_not(work, account.id):
        raise Conflict(" ".join(stops))
    _erase_rows(work, account)
    account.email, account.display_name = address_of_nobody(account.id), _("A former member")
    account.password_hash, account.state = None, AccountState.ERASED
    account.epoch += 1
    work.request_job(DROP, 0)
    work.record(AccountErased(subject_id=account.id))


def why_not(work: Work, account_id: int) -> list[str]:
    """List what has to be done before somebody can be erased."""
    return [sentence for stops in work.contributions.erasure_stops for sentence in stops(work.session, account_id)]


def _require_meant(account: Account, confirmation: str, *, is_proven: bool) -> None:
    if confirmation.strip().lower() != account.email:
        raise Invalid("confirmation", _("Type the address as it stands here: %(email)s.") % {"email": account.email})
    if not is_proven:
        raise Invalid("password", _("This is not your present password. Without one, sign out and in again first."))


def _erase_rows(work: Work, account: Account) -> None:
    """Do to each table what it declares, those that refer to others first."""
    for table, personal in reversed(declared()):
        theirs = is_about(table, personal, account)
        if personal.goes:
            work.session.execute(delete(table).where(theirs))
        elif personal.empties:
            work.session.execute(update(table).where(theirs).values(personal.empties))
        for column in personal.lets_go:
            work.session.execute(update(table).where(table.c[column] == account.id).values({column: None}))


def forget_mails(work: Work, before: datetime) -> None:
    """Empty old mails; their keys stay, so that none is written twice."""
    is_old = func.coalesce(Mail.sent_at, Mail.written_at) < before
    emptied = {"subject": "", "body": "", "secret": None}
    work.session.execute(update(Mail).where(is_old, Mail.body != "").values(emptied))


def forget_notices(work: Work, before: datetime) -> None:
    """Delete old notices, read or not."""
    work.session.execute(delete(Notice).where(Notice.at < before))


def forget_links(work: Work, before: datetime) -> None:
    """Delete sign-in links whose time has long been over."""
    work.session.execute(delete(SignInLink).where(SignInLink.expires_at < before))


def forget_exports(work: Work, _before: datetime) -> None:
    """Have the copies dropped that have ended."""
    work.request_job(DROP, 0)
