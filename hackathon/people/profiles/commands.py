"""What a person says about themselves."""

from dataclasses import dataclass

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.facts import ProfileEdited
from hackathon.people.profiles.models import Craft, Profile
from hackathon.people.profiles.queries import empty_profile
from hackathon.people.profiles.rules import time_zones


@dataclass(frozen=True)
class ProfileDraft:
    """What stands in a profile when the person is done typing."""

    display_name: str
    unit: str = ""
    manager_id: int | None = None
    craft: str = Craft.OTHER
    skills: tuple[str, ...] = ()
    time_zone: str = "UTC"
    about: str = ""
    wants_mail: bool = True


def edit_profile(work: Work, draft: ProfileDraft, *, version: int | None = None) -> None:
    """Write one's own profile; raise `Stale` where it changed since it was read."""
    account = work.lock(Account, work.actor.id)
    _require_sound(account, draft)
    profile = work.session.get(Profile, account.id, populate_existing=True) or work.add(empty_profile(account.id))
    work.expect_version(profile, version)
    account.display_name = draft.display_name
    profile.unit, profile.manager_id = draft.unit, draft.manager_id
    profile.craft, profile.skills = draft.craft, list(draft.skills)
    profile.time_zone, profile.about = draft.time_zone, draft.about
    profile.wants_mail = draft.wants_mail
    work.record(ProfileEdited(subject_id=account.id))


def _require_sound(account: Account, draft: ProfileDraft) -> None:
    if not draft.display_name:
        raise Invalid("display_name", _("Say what colleagues call you."))
    if draft.manager_id == account.id:
        raise Invalid("manager_email", _("Nobody is their own line manager."))
    if draft.craft not in set(Craft):
        raise Invalid("craft", _("Choose one of the list."))
    if draft.time_zone not in time_zones():
        raise Invalid("time_zone", _("Choose one of the list."))
