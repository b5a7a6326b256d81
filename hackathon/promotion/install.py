"""What the promotion floor adds."""

from flask import Blueprint

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Label, NavigationItem, QuestionStep, Searchable
from hackathon.core.facts import Reaction
from hackathon.core.i18n import lazy
from hackathon.promotion.adoption import api as adoption_api
from hackathon.promotion.adoption import routes as adoption
from hackathon.promotion.adoption.reactions import REACTIONS as ADOPTION
from hackathon.promotion.briefing import routes as briefing
from hackathon.promotion.cases import api as case_api
from hackathon.promotion.cases import policy as case_policy
from hackathon.promotion.cases import routes as cases
from hackathon.promotion.cases.facts import CaseResumed, CaseRetired, CaseSuspended, PathRaised
from hackathon.promotion.cases.queries import case_names, case_texts, cases_carried, questions_nominated
from hackathon.promotion.cases.reactions import tell_of_standstill
from hackathon.promotion.confirmations import api as confirmations_api
from hackathon.promotion.confirmations import routes as confirmations
from hackathon.promotion.confirmations.reactions import REACTIONS as CONFIRMATIONS
from hackathon.promotion.consents import api as consents_api
from hackathon.promotion.consents import reactions as consent_reactions
from hackathon.promotion.consents import routes as consents
from hackathon.promotion.consents.facts import ConsentEnded, ConsentRevoked
from hackathon.promotion.consents.policy import ENDING
from hackathon.promotion.countersigning import api as countersigning_api
from hackathon.promotion.countersigning import routes as countersigning
from hackathon.promotion.countersigning.reactions import REACTIONS as COUNTERSIGNING
from hackathon.promotion.dashboards import routes as dashboards
from hackathon.promotion.day_one import routes as day_one
from hackathon.promotion.day_one.facts import DayOnePlanned
from hackathon.promotion.funnel import routes as funnel
from hackathon.promotion.gates import routes as gates
from hackathon.promotion.gates.commands import SCOPE
from hackathon.promotion.gates.facts import (
    BuildingBegun,
    EvidenceAccepted,
    EvidenceGiven,
    EvidenceRejected,
    PilotBegun,
    WentLive,
)
from hackathon.promotion.gates.reactions import tell_accepters, tell_giver, tell_of_move
from hackathon.promotion.handover import api as handover_api
from hackathon.promotion.handover import routes as handover
from hackathon.promotion.impact import api as impact_api
from hackathon.promotion.impact import routes as impact
from hackathon.promotion.interest import api as interest_api
from hackathon.promotion.interest import routes as interest
from hackathon.promotion.interest.reactions import REACTIONS as INTEREST
from hackathon.promotion.inventory import policy as inventory_policy
from hackathon.promotion.inventory import routes as inventory
from hackathon.promotion.inventory.queries import import_names, reference_names, reference_texts
from hackathon.promotion.inventory.rules import REFERENCE
from hackathon.promotion.limits import routes as limits
from hackathon.promotion.merging import api as merging_api
from hackathon.promotion.merging import routes as merging
from hackathon.promotion.merging.facts import CaseMerged, CaseTookIn
from hackathon.promotion.merging.reactions import tell_of_merging
from hackathon.promotion.nominations import api as nomination_api
from hackathon.promotion.nominations import routes as nominations
from hackathon.promotion.nominations.facts import (
    CaseDeclined,
    CaseNominated,
    CaseRenominated,
    DecisionOverdue,
    LightCaseQueued,
)
from hackathon.promotion.nominations.policy import OFFERING, REMINDING
from hackathon.promotion.nominations.reactions import (
    decline_prohibited,
    tell_of_decline,
    tell_of_delay,
    tell_of_nomination,
    tell_of_queue,
    withdraw_offer,
)
from hackathon.promotion.ownership import api as ownership_api
from hackathon.promotion.ownership import routes as ownership
from hackathon.promotion.ownership.policy import WATCHING
from hackathon.promotion.ownership.reactions import REACTIONS as OWNERSHIP
from hackathon.promotion.parking.facts import CaseLapsed
from hackathon.promotion.parking.policy import LAPSING
from hackathon.promotion.parking.reactions import tell_of_lapse
from hackathon.promotion.paths import api as path_api
from hackathon.promotion.paths import routes as paths
from hackathon.promotion.paths.facts import (
    CaseProhibited,
    CaseReopened,
    CaseStopped,
    OwnerProposed,
    PathAskedAgain,
    PathChosen,
)
from hackathon.promotion.paths.reactions import (
    ask_owner_again,
    ask_proposed_owner,
    tell_deciders,
    tell_of_longer_path,
)
from hackathon.promotion.pilots.facts import PilotEnded, PilotEnding
from hackathon.promotion.pilots.policy import PILOT_SWEEP
from hackathon.promotion.pilots.reactions import tell_of_pilot_end, warn_owner
from hackathon.promotion.portfolio import api as portfolio_api
from hackathon.promotion.portfolio import routes as portfolio
from hackathon.promotion.question_sets import api as question_sets_api
from hackathon.promotion.question_sets import routes as question_sets
from hackathon.promotion.questions import api as questions_api
from hackathon.promotion.questions import reactions as question_reactions
from hackathon.promotion.questions import routes as questions
from hackathon.promotion.questions.commands import SCOPE as QUESTION_SCOPE
from hackathon.promotion.questions.facts import (
    DeciderNamed,
    PassedByFirst,
    QuestionAnswered,
    QuestionEvidenceGiven,
    QuestionWaived,
    TermsSet,
    WaiverProposed,
    WaiverRanOut,
    WaiverRefused,
)
from hackathon.promotion.questions.policy import ASKING, ASKING_NAMED, ASKING_SYSTEM, SERVING
from hackathon.promotion.selection import api as selection_api
from hackathon.promotion.selection import routes as selection
from hackathon.promotion.selection.facts import (
    CandidateScored,
    CaseHeld,
    CaseParked,
    CaseSelected,
    CutComputed,
    ScorerAdded,
    ScorerExcused,
    ScoringStarted,
)
from hackathon.promotion.selection.policy import CUTTING
from hackathon.promotion.selection.queries import round_names
from hackathon.promotion.selection.reactions import (
    tell_chair_of_answers,
    tell_chair_of_cut,
    tell_of_outcome,
    tell_scorers,
)
from hackathon.promotion.similar import routes as similar
from hackathon.promotion.team_time import api as team_time_api
from hackathon.promotion.team_time import routes as team_time
from hackathon.promotion.team_time.reactions import REACTIONS as TEAM_TIME
from hackathon.promotion.waiting import routes as waiting
from hackathon.promotion.waivers import api as waivers_api
from hackathon.promotion.waivers import routes as waivers
from hackathon.promotion.waivers.policy import RUNNING_OUT
from hackathon.promotion.waivers.queries import questions_still_open
from hackathon.promotion.waivers.reactions import ask_second, tell_of_waiver

