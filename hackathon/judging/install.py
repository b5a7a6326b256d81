"""What the judging floor adds."""

from types import ModuleType

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, EventAudience, EventCopy, Label, Reminder
from hackathon.core.facts import Reaction
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Retention
from hackathon.events.setup.facts import EventPublished
from hackathon.events.setup.models import WindowKind
from hackathon.judging.assignment import reactions as telling_judges
from hackathon.judging.assignment import routes as assignment
from hackathon.judging.assignment.facts import JudgesAssigned, JudgesReminded
from hackathon.judging.assignment.queries import behind
from hackathon.judging.awards import reactions as awarding
from hackathon.judging.awards import routes as awards
from hackathon.judging.awards.policy import PUBLISHING
from hackathon.judging.awards.queries import award_names
from hackathon.judging.ballots import api as ballots_api
from hackathon.judging.ballots import routes as ballots
from hackathon.judging.board import reactions as looking_again
from hackathon.judging.board import routes as board
from hackathon.judging.corrections import routes as corrections
from hackathon.judging.editions import reactions as following_editions
from hackathon.judging.editions import routes as editions
from hackathon.judging.editions.facts import RubricChanged
from hackathon.judging.feedback import routes as feedback
from hackathon.judging.finals import reactions as following_finals
from hackathon.judging.finals import routes as finals
from hackathon.judging.finals.facts import StageBegun, StageTakenBack
from hackathon.judging.judges import routes as judges
from hackathon.judging.late import reactions as telling_of_late
from hackathon.judging.late import routes as late
from hackathon.judging.plans import reactions as standing_in
from hackathon.judging.plans import routes as plans
from hackathon.judging.plans.commands import forget_plans
from hackathon.judging.plans.facts import PlanApplied
from hackathon.judging.plans.policy import REFILLING, SOLVING
from hackathon.judging.ranking import api
from hackathon.judging.ranking import routes as ranking
from hackathon.judging.ranking.facts import ResultsReissued, ResultsReleased
from hackathon.judging.ranking.policy import CHECKING
from hackathon.judging.ranking.reactions import tell_everyone, tell_of_edition
from hackathon.judging.rubric import api as rubric_api
from hackathon.judging.rubric import routes as rubric
from hackathon.judging.rubric.commands import copy_rubric
from hackathon.judging.rubric.policy import PROVIDE
from hackathon.judging.rubric.reactions import provide
from hackathon.judging.stages import routes as stages
from hackathon.judging.standings import reactions as following_ballots
from hackathon.judging.standings import routes as standings
from hackathon.judging.standings.commands import forget_severities
from hackathon.judging.standings.policy import COMPUTING, SEVERITY_DAYS
from hackathon.judging.standings.reactions import follow_event
from hackathon.judging.tables import routes as tables
from hackathon.judging.tables.facts import TablesGiven
from hackathon.judging.tables.reactions import tell_teams
from hackathon.judging.terms import routes as terms
from hackathon.judging.terms.facts import TermsSettled
from hackathon.judging.votes import reactions as voting
from hackathon.judging.votes import routes as votes
from hackathon.judging.votes.queries import without_vote
from hackathon.judging.words import routes as words
from hackathon.judging.words.queries import owners_to_write


