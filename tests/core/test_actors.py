"""Who acts, with which roles."""

from hackathon.core.actors import STRANGER, Grant, person, system

ADA = person(3, "Ada", site_roles=["steward"], grants=[Grant("event", 1, "organizer"), Grant("team", 2, "member")])


def test_person_holds_what_was_granted_in_that_place_only() -> None:
    asked = [("organizer", "event", 1), ("organizer", "event", 2), ("judge", "event", 1), ("organizer", "event", None)]

    assert [ADA.holds(*each) for each in asked] == [True, False, False, False]


def test_person_lists_the_places_of_a_scope() -> None:
    assert ADA.places("event") == ADA.places("event", "organizer", "judge") == {1}
    assert ADA.places("event", "judge") == ADA.places("case") == frozenset()


def test_site_roles_are_asked_for_any_of_several() -> None:
    assert [ADA.is_site("admin", "steward"), ADA.is_site("admin"), STRANGER.is_site("steward")] == [True, False, False]


def test_system_is_admitted_for_its_own_reason_only() -> None:
    sweep = system("sweep")

    assert [sweep.is_system("sweep", "other"), sweep.is_system("other"), sweep.is_signed_in] == [True, False, False]
    assert [ADA.is_system("sweep"), STRANGER.is_system("sweep"), ADA.is_signed_in] == [False, False, True]