EXPIRY_EVERY = 300
LAPSING_EVERY = 3600
REMINDING_EVERY = 3600
MEASURING_EVERY = 3600
REACTIONS = (
    Reaction("promotion.cases.tell", (CaseSuspended, CaseResumed, CaseRetired), tell_of_standstill),
    Reaction("promotion.nominations.tell", (CaseNominated, CaseRenominated), tell_of_nomination),
    Reaction("promotion.nominations.tell_decline", (CaseDeclined,), tell_of_decline),
    Reaction("promotion.nominations.tell_queue", (LightCaseQueued,), tell_of_queue),
    Reaction("promotion.nominations.tell_delay", (DecisionOverdue,), tell_of_delay),
    Reaction("promotion.nominations.withdraw", (CaseReopened, CaseRetired, PilotEnded), withdraw_offer),
    Reaction("promotion.nominations.decline", (CaseProhibited,), decline_prohibited),
    Reaction("promotion.paths.ask", (OwnerProposed,), ask_proposed_owner),
    Reaction("promotion.paths.ask_again", (PathAskedAgain,), ask_owner_again),
    Reaction("promotion.paths.tell_deciders", (PathChosen,), tell_deciders),
    Reaction("promotion.paths.tell_longer", (CaseReopened, CaseStopped), tell_of_longer_path),
    *ADOPTION,
    *COUNTERSIGNING,
    *CONFIRMATIONS,
    *TEAM_TIME,
    *OWNERSHIP,
    *INTEREST,
    Reaction("promotion.selection.tell_scorers", (ScoringStarted, ScorerAdded), tell_scorers),
    Reaction("promotion.selection.tell_answers", (CandidateScored, ScorerExcused), tell_chair_of_answers),
    Reaction("promotion.selection.tell_cut", (CutComputed,), tell_chair_of_cut),
    Reaction("promotion.selection.tell_outcome", (CaseSelected, CaseHeld, CaseParked), tell_of_outcome),
    Reaction("promotion.parking.tell", (CaseLapsed,), tell_of_lapse),
    Reaction(ASKING, (PathChosen, PathRaised, OwnerProposed, CaseRenominated), question_reactions.ask),
    Reaction(ASKING_NAMED, (DeciderNamed,), question_reactions.ask_named),
    Reaction(ASKING_SYSTEM, (DayOnePlanned,), question_reactions.ask_system_owner),
    Reaction(SERVING, (TermsSet, QuestionAnswered), question_reactions.serve),
    Reaction("promotion.questions.tell_answer", (QuestionAnswered,), question_reactions.tell_of_answer),
    Reaction("promotion.questions.tell_evidence", (QuestionEvidenceGiven,), question_reactions.tell_who_asked_back),
    Reaction("promotion.questions.tell_seconds", (PassedByFirst,), question_reactions.tell_seconds),
    Reaction("promotion.waivers.ask", (WaiverProposed,), ask_second),
    Reaction("promotion.waivers.tell", (QuestionWaived, WaiverRefused, WaiverRanOut), tell_of_waiver),
    Reaction("promotion.consents.tell", (ConsentRevoked, ConsentEnded), consent_reactions.tell_of_end),
    Reaction("promotion.merging.tell", (CaseMerged, CaseTookIn), tell_of_merging),
    Reaction("promotion.pilots.warn", (PilotEnding,), warn_owner),
    Reaction("promotion.pilots.tell", (PilotEnded,), tell_of_pilot_end),
    Reaction("promotion.gates.tell_accepters", (EvidenceGiven,), tell_accepters),
    Reaction("promotion.gates.tell_giver", (EvidenceAccepted, EvidenceRejected), tell_giver),
    Reaction("promotion.gates.tell_move", (BuildingBegun, PilotBegun, WentLive), tell_of_move),
)
APIS = (
    portfolio_api,
    selection_api,
    impact_api,
    handover_api,
    adoption_api,
    countersigning_api,
    ownership_api,
    questions_api,
    waivers_api,
    case_api,
    path_api,
    nomination_api,
    confirmations_api,
    team_time_api,
    interest_api,
    merging_api,
    consents_api,
    question_sets_api,
)


