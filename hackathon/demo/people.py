"""How the people of the demo come: accounts, roles, and what they say about themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from hackathon.demo.script import DOMAIN, Person
from hackathon.demo.sign_in import PARTS, PASSWORD
from hackathon.demo.story import PLATFORM, Story, World
from hackathon.people.accounts.commands import create_account, give_site_role
from hackathon.people.accounts.rules import PasswordHash, hash_password
from hackathon.people.inbox.commands import read_all
from hackathon.people.organization.commands import edit_organization
from hackathon.people.profiles.commands import ProfileDraft, edit_profile

COMPANY = "Nordwerk"
BETWEEN_PEOPLE = timedelta(minutes=3)
LAST_READ = timedelta(hours=40)
"""How long before now those people last looked into their inbox."""


def plan_people(story: Story, people: Sequence[Person], *, begins: datetime, until: datetime) -> None:
    """Let everybody be invited one after the other, and fill in their profile the day after."""
    password_hash = hash_password(PASSWORD)
    story.plan(begins, _name_company)
    for number, person in enumerate(people):
        at = begins + number * BETWEEN_PEOPLE
        story.plan(at, partial(_invite, person=person, password_hash=password_hash))
        story.plan(at + timedelta(days=1), partial(_introduce, person=person))
    for part in PARTS:
        story.plan(until - LAST_READ, partial(_read_inbox, part=part))


def _name_company(world: World) -> None:
    with world.acting(PLATFORM) as work:
        edit_organization(work, COMPANY, [DOMAIN], is_demo=True)


def _invite(world: World, person: Person, password_hash: PasswordHash) -> None:
    with world.acting(PLATFORM) as work:
        account = create_account(work, person.email, person.name, password_hash=password_hash, is_demo=True)
        for role in person.roles:
            give_site_role(work, account.id, role)
        world.ids["person", person.key] = account.id


def _introduce(world: World, person: Person) -> None:
    draft = ProfileDraft(
        display_name=person.name,
        unit=person.unit,
        manager_id=world.id_or_none("person", person.line_manager),
        craft=person.craft,
        skills=person.skills,
        time_zone=person.zone,
        about=person.about,
    )
    with world.acting(person.key) as work:
        edit_profile(work, draft)


def _read_inbox(world: World, part: str) -> None:
    with world.acting(part) as work:
        read_all(work)