def install(house: Contributions, _settings: Settings) -> None:
    """Register the judging features."""
    house.blueprints += [_blueprint(), api.blueprint, ballots_api.blueprint, rubric_api.blueprint]
    house.labels["award"] = Label(award_names())
    house.home_cards += [ballots.cards, ranking.cards]
    house.needs.append(assignment.needs)
    house.funnel.append(assignment.funnel)
    house.event_actions += [judges.action, ballots.action, assignment.action, ranking.action, awards.action]
    house.add_checklist("event", rubric.own_checklist)
    house.event_copies.append(EventCopy("rubric", lazy("What projects are judged by"), copy_rubric))
    house.add_panel("event", awards.event_panel)
    house.add_panel("project", awards.project_panel)
    house.add_panel("release", awards.release_panel)
    house.add_panel("ranking", votes.ranking_panel)
    house.add_panel("queue", terms.queue_panel)
    house.add_panel("queue", tables.queue_panel)
    house.reactions += _reactions()
    house.add_job(COMPUTING, "hackathon.judging.standings.jobs:compute")
    house.add_job(CHECKING, "hackathon.judging.ranking.jobs:check")
    house.retention.append(
        Retention(lazy("How severe judges are, after the results are out"), SEVERITY_DAYS, forget_severities)
    )
    house.add_job(SOLVING, "hackathon.judging.plans.jobs:solve", attempts=3)
    house.retention.append(Retention(lazy("Plans of who judges what"), 90, forget_plans))
    house.audiences["judges.behind"] = EventAudience(lazy("Judges who are behind"), behind)
    house.reminders += [_closing(), _vote_closing(), _words_closing()]


def _blueprint() -> Blueprint:
    package = Blueprint("judging", __name__)
    for feature in (
        stages,
        rubric,
        editions,
        finals,
        assignment,
        judges,
        ballots,
        plans,
        standings,
        ranking,
        awards,
        *_beside(),
    ):
        package.register_blueprint(feature.blueprint)
    return package


def _beside() -> tuple[ModuleType, ...]:
    """Name the features beside the ranking, which have pages too."""
    return terms, tables, feedback, corrections, votes, board, late, words


def _closing() -> Reminder:
    return Reminder(
        key="judging.ballots.closing",
        subject=lazy("Your scores are waited for: “%(event)s”"),
        text=lazy("Judging closes at %(until)s. Your queue shows what is left; it works on a phone."),
        path="/events/%(slug)s/judging/queue",
        window=lambda event: event.window(WindowKind.JUDGING),
        who=behind,
    )


def _vote_closing() -> Reminder:
    return Reminder(
        key="judging.votes.closing",
        subject=lazy("Your vote is waited for: “%(event)s”"),
        text=lazy("You can vote for your favourite until %(until)s. Nobody learns for whom."),
        path="/events/%(slug)s/vote",
        window=lambda event: event.window(WindowKind.JUDGING),
        who=without_vote,
    )


def _words_closing() -> Reminder:
    return Reminder(
        key="judging.words.closing",
        subject=lazy("Teams worked on your questions: “%(event)s”"),
        text=lazy("Look at what was handed in and write to the teams, best until %(until)s. It changes no score."),
        path="/events/%(slug)s/judging/words",
        window=lambda event: event.window(WindowKind.JUDGING),
        who=owners_to_write,
    )


def _reactions() -> list[Reaction]:
    return [
        Reaction(PROVIDE, (EventPublished,), provide),
        Reaction("judging.assignment.tell_assigned", (JudgesAssigned, PlanApplied), telling_judges.tell_assigned),
        Reaction("judging.tables.tell_teams", (TablesGiven,), tell_teams),
        Reaction(REFILLING, standing_in.OCCASIONS, standing_in.refill),
        Reaction("judging.assignment.tell_reminded", (JudgesReminded,), telling_judges.tell_reminded),
        *following_ballots.REACTIONS,
        Reaction("judging.standings.follow_stages", (StageBegun, StageTakenBack, RubricChanged), follow_event),
        *looking_again.REACTIONS,
        *following_editions.REACTIONS,
        *telling_of_late.REACTIONS,
        *following_finals.REACTIONS,
        Reaction("judging.ranking.tell_everyone", (ResultsReleased,), tell_everyone),
        Reaction("judging.ranking.tell_of_edition", (ResultsReissued,), tell_of_edition),
        Reaction(PUBLISHING, (ResultsReleased,), awarding.publish),
        Reaction("judging.votes.tell_voters", (TermsSettled,), voting.tell_voters),
    ]