def install(house: Contributions, _settings: Settings) -> None:
    """Register the promotion features."""
    house.blueprints += [_blueprint(), *(api.blueprint for api in APIS)]
    house.navigation.append(NavigationItem(lazy("Use cases"), "promotion.portfolio.index", 30))
    house.reactions.extend(REACTIONS)
    house.add_job("promotion.adoption.expire", "hackathon.promotion.adoption.jobs:expire", every=EXPIRY_EVERY)
    house.add_job("promotion.adoption.remind", "hackathon.promotion.adoption.jobs:remind", every=REMINDING_EVERY)
    house.add_job(WATCHING, "hackathon.promotion.ownership.jobs:watch", every=REMINDING_EVERY)
    house.add_job(CUTTING, "hackathon.promotion.selection.jobs:cut")
    house.add_job(LAPSING, "hackathon.promotion.parking.jobs:lapse", every=LAPSING_EVERY)
    house.add_job(PILOT_SWEEP, "hackathon.promotion.pilots.jobs:sweep", every=MEASURING_EVERY)
    house.add_job(OFFERING, "hackathon.promotion.nominations.jobs:offer", every=EXPIRY_EVERY)
    house.add_job(REMINDING, "hackathon.promotion.nominations.jobs:remind", every=LAPSING_EVERY)
    house.add_job(RUNNING_OUT, "hackathon.promotion.waivers.jobs:run_out", every=LAPSING_EVERY)
    house.add_job(ENDING, "hackathon.promotion.consents.jobs:end", every=LAPSING_EVERY)
    house.question_steps.append(QuestionStep(lazy("Nominated"), questions_nominated))
    house.add_job("promotion.impact.sweep", "hackathon.promotion.impact.jobs:sweep", every=MEASURING_EVERY)
    house.administration.append(
        NavigationItem(lazy("Trackers"), "promotion.handover.index", 60, covers=("promotion.handover.index",))
    )
    house.labels["case"] = Label(case_names(), "promotion.portfolio.show", "number")
    house.labels["round"] = Label(round_names())  # no link: most who read of a round cannot see it
    house.labels["inventory"] = Label(import_names())
    house.labels[REFERENCE] = Label(reference_names(), "promotion.inventory.show", "reference_id")
    house.erasure_stops.append(cases_carried)
    house.resume_stops.append(questions_still_open)
    house.file_policies[SCOPE] = gates.evidence_file_policy
    house.file_policies[QUESTION_SCOPE] = questions.evidence_file_policy
    house.fact_audiences["case"] = portfolio.fact_audiences
    _install_on_pages(house)
    _install_search(house)


