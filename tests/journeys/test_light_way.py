"""The light path from the release to the signature: three people, ten fields and twenty-five clicks at most."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from tests.factories.promotion import make_finished_project
from tests.journeys.stage import PASSWORD, PHONE, Installation, Person, installation

PEOPLE = {"owner": ("Petra Owner", "product_owner"), "steward": ("Stefan Steward", "steward")}
UNKNOWN_TO_THE_EVENT = ("tools", "checked", "people", "reach", "effort")
MOST_FIELDS, MOST_CLICKS = 10, 25
pytestmark = pytest.mark.slow


class Counted(Person):
    """Somebody whose clicks are counted, and the fields that did not arrive filled in; signing in is counted, too."""

    clicks = fields = 0

    def press(self, name: str) -> None:
        """Press a button."""
        self.clicks += 1
        super().press(name)

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.clicks += 1
        super().follow(name)

    def tick(self, selector: str) -> None:
        """Tick a box or choose an answer."""
        self.clicks += 1
        self.fields += 1
        self.page.locator(selector).check()

    def fill(self, **fields: str) -> None:
        """Type into fields."""
        self.clicks += len(fields)
        self.fields += len(fields)
        super().fill(**fields)

    def come_by_mail(self, path: str, email: str) -> None:
        """Follow the link of a mail as somebody who is not signed in."""
        self.clicks += 1
        self.go(path)
        self.fill(email=email, password=PASSWORD)
        self.fields -= 2
        self.press("Sign in")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation with a released project that answers a whole question."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({f"{role}@example.org": who for role, who in PEOPLE.items()})
        with running.rows() as session:
            owner = session.scalars(select(Account).where(Account.email == "owner@example.org")).one()
            done = make_finished_project(session, owner=owner)
            done.captain.email, done.captain.password_hash = "captain@example.org", owner.password_hash
            asked = done.challenge
            asked.metric, asked.baseline, asked.data_name = "visits", Decimal(260), "Meter readings"
            asked.data_class = "internal"
            session.commit()
        yield running


def test_light_case_is_accepted_by_three_people_with_few_fields_and_clicks(
    place: Installation, chromium: Browser
) -> None:
    captain = Counted(chromium, place, "captain", viewport=PHONE)
    captain.sign_in("captain@example.org")
    captain.clicks = captain.fields = 0
    captain.go("/projects/1")
    captain.follow("Nominate this project")
    captain.sees("of 16 filled by the event")
    captain.fill(change="Crews drive to the meters on the morning's list only.")
    captain.press("Nominate")
    case = captain.page.url.removeprefix(place.url)

    owner = Counted(chromium, place, "owner", viewport=PHONE)
    owner.come_by_mail(f"{case}/path", "owner@example.org")
    for key in UNKNOWN_TO_THE_EVENT:
        owner.tick(f"[name='{key}'][value='yes']")
    owner.press("Sign")
    owner.sees("light path")

    steward = Counted(chromium, place, "steward")
    steward.come_by_mail(f"{case}/screening", "steward@example.org")
    steward.press("Decide")
    steward.sees("Decided")

    owner.clicks += 1
    owner.go(f"{case}/offer")
    owner.tick("[name='no_budget']")
    owner.fill(signed_name="Petra Owner")
    owner.press("Sign and take over")
    owner.sees("It is yours now")
    people = (captain, owner, steward)
    assert (sum(each.fields for each in people) <= MOST_FIELDS, [each.errors for each in people]) == (True, [[]] * 3)
    assert sum(each.clicks for each in people) <= MOST_CLICKS, [each.clicks for each in people]
    for each in people:
        each.leave()

    with place.rows() as session:
        assert session.scalars(select(UseCase.state)).one() == "ADOPTED"
