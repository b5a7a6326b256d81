"""Making wishes and taking them back: which questions, with whom, and with whom not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.queries import accepted
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import notify
from hackathon.teams.formation.queries import takes_part_in
from hackathon.teams.wishes.facts import (
    ApartDropped,
    ApartNoted,
    ChoiceFollowed,
    ChoicesRanked,
    TogetherWished,
    TogetherWithdrawn,
)
from hackathon.teams.wishes.models import ApartWish, ChoiceList, TogetherWish
from hackathon.teams.wishes.policy import can_follow_questions, can_keep_apart, can_wish, can_withdraw
from hackathon.teams.wishes.queries import (
    apart_of_released,
    apart_wish_of,
    choice_list_of,
    companions_of,
    lists_naming,
    told_apart_by,
)
from hackathon.teams.wishes.rules import MOST_WISHES, check_choices, replaced


def rank_challenges(work: Work, event_id: int, challenge_ids: Sequence[int], version: int | None = None) -> ChoiceList:
    """Say which questions one would like to work on, best first; an empty list takes all of it back."""
    event = work.get(Event, event_id)
    require(can_wish(work.actor, event, at=work.received_at))
    check_choices(challenge_ids, set(work.session.scalars(accepted(event.id))))
    choices = _own_list(work, event.id)
    work.expect_version(choices, version)
    choices.challenge_ids, choices.ranked_at = list(challenge_ids), work.now
    work.record(ChoicesRanked(subject_id=choices.id, event_id=event.id))
    return choices


def follow_question(work: Work, event_id: int, challenge_id: int, *, into_id: int | None) -> list[int]:
    """Put the question that another became part of in its place, or take it out; return whose lists changed."""
    require(can_follow_questions(work.actor))
    lists = lists_naming(work.session, event_id, challenge_id)
    for each in lists:
        each.challenge_ids = replaced(each.challenge_ids, challenge_id, into_id)
        each.version += 1
    work.record_all(
        ChoiceFollowed(
            subject_id=each.id,
            event_id=event_id,
            account_id=each.account_id,
            was_challenge_id=challenge_id,
            challenge_id=into_id,
        )
        for each in lists
    )
    return [each.account_id for each in lists]


def wish_together(work: Work, event_id: int, account_id: int) -> TogetherWish:
    """Wish to be in one team with somebody, who is not told."""
    event = work.get(Event, event_id)
    require(can_wish(work.actor, event, at=work.received_at))
    _require_two(work, event, work.actor.id, account_id)
    _require_few(len(companions_of(work.session, event.id, work.actor.id)))
    wish = TogetherWish(event_id=event.id, account_id=work.actor.id, other_id=account_id, wished_at=work.now)
    work.add(wish, unless_taken=Conflict(_("You named this person already.")))
    work.record(TogetherWished(subject_id=wish.id, event_id=event.id))
    return wish


def withdraw_together(work: Work, wish_id: int) -> None:
    """Take a wish to be in one team back."""
    wish = work.lock(TogetherWish, wish_id)
    require(can_withdraw(work.actor, wish))
    work.session.delete(wish)
    work.record(TogetherWithdrawn(subject_id=wish.id, event_id=wish.event_id))


def tell_apart(work: Work, event_id: int, account_id: int) -> None:
    """Ask the organizers, who alone read it, not to be put into one team with somebody."""
    event = work.get(Event, event_id)
    require(can_wish(work.actor, event, at=work.received_at))
    _require_few(len(told_apart_by(work.session, event.id, work.actor.id)))
    _note_apart(work, event, work.actor.id, account_id)


def take_back_apart(work: Work, event_id: int) -> None:
    """Take everything back that one told the organizers about not being in one team with somebody."""
    event = work.get(Event, event_id)
    require(can_wish(work.actor, event, at=work.received_at))
    for wish in told_apart_by(work.session, event.id, work.actor.id):
        _drop_apart(work, wish)


def keep_apart(work: Work, event_id: int, one_id: int, other_id: int) -> None:
    """Note, as an organizer, that two people must not be in one team."""
    event = work.get(Event, event_id)
    require(can_keep_apart(work.actor, event, at=work.received_at))
    _note_apart(work, event, min(one_id, other_id), max(one_id, other_id))


def drop_apart(work: Work, event_id: int, wish_id: int) -> ApartWish:
    """Let two people be in one team again, as an organizer; what somebody told about oneself is not there."""
    event = work.get(Event, event_id)
    require(can_keep_apart(work.actor, event, at=work.received_at))
    wish = apart_wish_of(work.session, wish_id, event_id=event.id, reader_id=work.actor.id)
    if wish is None:
        raise Missing(_("There is no such wish, or not any more."))
    _drop_apart(work, wish)
    if wish.told_by_id == wish.one_id != work.actor.id:
        _tell_teller(work, event, wish)
    return wish


def forget_apart(work: Work, before: datetime) -> None:
    """Delete the wishes to be kept apart of events whose results were out before a moment."""
    work.session.execute(delete(ApartWish).where(ApartWish.id.in_(apart_of_released(before))))


def _own_list(work: Work, event_id: int) -> ChoiceList:
    """Lock the actor's list, or begin one, which has the version 0 until something stands in it."""
    own = choice_list_of(work.session, event_id, work.actor.id)
    if own is not None:
        return work.lock(ChoiceList, own.id)
    begun = ChoiceList(event_id=event_id, account_id=work.actor.id, challenge_ids=[], ranked_at=work.now, version=0)
    return work.add(begun, unless_taken=Conflict(_("You ranked them in another tab just now. Look at the page again.")))


def _note_apart(work: Work, event: Event, one_id: int | None, other_id: int) -> None:
    _require_two(work, event, one_id, other_id)
    wish = ApartWish(event_id=event.id, one_id=one_id, other_id=other_id, told_by_id=work.actor.id, told_at=work.now)
    work.add(wish, unless_taken=Conflict(_("You told this already.")))
    work.record(ApartNoted(subject_id=wish.id, event_id=event.id))


def _drop_apart(work: Work, wish: ApartWish) -> None:
    work.session.delete(wish)
    work.record(ApartDropped(subject_id=wish.id, event_id=wish.event_id))


def _tell_teller(work: Work, event: Event, wish: ApartWish) -> None:
    """Tell who asked for it, without a name, since an inbox is read over shoulders."""
    notify(
        work,
        [wish.told_by_id],
        key=f"teams.wishes.apart_dropped:{wish.id}",
        subject=_("The organizers of “%(event)s” took back what you told them") % {"event": event.name},
        text=_("It was about being in a team with somebody. Ask an organizer if it should count."),
        path=f"/events/{event.slug}/companions",
    )


def _require_two(work: Work, event: Event, one_id: int | None, other_id: int) -> None:
    if one_id == other_id:
        raise Invalid("person", _("Name two different people."))
    if not all(takes_part_in(work.session, event.id, each) for each in (one_id, other_id)):
        raise Invalid("person", _("Nobody of this name or mail address takes part in this event."))


def _require_few(count: int) -> None:
    if count >= MOST_WISHES:
        raise Conflict(_("You named %(most)s people already. Take one back first.") % {"most": MOST_WISHES})
