"""What the projects floor adds."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import (
    Contributions,
    EventAudience,
    Label,
    NavigationItem,
    QuestionStep,
    Reminder,
    Searchable,
)
from hackathon.core.facts import Reaction
from hackathon.core.i18n import lazy
from hackathon.events.setup.models import WindowKind
from hackathon.projects.declarations import routes as declarations
from hackathon.projects.extensions import reactions as extension_reactions
from hackathon.projects.extensions import routes as extensions
from hackathon.projects.git import routes as git
from hackathon.projects.git.rules import FOLDER
from hackathon.projects.presentations import routes as presentations
from hackathon.projects.repositories import reactions as repository_reactions
from hackathon.projects.repositories import routes as repositories
from hackathon.projects.showroom import api as showroom_api
from hackathon.projects.showroom import routes as showroom
from hackathon.projects.submissions import api as submissions_api
from hackathon.projects.submissions import reactions as submission_reactions
from hackathon.projects.submissions import routes as submissions
from hackathon.projects.submissions.queries import (
    captains_to_hand_in,
    members_to_hand_in,
    questions_handed_in,
    submission_names,
)
from hackathon.projects.uploads import routes as uploads
from hackathon.projects.workspace import api as workspace_api
from hackathon.projects.workspace import reactions as workspace_reactions
from hackathon.projects.workspace import routes as workspace
from hackathon.projects.workspace.facts import ProjectEdited, ProjectStarted
from hackathon.projects.workspace.policy import FOLLOWING, visible_to
from hackathon.projects.workspace.queries import project_names, project_texts
from hackathon.teams.formation.facts import ChallengeLeft, ChallengeTaken


def install(house: Contributions, settings: Settings) -> None:
    """Register the projects features, siblings in their order."""
    blueprint = Blueprint("projects", __name__)
    _install_git(house, blueprint)
    _install_extensions(house, blueprint)
    _install_workspace(house, blueprint)
    _install_declarations(house, blueprint)
    _install_repositories(house, blueprint, settings)
    _install_uploads(house, blueprint)
    _install_submissions(house, blueprint)
    _install_showroom(house, blueprint)
    house.blueprints.append(blueprint)


def _install_git(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(git.blueprint)
    house.administration.append(NavigationItem(lazy("Git hosts"), "projects.git.index", 50, covers=("projects.git.",)))
    house.folders.append(FOLDER)
    house.checks["Git"] = "hackathon.projects.git.gateway:check_program"
    house.checks["Git hosts"] = "hackathon.projects.git.queries:check_hosts"


def _install_extensions(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(extensions.blueprint)
    house.event_actions.append(extensions.event_action)
    house.reactions += extension_reactions.REACTIONS


def _install_workspace(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(workspace.blueprint)
    house.blueprints.append(workspace_api.blueprint)
    house.fact_audiences["project"] = workspace.fact_audiences
    house.labels["project"] = Label(project_names(), "projects.workspace.show", "project_id")
    changes = (ProjectStarted, ProjectEdited)
    house.add_searchable(Searchable("project", lazy("Projects"), project_texts(), visible_to, after=changes))
    house.project_actions.append(workspace.edit_action)
    house.add_panel("team", workspace.team_panel)
    house.home_cards.append(workspace.home_cards)
    house.reactions.append(Reaction(FOLLOWING, (ChallengeTaken, ChallengeLeft), workspace_reactions.follow))


def _install_declarations(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(declarations.blueprint)
    house.project_actions.append(declarations.show_action)


def _install_repositories(house: Contributions, blueprint: Blueprint, settings: Settings) -> None:
    blueprint.register_blueprint(repositories.blueprint)
    house.add_panel("project", repositories.project_panel)
    house.reactions += repository_reactions.REACTIONS
    house.add_job("projects.repositories.sync", "hackathon.projects.repositories.jobs:sync")
    house.add_job(
        "projects.repositories.sweep", "hackathon.projects.repositories.jobs:sweep", every=settings.git_sync_every
    )


def _install_uploads(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(uploads.blueprint)
    house.file_policies["upload"] = submissions.project_file_policy
    house.add_job("projects.uploads.commit", "hackathon.projects.uploads.jobs:commit")


def _install_submissions(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(submissions.blueprint)
    house.blueprints.append(submissions_api.blueprint)
    house.labels["submission"] = Label(submission_names())
    house.add_panel("project", submissions.project_panel)
    house.reactions += submission_reactions.REACTIONS
    house.add_checklist("project", submissions.project_checklist)
    house.project_actions.append(submissions.project_action)
    house.event_actions.append(submissions.event_action)
    house.home_cards.append(submissions.home_cards)
    house.question_steps.append(QuestionStep(lazy("Handed in"), questions_handed_in))
    late = lazy("Captains of teams that have not handed in")
    house.audiences["submissions.missing"] = EventAudience(late, captains_to_hand_in)
    house.reminders.append(
        Reminder(
            key="projects.submissions.deadline",
            subject=lazy("Hand in your project: “%(event)s”"),
            text=lazy("Your team has not handed in yet. It can until %(until)s, and again as often as you like."),
            path="/events/%(slug)s",
            window=lambda event: event.window(WindowKind.RUNNING),
            who=members_to_hand_in,
        )
    )
    house.file_policies["project"] = submissions.project_file_policy
    house.file_policies["submission"] = submissions.submission_file_policy
    house.add_job(submission_reactions.REMIND, "hackathon.projects.submissions.jobs:remind_extended", attempts=3)
    # A host that is down for a weekend loses nothing: with the longest back-off this is about three days.
    house.add_job("projects.submissions.freeze", "hackathon.projects.submissions.jobs:freeze", attempts=76)


def _install_showroom(house: Contributions, blueprint: Blueprint) -> None:
    blueprint.register_blueprint(showroom.blueprint)
    blueprint.register_blueprint(presentations.blueprint)
    house.blueprints.append(showroom_api.blueprint)
    house.needs.append(showroom.needs)
    house.funnel.append(showroom.funnel)
    house.navigation.append(NavigationItem(lazy("Projects"), "projects.showroom.index", 20))
    house.add_panel("event", showroom.event_panel)
