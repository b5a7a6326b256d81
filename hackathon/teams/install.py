"""What the teams floor adds."""

from datetime import timedelta

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, EventAudience, Label, QuestionStep, Reminder
from hackathon.core.facts import Reaction
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Retention
from hackathon.events.challenges.facts import ChallengeDeclined, ChallengeMerged
from hackathon.events.registration.facts import ParticipantWithdrew
from hackathon.events.setup.models import WindowKind
from hackathon.teams.board import api as board_api
from hackathon.teams.board import routes as board
from hackathon.teams.formation import api as formation_api
from hackathon.teams.formation import reactions, routes
from hackathon.teams.formation.facts import CaptainChanged, TeamJoined, TeamLeft
from hackathon.teams.formation.policy import FOLLOWING, FOLLOWING_MERGES
from hackathon.teams.formation.queries import captain_grants, member_grants, questions_taken, team_names, without_team
from hackathon.teams.invitations import api as invitations_api
from hackathon.teams.invitations import reactions as invitation_reactions
from hackathon.teams.invitations import routes as invitations
from hackathon.teams.invitations.policy import EXPIRING as EXPIRING_INVITATIONS
from hackathon.teams.matching import api as matching_api
from hackathon.teams.matching import reactions as matching_reactions
from hackathon.teams.matching import routes as matching
from hackathon.teams.matching.commands import forget_runs
from hackathon.teams.matching.facts import MatchingApplied
from hackathon.teams.matching.queries import SOLVE
from hackathon.teams.membership import reactions as membership_reactions
from hackathon.teams.membership import routes as membership
from hackathon.teams.mentors import reactions as mentor_reactions
from hackathon.teams.mentors import routes as mentors
from hackathon.teams.requests import api as requests_api
from hackathon.teams.requests import reactions as request_reactions
from hackathon.teams.requests import routes as requests
from hackathon.teams.requests.policy import EXPIRING as EXPIRING_REQUESTS
from hackathon.teams.wishes import api as wishes_api
from hackathon.teams.wishes import routes as wishes
from hackathon.teams.wishes.commands import forget_apart
from hackathon.teams.wishes.policy import FOLLOWING as FOLLOWING_QUESTIONS
from hackathon.teams.wishes.reactions import follow_questions
from hackathon.teams.wishes.rules import KEEP_APART_DAYS


def install(house: Contributions, _settings: Settings) -> None:
    """Register the teams features."""
    blueprint = Blueprint("teams", __name__)
    blueprint.register_blueprint(routes.blueprint)
    blueprint.register_blueprint(board.blueprint)
    blueprint.register_blueprint(wishes.blueprint)
    blueprint.register_blueprint(requests.blueprint)
    blueprint.register_blueprint(matching.blueprint)
    blueprint.register_blueprint(invitations.blueprint)
    blueprint.register_blueprint(membership.blueprint)
    blueprint.register_blueprint(mentors.blueprint)
    house.blueprints += [blueprint, board_api.blueprint, wishes_api.blueprint]
    house.grants += [member_grants, captain_grants]
    house.fact_audiences["team"] = routes.fact_audiences
    house.labels["team"] = Label(team_names(), "teams.formation.find", "team_id")
    house.add_panel("event", routes.event_panel)
    house.add_panel("challenge", routes.challenge_panel)
    house.event_actions.append(routes.event_action)
    house.home_cards.append(routes.home_cards)
    house.needs.append(routes.needs)
    house.funnel.append(routes.funnel)
    house.audiences["teams.without"] = EventAudience(lazy("People without a team"), without_team)
    house.reminders.append(
        Reminder(
            key="teams.formation.closing",
            subject=lazy("Find a team for “%(event)s”"),
            text=lazy("You have no team yet. Teams form until %(until)s: join one that misses you, or found one."),
            path="/events/%(slug)s/teams",
            window=lambda event: event.window(WindowKind.FORMING),
            who=without_team,
            before=(timedelta(days=1), timedelta(hours=1)),
        )
    )
    house.question_steps.append(QuestionStep(lazy("Taken by a team"), questions_taken))
    house.reactions += [
        Reaction(FOLLOWING_MERGES, (ChallengeMerged,), reactions.follow_merges),
        Reaction(FOLLOWING, (ParticipantWithdrew,), reactions.follow_registrations),
        Reaction("teams.formation.tell_captain", (TeamJoined, TeamLeft), reactions.tell_captain),
        Reaction("teams.formation.tell_new_captain", (CaptainChanged,), reactions.tell_new_captain),
    ]
    _install_wishes(house)
    _install_joining(house)
    _install_matching(house)


def _install_joining(house: Contributions) -> None:
    """Register the ways into a team beside joining an open one."""
    house.blueprints += [formation_api.blueprint, requests_api.blueprint, invitations_api.blueprint]
    house.team_actions += [requests.team_action, invitations.accept_action, invitations.invite_action]
    house.add_panel("team", requests.captain_panel)
    house.add_panel("team", requests.asker_panel)
    house.add_panel("team", invitations.team_panel)
    house.add_panel("team", mentors.team_panel)
    house.reactions += [
        *request_reactions.REACTIONS,
        *invitation_reactions.REACTIONS,
        *membership_reactions.REACTIONS,
        *mentor_reactions.REACTIONS,
    ]
    house.add_job(EXPIRING_REQUESTS, "hackathon.teams.requests.jobs:sweep", every=300)
    house.add_job(EXPIRING_INVITATIONS, "hackathon.teams.invitations.jobs:sweep", every=300)


def _install_matching(house: Contributions) -> None:
    """Register how people are put into teams."""
    house.blueprints.append(matching_api.blueprint)
    house.event_actions.append(matching.event_action)
    house.add_job(SOLVE, "hackathon.teams.matching.jobs:solve", attempts=3)
    house.reactions.append(
        Reaction("teams.matching.tell_people", (MatchingApplied,), matching_reactions.tell_people),
    )
    house.retention.append(Retention(lazy("Proposals of teams"), 90, forget_runs))


def _install_wishes(house: Contributions) -> None:
    """Register choices of questions, and wishes to be together or apart."""
    house.event_actions.append(wishes.event_action)
    house.reactions.append(Reaction(FOLLOWING_QUESTIONS, (ChallengeDeclined, ChallengeMerged), follow_questions))
    house.retention.append(
        Retention(lazy("Who must not be in one team, after the results are out"), KEEP_APART_DAYS, forget_apart)
    )
