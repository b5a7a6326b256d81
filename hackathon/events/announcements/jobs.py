"""Background work of announcements: sending what is due, and posting to chat channels."""

from hackathon.core.actors import system
from hackathon.core.decisions import Refusal
from hackathon.core.jobs import JobContext, RetryLater
from hackathon.core.outbound import HostUnknown, OutboundFailed, OutboundRules
from hackathon.core.secrets import Vault
from hackathon.core.work import unit_of_work
from hackathon.events.announcements import gateway
from hackathon.events.announcements.commands import note_posted, request_due, send_announcement
from hackathon.events.announcements.policy import POSTING, SENDING
from hackathon.events.announcements.queries import ChatOrder, chat_order
from hackathon.events.announcements.rules import chat_message


def sweep(context: JobContext, _subject_id: int) -> None:
    """Ask for the sending of what is due."""
    with unit_of_work(context.session, system(SENDING), context.clock()) as work:
        request_due(work)


def send(context: JobContext, announcement_id: int) -> None:
    """Send one announcement; doing it again sends nothing."""
    with unit_of_work(context.session, system(SENDING), context.clock()) as work:
        send_announcement(work, announcement_id)


def post(context: JobContext, announcement_id: int) -> None:
    """Post a sent announcement to its event's chat channel, and write down what came of it.

    A webhook knows no repetitions: killed between the chat's answer and our commit, this posts once more.
    """
    order = chat_order(context.session, announcement_id)
    context.session.rollback()  # nothing stays open in the database while the chat answers
    if order is None:
        return
    try:
        _post(context, order, announcement_id)
    except (OutboundFailed, HostUnknown) as trouble:
        _note(context, announcement_id, trouble.sentence)
        raise RetryLater(trouble.sentence) from trouble
    except Refusal as refused:
        _note(context, announcement_id, refused.sentence)
    else:
        _note(context, announcement_id, "")


def _post(context: JobContext, order: ChatOrder, announcement_id: int) -> None:
    settings = context.settings
    url = Vault.of(settings).open(order.sealed_url)
    page = f"{settings.public_url}/events/{order.slug}/announcements/{announcement_id}"
    message = chat_message(order.kind, subject=order.subject, text=order.text, url=page)
    gateway.post(url, message, OutboundRules.of(settings), key=f"events.announcements:{announcement_id}")


def _note(context: JobContext, announcement_id: int, problem: str) -> None:
    with unit_of_work(context.session, system(POSTING), context.clock()) as work:
        note_posted(work, announcement_id, problem)
