"""Mails each new checkpoint to those who keep a copy of it elsewhere."""

from sqlalchemy import select

from hackathon.core.i18n import _, ngettext
from hackathon.core.ledger.models import LedgerAddress, LedgerCheckpoint
from hackathon.core.mail import Letter, post_all
from hackathon.core.work import Work


def mail_checkpoint(work: Work, checkpoint: LedgerCheckpoint) -> None:
    """Write a checkpoint to every address on the list, once, in this commit."""
    rows = work.session.execute(select(LedgerAddress.id, LedgerAddress.address).order_by(LedgerAddress.id))
    subject, body = _subject(checkpoint), _body(checkpoint)
    post_all(
        work,
        [
            Letter(f"core.ledger.checkpoint:{checkpoint.id}:{address_id}", address, subject, body)
            for address_id, address in rows
        ],
    )


def _subject(checkpoint: LedgerCheckpoint) -> str:
    counted = ngettext("one entry", "%(num)s entries", checkpoint.size) % {"num": checkpoint.size}
    return _("Checkpoint of the record: %(entries)s") % {"entries": counted}


def _body(checkpoint: LedgerCheckpoint) -> str:
    """Begin with the note: whoever saves the whole mail's text has a file that the verifiers read."""
    why = _(
        "Keep this mail, or its first five lines as a file. Should anybody ever cut entries off the record, or write "
        "it anew, an export of it no longer agrees with what is signed here: "
        "hackathon record verify FOLDER --checkpoint FILE"
    )
    return f"{checkpoint.signed}\n{why}\n"
