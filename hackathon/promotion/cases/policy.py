"""Who sees a use case, who decides about it, and who steers it: one rule for all steps of promotion."""

from sqlalchemy import ColumnElement, Exists, and_, exists, false, or_, true

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.promotion.cases.models import UseCase
from hackathon.teams.formation.models import TeamMember


def can_view(actor: Actor, _case: UseCase) -> Decision:
    """Let everyone with an account see use cases: they come from released events."""
    return allow_if(actor.is_signed_in, _("Sign in to see use cases."))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    return true() if actor.is_signed_in else false()


def can_read_inside(actor: Actor, case: UseCase) -> Decision:
    """Keep reasons and evidence to those who work on the case or decide about it."""
    return allow_if(
        is_owner(actor, case)
        or actor.id in case.requesters
        or is_in_team(actor, case)
        or actor.is_site(SiteRole.STEWARD)
        or actor.holds("organizer", "event", case.event_id),
        _("Only the team, the owner, organizers and stewards may read this."),
    )


def can_decide(actor: Actor, case: UseCase, *, has_steward: bool) -> Decision:
    """Let a steward decide, or where none is free an organizer or host; never who asked, never the team."""
    return stands_outside(actor, case) & allow_if(
        actor.is_site(SiteRole.STEWARD) or (not has_steward and _stands_in(actor, case)),
        _("A steward decides this."),
    )


def decidable_by(actor: Actor) -> ColumnElement[bool]:
    """Say `can_decide` in SQL."""
    outside = outside_of(actor)
    if actor.id is None:
        return false()
    if actor.is_site(SiteRole.STEWARD):
        return outside
    stands_in = true() if actor.is_site(SiteRole.HOST) else UseCase.event_id.in_(actor.places("event", "organizer"))
    return and_(outside, stands_in, ~free_steward())


def outside_of(actor: Actor) -> ColumnElement[bool]:
    """Say `stands_outside` in SQL."""
    return and_(
        UseCase.nominated_by != actor.id,
        or_(UseCase.renominated_by.is_(None), UseCase.renominated_by != actor.id),
        UseCase.team_id.not_in(actor.places("team")),
    )


def free_steward() -> Exists:
    """Say in SQL that some active steward neither asked for the use case nor belongs to its team."""
    in_team = exists().where(TeamMember.team_id == UseCase.team_id, TeamMember.account_id == AccountRole.account_id)
    return (
        exists()
        .where(
            AccountRole.role == SiteRole.STEWARD,
            AccountRole.account_id == Account.id,
            Account.state == AccountState.ACTIVE,
            Account.id != UseCase.nominated_by,
            or_(UseCase.renominated_by.is_(None), Account.id != UseCase.renominated_by),
            ~in_team,
        )
        .correlate(UseCase)
    )


def can_steer(actor: Actor, case: UseCase) -> Decision:
    """Let the owner, or a steward outside the case, move it on, suspend and retire it."""
    is_steward = actor.is_site(SiteRole.STEWARD) and bool(stands_outside(actor, case))
    return allow_if(is_owner(actor, case) or is_steward, _("The owner of the use case or a steward does this."))


def can_resume(actor: Actor, case: UseCase, *, has_steward: bool) -> Decision:
    """Let those who may suspend a use case let it go on, but only deciders where a rule suspended it."""
    return can_decide(actor, case, has_steward=has_steward) if case.is_held else can_steer(actor, case)


def can_contribute(actor: Actor, case: UseCase) -> Decision:
    """Take evidence and readings from the owner, the team or a steward."""
    return allow_if(
        is_owner(actor, case) or is_in_team(actor, case) or actor.is_site(SiteRole.STEWARD),
        _("The owner, the team or a steward gives this."),
    )


def stands_outside(actor: Actor, case: UseCase) -> Decision:
    """Let nobody decide about what they asked for or made."""
    return allow_if(
        actor.id is not None and actor.id not in case.requesters,
        _("You nominated this; somebody else decides about it."),
    ) & allow_if(not is_in_team(actor, case), _("You belong to the team; somebody else decides about it."))


def is_owner(actor: Actor, case: UseCase) -> bool:
    """Tell whether the person owns the use case."""
    return actor.id is not None and actor.id == case.owner_id


def is_in_team(actor: Actor, case: UseCase) -> bool:
    """Tell whether the person is in the team that made the prototype."""
    return actor.holds("member", "team", case.team_id)


def _stands_in(actor: Actor, case: UseCase) -> bool:
    return actor.is_site(SiteRole.HOST) or actor.holds("organizer", "event", case.event_id)
