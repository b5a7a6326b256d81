"""What the judging floor adds."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, EventAudience, EventCopy, Label, Reminder
from hackathon.core.facts import Reaction
from hackathon.core.i18n import lazy
from hackathon.events.setup.facts import EventPublished
from hackathon.events.setup.models import WindowKind
from hackathon.judging.assignment import reactions as telling_judges
from hackathon.judging.assignment import routes as assignment
from hackathon.judging.assignment.facts import JudgesAssigned, JudgesReminded
from hackathon.judging.assignment.queries import behind
from hackathon.judging.awards import routes as awards
from hackathon.judging.awards.queries import award_names
from hackathon.judging.ballots import routes as ballots
from hackathon.judging.editions import reactions as following_editions
from hackathon.judging.editions import routes as editions
from hackathon.judging.ranking import api
from hackathon.judging.ranking import routes as ranking
from hackathon.judging.ranking.facts import ResultsReleased
from hackathon.judging.ranking.reactions import tell_everyone
from hackathon.judging.rubric import routes as rubric
from hackathon.judging.rubric.commands import copy_rubric
from hackathon.judging.rubric.policy import PROVIDE
from hackathon.judging.rubric.reactions import provide
from hackathon.judging.stages import routes as stages
from hackathon.judging.standings import reactions as following_ballots
from hackathon.judging.standings import routes as standings
from hackathon.judging.standings.policy import COMPUTING


def install(house: Contributions, _settings: Settings) -> None:
    """Register the judging features."""
    house.blueprints += [_blueprint(), api.blueprint]
    house.labels["award"] = Label(award_names())
    house.home_cards += [ballots.cards, ranking.cards]
    house.needs.append(assignment.needs)
    house.funnel.append(assignment.funnel)
    house.event_actions += [ballots.action, assignment.action, ranking.action, awards.action]
    house.add_checklist("event", rubric.own_checklist)
    house.event_copies.append(EventCopy("rubric", lazy("What projects are judged by"), copy_rubric))
    house.add_panel("event", awards.event_panel)
    house.add_panel("project", awards.project_panel)
    house.reactions += _reactions()
    house.add_job(COMPUTING, "hackathon.judging.standings.jobs:compute")
    house.audiences["judges.behind"] = EventAudience(lazy("Judges who are behind"), behind)
    house.reminders.append(_closing())


def _blueprint() -> Blueprint:
    package = Blueprint("judging", __name__)
    for feature in (stages, rubric, editions, assignment, ballots, standings, ranking, awards):
        package.register_blueprint(feature.blueprint)
    return package


def _closing() -> Reminder:
    return Reminder(
        key="judging.ballots.closing",
        subject=lazy("Your scores are waited for: “%(event)s”"),
        text=lazy("Judging closes at %(until)s. Your queue shows what is left; it works on a phone."),
        path="/events/%(slug)s/judging/queue",
        window=lambda event: event.window(WindowKind.JUDGING),
        who=behind,
    )


def _reactions() -> list[Reaction]:
    return [
        Reaction(PROVIDE, (EventPublished,), provide),
        Reaction("judging.assignment.tell_assigned", (JudgesAssigned,), telling_judges.tell_assigned),
        Reaction("judging.assignment.tell_reminded", (JudgesReminded,), telling_judges.tell_reminded),
        *following_ballots.REACTIONS,
        *following_editions.REACTIONS,
        Reaction("judging.ranking.tell_everyone", (ResultsReleased,), tell_everyone),
    ]
