"""What the people floor adds: accounts and their roles, profiles, the inbox and site administration."""

from importlib import import_module

from flask import Blueprint

from hackathon.core.config import Settings, WrongSetting
from hackathon.core.contributions import Contributions, Label, NavigationItem
from hackathon.core.facts import Reaction
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Retention
from hackathon.people.accounts import routes as accounts
from hackathon.people.accounts.facts import AccountDeactivated
from hackathon.people.accounts.models import SiteRole
from hackathon.people.accounts.queries import account_names, actor_holding, site_roles_of
from hackathon.people.imports import commands as import_commands
from hackathon.people.imports import queries as import_queries
from hackathon.people.imports import routes as imports
from hackathon.people.inbox import api as inbox_api
from hackathon.people.inbox import routes as inbox
from hackathon.people.inbox.queries import session_owner
from hackathon.people.integrations import routes as integrations
from hackathon.people.integrations.api import bearer_loader
from hackathon.people.integrations.policy import FOLLOWING
from hackathon.people.integrations.queries import token_names
from hackathon.people.integrations.reactions import follow_deactivation
from hackathon.people.organization import routes as organization
from hackathon.people.oversight import routes as oversight
from hackathon.people.privacy import commands as privacy
from hackathon.people.privacy import routes as privacy_pages
from hackathon.people.privacy.policy import EXPORT, FORGET, export_file_policy
from hackathon.people.privacy.queries import SCOPE, only_admin, rows_about
from hackathon.people.privacy.rules import EXPORT_DAYS
from hackathon.people.profiles import api as profiles_api
from hackathon.people.profiles import routes as profiles
from hackathon.people.profiles.rules import said_skills
from hackathon.people.record import api as record_api
from hackathon.people.record import routes as record
from hackathon.people.single_sign_on import routes as single_sign_on
from hackathon.web.access import SignedIn
from hackathon.web.database import contributions, session, settings

__all__ = ["account_loader", "bearer_loader", "install"]


def install(house: Contributions, settings: Settings) -> None:
    """Register accounts, profiles, the inbox and administration; the demo's bar in the demo only."""
    people = Blueprint("people", __name__)
    for feature in (
        accounts,
        single_sign_on,
        profiles,
        inbox,
        oversight,
        imports,
        integrations,
        organization,
        privacy_pages,
        record,
    ):
        people.register_blueprint(feature.blueprint)
    people.add_app_template_filter(said_skills, "skills")
    if settings.providers:
        _connect_providers(people, settings)
    if settings.demo:
        _install_demo(house, people)
    house.blueprints += [people, profiles_api.blueprint, inbox_api.blueprint, record_api.blueprint]
    house.navigation += [
        # One's own profile, tokens and inbox are below nobody's entry: they are reached by the account's menu.
        NavigationItem(
            lazy("People"), "people.profiles.index", 80, covers=("people.profiles.index", "people.profiles.show")
        ),
        NavigationItem(
            lazy("The record"),
            "people.record.index",
            85,
            roles=frozenset({SiteRole.AUDITOR}),
            covers=("people.record.",),
        ),
        NavigationItem(
            lazy("Administration"),
            "people.oversight.index",
            90,
            roles=frozenset({SiteRole.ADMIN}),
            covers=("people.oversight.", "people.imports.", "people.organization.", "people.integrations.everybodys"),
            below=house.administration,
        ),
    ]
    house.grants.append(site_roles_of)
    house.labels["account"] = Label(account_names(), "people.profiles.show", "account_id")
    house.labels["token"] = Label(token_names())
    house.home_cards.append(profiles.profile_card)
    house.services += [
        organization.mail_service,
        single_sign_on.single_sign_on_service,
        organization.address_service,
        organization.files_service,
    ]
    house.checks["Single sign-on"] = "hackathon.people.single_sign_on.gateway:check_providers"
    house.reactions.append(Reaction(FOLLOWING, (AccountDeactivated,), follow_deactivation))
    house.administration.append(
        NavigationItem(lazy("The record"), "people.record.index", 50, covers=("people.record.",))
    )
    _install_imports(house)
    _install_privacy(house)


def account_loader(key: str) -> SignedIn | None:
    """Load who a session cookie belongs to and what they hold, in one query."""
    account_id, _, epoch = key.partition(".")
    if not (account_id.isdecimal() and epoch.isdecimal()):
        return None
    found = session_owner(session(), int(account_id), int(epoch), contributions())
    if found is None:
        return None
    owner, held = found
    # Everybody knows the password of the demo's people: they exist no longer than the demo does.
    if owner.is_demo and not settings().has_demo:
        return None
    actor = actor_holding(owner.account_id, owner.display_name, held)
    return SignedIn(
        key, actor, owner.display_name, owner.time_zone, unread_count=owner.unread_count, is_new=bool(owner.is_new)
    )


def _connect_providers(people: Blueprint, settings: Settings) -> None:
    """Load what talks to identity providers where there are any, and nowhere else: it takes a sixth of a second."""
    for provider in settings.providers:
        unknown = {role for _group, role in provider.group_roles} - set(SiteRole)
        if unknown:
            name = f"HACKATHON_OIDC_{provider.key.upper()}_GROUP_ROLES"
            raise WrongSetting(name, f"there is no role {min(unknown)}; there are {', '.join(SiteRole)}")
    connections = import_module("hackathon.people.single_sign_on.gateway").Connections(settings)
    people.record(lambda state: state.app.extensions.update(single_sign_on=connections))


def _install_imports(house: Contributions) -> None:
    house.administration.append(
        NavigationItem(lazy("From a spreadsheet"), "people.imports.index", 40, covers=("people.imports.",))
    )
    house.add_job(import_queries.READ, "hackathon.people.imports.jobs:read", attempts=3)
    house.add_job(import_queries.APPLY, "hackathon.people.imports.jobs:apply", attempts=3)
    house.retention.append(Retention(lazy("Files of people, and their rows"), 30, import_commands.forget_imports))


def _install_privacy(house: Contributions) -> None:
    house.export_parts.append(rows_about)
    house.erasure_stops.append(only_admin)
    house.file_policies[SCOPE] = export_file_policy
    house.add_job(EXPORT, "hackathon.people.privacy.jobs:export")
    house.add_job(privacy.DROP, "hackathon.people.privacy.jobs:drop_exports")
    house.add_job(FORGET, "hackathon.people.privacy.jobs:forget", every=86_400)
    house.retention += [
        Retention(lazy("The text of mails, after they were sent"), 90, privacy.forget_mails),
        Retention(lazy("Notices in inboxes"), 365, privacy.forget_notices),
        Retention(lazy("Links to sign in, after their time is over"), 30, privacy.forget_links),
        Retention(lazy("Copies of people's own data"), EXPORT_DAYS, privacy.forget_exports),
    ]


def _install_demo(house: Contributions, people: Blueprint) -> None:
    """Add the bar's endpoint to this application alone: the blueprints of features are shared by all."""
    people.record(
        lambda state: state.app.add_url_rule(
            "/demo/sign-in", "people.accounts.demo_sign_in", accounts.demo_sign_in, methods=["POST"]
        )
    )
    house.demo_people += accounts.DEMO_PEOPLE
