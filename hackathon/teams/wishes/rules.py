"""Rules of wishes: how many there may be, and how a list of choices changes step by step."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

MOST_CHOICES = 5
MOST_WISHES = 5
"""How many people somebody may name of each kind."""
KEEP_APART_DAYS = 90
"""How long wishes to be kept apart are kept after the results of an event are out."""


class Step(StrEnum):
    """What a button on the page of choices does to one question."""

    ADD = "add"
    UP = "up"
    DOWN = "down"
    REMOVE = "remove"


class PersonNamed(NamedTuple):
    """Somebody of an event who may be named in a wish."""

    account_id: int
    name: str
    email: str


def check_choices(ids: Sequence[int], possible: Collection[int]) -> None:
    """Raise `Invalid` unless the list names up to five of the possible questions, each once."""
    if len(ids) > MOST_CHOICES:
        raise Invalid("challenge_ids", _("Choose up to %(most)s questions.") % {"most": MOST_CHOICES})
    if len(set(ids)) < len(ids):
        raise Invalid("challenge_ids", _("Choose each question once."))
    if not set(ids) <= set(possible):
        raise Invalid("challenge_ids", _("Choose questions of this event that teams may take on."))


def after_step(ids: Sequence[int], step: str, challenge_id: int) -> list[int]:
    """Return the list after a step; one that is not possible changes nothing."""
    others = [each for each in ids if each != challenge_id]
    if step == Step.REMOVE:
        return others
    if step == Step.ADD:
        return [*others, challenge_id]
    if challenge_id not in ids or step not in {Step.UP, Step.DOWN}:
        return list(ids)
    place = ids.index(challenge_id) + (-1 if step == Step.UP else 1)
    return _at(others, max(place, 0), challenge_id)


def replaced(ids: Sequence[int], challenge_id: int, into_id: int | None) -> list[int]:
    """Return the list after a question became part of another one, or (`None`) of none: each stays in it once."""
    followed = [into_id if each == challenge_id else each for each in ids]
    return list(dict.fromkeys(each for each in followed if each is not None))


def person_meant(words: str, people: Sequence[PersonNamed], *, field: str = "person") -> int:
    """Find whose name or mail address was typed; raise `Invalid` where that is nobody or more than one."""
    asked = " ".join(words.split()).casefold()
    found = [each for each in people if asked in {each.name.casefold(), each.email.casefold()}]
    if not found:
        raise Invalid(field, _("Nobody of this name or mail address takes part in this event."))
    if len(found) > 1:
        raise Invalid(field, _("Several people here are called so: type the mail address."))
    return found[0].account_id


def _at(ids: list[int], place: int, challenge_id: int) -> list[int]:
    return [*ids[:place], challenge_id, *ids[place:]]
