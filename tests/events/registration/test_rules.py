"""Places, and how people are counted by what they bring."""

import pytest

from hackathon.events.registration.rules import CRAFT_GROUPS, free_places
from hackathon.people.profiles.models import Craft


@pytest.mark.parametrize(("capacity", "taken", "free"), [(None, 9, None), (3, 0, 3), (3, 3, 0), (3, 5, 0)])
def test_free_places_are_never_less_than_none(capacity: int | None, taken: int, free: int | None) -> None:
    assert free_places(capacity, taken=taken) == free


def test_craft_groups_hold_every_craft_once() -> None:
    assert sorted(craft for _label, crafts in CRAFT_GROUPS for craft in crafts) == sorted(Craft)