def _blueprint() -> Blueprint:
    blueprint = Blueprint("promotion", __name__)
    backlog = (
        inventory,
        cases,
        limits,
        impact,
        gates,
        paths,
        day_one,
        adoption,
        countersigning,
        confirmations,
        team_time,
        ownership,
        interest,
        nominations,
        consents,
        question_sets,
        questions,
        waivers,
        merging,
        selection,
        handover,
        dashboards,
        funnel,
        portfolio,
        similar,
    )
    for feature in backlog:
        blueprint.register_blueprint(feature.blueprint)
    return blueprint


def _install_on_pages(house: Contributions) -> None:
    """Show use cases on the pages of the floors below and on the home page."""
    house.home_cards.append(waiting.home_cards)
    house.home_sections.append(waiting.home_section)
    house.add_panel("case", questions.case_panel)
    house.add_panel("case", merging.case_panel)
    house.add_panel("case", ownership.case_panel)
    house.add_panel("case", team_time.case_panel)
    house.add_panel("case", confirmations.case_panel)
    house.add_panel("offer", briefing.offer_panel)
    house.add_panel("offer", paths.panel)
    house.add_panel("offer", briefing.plan_panel)
    house.add_panel("project", portfolio.project_panel)
    house.add_panel("project", interest.project_panel)
    house.add_panel("challenge", interest.challenge_panel)
    house.add_panel("event", portfolio.event_panel)
    house.add_panel("case", nominations.refusal_panel)
    house.add_panel("case", nominations.filled_panel)
    house.add_panel("case", paths.panel)
    house.add_panel("case", day_one.panel)
    house.add_panel("nomination", similar.panel)


def _install_search(house: Contributions) -> None:
    """Let use cases and reference cases be found by their words."""
    seen = case_policy.visible_to
    house.add_searchable(Searchable("case", lazy("Use cases"), case_texts(), seen, after=(CaseNominated,)))
    seen = inventory_policy.visible_to
    house.add_searchable(Searchable(REFERENCE, lazy("Reference cases"), reference_texts(), seen))
