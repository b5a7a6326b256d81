"""What the events floor adds: events with their pages, roles and reminders; questions; and who takes part."""

from datetime import timedelta
from functools import partial

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import (
    Contributions,
    EventAudience,
    EventCopy,
    Label,
    NavigationItem,
    QuestionStep,
    Reminder,
)
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Retention
from hackathon.events.announcements import routes as announcements
from hackathon.events.announcements.policy import POSTING, SENDING
from hackathon.events.announcements.queries import announcement_names
from hackathon.events.board import routes as board
from hackathon.events.challenges import api as challenges_api
from hackathon.events.challenges import reactions as challenge_reactions
from hackathon.events.challenges import routes as challenges
from hackathon.events.challenges.commands import copy_challenges
from hackathon.events.challenges.queries import accepted, asked, challenge_names, contacts_in_the_dark
from hackathon.events.joining import reactions as joining_reactions
from hackathon.events.joining import routes as joining
from hackathon.events.joining.commands import forget_newcomers
from hackathon.events.personal_links import routes as personal_links
from hackathon.events.personal_links.commands import forget_personal_links
from hackathon.events.registration import api
from hackathon.events.registration import reactions as registration_reactions
from hackathon.events.registration import routes as registration
from hackathon.events.registration.queries import (
    likely_to_register,
    participations_of,
    taking_part,
    waiting_for_a_place,
)
from hackathon.events.schedule import routes as schedule
from hackathon.events.setup import reactions as setup_reactions
from hackathon.events.setup import routes as setup
from hackathon.events.setup.models import EventRole, WindowKind
from hackathon.events.setup.queries import (
    event_names,
    event_roles_of,
    events_without_another_organizer,
    with_event_role,
)
from hackathon.people.profiles.models import CRAFT_LABELS


def install(house: Contributions, _settings: Settings) -> None:
    """Register the events features."""
    blueprint = Blueprint("events", __name__)
    for feature in (setup, challenges, registration, announcements, schedule, personal_links, joining, board):
        blueprint.register_blueprint(feature.blueprint)
    house.blueprints += [blueprint, api.blueprint, challenges_api.blueprint]
    house.navigation.append(NavigationItem(lazy("Events"), "events.setup.index", 10))
    house.first_step, house.lobby = "events.setup.create", "events.joining.waiting"
    _install_setup(house)
    _install_challenges(house)
    _install_registration(house)
    _install_announcements(house)
    _install_schedule(house)
    _install_board(house)
    _install_reactions(house)
    _install_privacy(house)


def _install_privacy(house: Contributions) -> None:
    house.erasure_stops.append(events_without_another_organizer)
    house.retention += [
        Retention(lazy("What people typed to join an event, after that was decided"), 30, forget_newcomers),
        Retention(lazy("Invitations of judges and mentors, after their time is over"), 90, forget_personal_links),
    ]


def _install_setup(house: Contributions) -> None:
    house.grants.append(event_roles_of)
    house.fact_audiences["event"] = setup.fact_audiences
    house.labels["event"] = Label(event_names(), "events.setup.show", "slug")
    house.add_checklist("event", setup.own_checklist)


def _install_challenges(house: Contributions) -> None:
    house.fact_audiences["challenge"] = challenges.fact_audiences
    house.labels["challenge"] = Label(challenge_names(), "events.challenges.find", "challenge_id")
    house.add_panel("event", challenges.event_panel)
    house.add_checklist("event", challenges.own_checklist)
    house.add_checklist("event", setup.publisher_checklist)
    house.question_steps += [QuestionStep(lazy("Asked"), asked), QuestionStep(lazy("Accepted"), accepted)]
    house.event_copies.append(EventCopy("questions", lazy("The accepted questions"), copy_challenges))
    house.reminders.append(
        Reminder(
            key="events.challenges.lights",
            subject=lazy("What is known about your question? “%(event)s” starts soon"),
            text=lazy("It starts on %(until)s. Your question lacks an owner, data or an outcome: say what you know."),
            path="/events/%(slug)s/challenges",
            window=lambda event: (event.challenges_opens_at, event.starts_at),
            who=contacts_in_the_dark,
            before=(timedelta(days=3),),
        )
    )


def _install_registration(house: Contributions) -> None:
    house.grants.append(participations_of)
    house.home_sections.append(registration.my_events)
    house.home_cards.append(registration.home_cards)
    house.event_actions.append(registration.offer_registration)
    house.add_panel("event", registration.event_panel)


def _install_announcements(house: Contributions) -> None:
    house.labels["announcement"] = Label(announcement_names())
    house.add_job("events.announcements.sweep", "hackathon.events.announcements.jobs:sweep", every=30)
    house.add_job(SENDING, "hackathon.events.announcements.jobs:send")
    house.add_job(POSTING, "hackathon.events.announcements.jobs:post")
    house.audiences["participants"] = EventAudience(lazy("Everybody who takes part"), taking_part)
    for craft, label in CRAFT_LABELS.items():
        house.audiences[f"craft.{craft}"] = EventAudience(label, partial(taking_part, craft=craft))
    house.audiences["waiting"] = EventAudience(lazy("Who waits for a place"), waiting_for_a_place)
    house.audiences["judges"] = EventAudience(lazy("Judges"), partial(with_event_role, role=EventRole.JUDGE))
    house.audiences["mentors"] = EventAudience(lazy("Mentors"), partial(with_event_role, role=EventRole.MENTOR))


def _install_schedule(house: Contributions) -> None:
    house.add_job("events.schedule.sweep", "hackathon.events.schedule.jobs:sweep", every=60)
    house.reminders.append(
        Reminder(
            key="events.registration.closing",
            subject=lazy("Registration for “%(event)s” closes soon"),
            text=lazy("Register until %(until)s if you want to take part."),
            path="/events/%(slug)s/registration",
            window=lambda event: event.window(WindowKind.REGISTRATION),
            who=likely_to_register,
        )
    )


def _install_board(house: Contributions) -> None:
    house.event_actions.append(board.action)
    house.needs.append(board.failed_mails)
    house.funnel.append(board.people_steps)


def _install_reactions(house: Contributions) -> None:
    for feature in (setup_reactions, challenge_reactions, registration_reactions, joining_reactions):
        house.reactions += feature.REACTIONS
