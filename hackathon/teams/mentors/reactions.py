"""Telling teams and mentors of each other, and keeping mentors to those who have the role."""

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.facts import EventRoleTaken
from hackathon.events.setup.models import EventRole
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.commands import tell_of_team
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import members_of
from hackathon.teams.mentors.commands import detach_from_all
from hackathon.teams.mentors.facts import MentorAttached, MentorDetached
from hackathon.teams.mentors.policy import FOLLOWING


def tell_team(work: Work, happened: Happened) -> None:
    """Tell the members who helps them from now on, or no longer."""
    fact = happened.fact
    if not isinstance(fact, MentorAttached | MentorDetached):
        return
    names = {"person": work.get(Account, fact.account_id).display_name, "team": work.get(Team, fact.subject_id).name}
    began = isinstance(fact, MentorAttached)
    members = [member.account_id for member in members_of(work.session, [fact.subject_id]).get(fact.subject_id, ())]
    subject = _("%(person)s mentors %(team)s") if began else _("%(person)s no longer mentors %(team)s")
    text = _("Ask when you are stuck. Mentors do not judge the teams that they help.") if began else _("Ask another.")
    tell_of_team(work, happened, members, subject=subject % names, text=text)


def tell_mentor(work: Work, happened: Happened) -> None:
    """Tell a mentor which team an organizer gave them, or took from them."""
    fact = happened.fact
    if not isinstance(fact, MentorAttached | MentorDetached) or happened.actor_id in {None, fact.account_id}:
        return
    sentence = _("You mentor %(team)s") if isinstance(fact, MentorAttached) else _("You no longer mentor %(team)s")
    subject = sentence % {"team": work.get(Team, fact.subject_id).name}
    tell_of_team(work, happened, [fact.account_id], subject=subject, text=_("An organizer of the event decided so."))


def follow_roles(work: Work, happened: Happened) -> None:
    """Let who is no mentor of the event any more help none of its teams."""
    fact = happened.fact
    if isinstance(fact, EventRoleTaken) and fact.role == EventRole.MENTOR:
        detach_from_all(work, fact.subject_id, fact.account_id)


REACTIONS = (
    Reaction("teams.mentors.tell_team", (MentorAttached, MentorDetached), tell_team),
    Reaction("teams.mentors.tell_mentor", (MentorAttached, MentorDetached), tell_mentor),
    Reaction(FOLLOWING, (EventRoleTaken,), follow_roles),
)
