"""What becomes of the demo's prototypes: nominated, screened, offered, adopted, built, measured, or declined."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from io import BytesIO

from hackathon.demo.questions import STEWARD, plan_questions
from hackathon.demo.script import DATA, DOMAIN, CaseScript, EventScript, EvidenceScript, Person
from hackathon.demo.story import Story, World
from hackathon.promotion.adoption.commands import accept_offer, decline_offer, offer_again
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.attachments.rules import LARGEST_FILE, GivenFile
from hackathon.promotion.day_one.commands import save_plan
from hackathon.promotion.day_one.rules import PlanDraft
from hackathon.promotion.gates.commands import (
    EvidenceDraft,
    accept_evidence,
    advance_case,
    give_evidence,
)
from hackathon.promotion.impact.commands import ReadingDraft, give_reading
from hackathon.promotion.nominations.commands import Answers, NominationDraft, nominate_project, screen_case
from hackathon.promotion.nominations.rules import ReasonCode, Refusal
from hackathon.promotion.paths.commands import sign_answers
from hackathon.promotion.paths.rules import SERIOUS, SIX, Answer
from hackathon.promotion.questions.commands import decline_case


def plan_case(story: Story, event: EventScript, case: CaseScript, people: Mapping[str, Person]) -> None:
    """Plan a project's way after the event, as far as the script leads it."""
    screen = _decline if case.decides else _screen
    scenes = {
        case.nominated: partial(_nominate, event=event, case=case),
        case.signed: partial(_sign, event=event, case=case),
        case.screened: partial(screen, event=event, case=case),
        case.offered: partial(_offer, event=event, case=case),
        case.accepted: partial(_accept, event=event, case=case, owner=people[case.owner]),
        case.builds: partial(_advance, event=event, case=case, action="build"),
        case.pilots: partial(_advance, event=event, case=case, action="pilot"),
        case.lives: partial(_advance, event=event, case=case, action="go_live"),
    }
    if case.plan:
        scenes[case.plan["at"]] = partial(_plan_day_one, event=event, case=case)
    if case.refuses:
        scenes[case.refuses[0]] = partial(_refuse, event=event, case=case)
    for moment, scene in scenes.items():
        if moment:
            story.plan(event.calendar(moment), scene)
    for number, (moment, _value, _method) in enumerate(case.readings, start=1):
        story.plan(event.calendar(moment), partial(_measure, event=event, case=case, number=number))
    plan_questions(story, event, case, people)
    for evidence in case.evidence:
        _plan_evidence(story, event, case, evidence)


def _plan_evidence(story: Story, event: EventScript, case: CaseScript, evidence: EvidenceScript) -> None:
    story.plan(event.calendar(evidence.given), partial(_give, event=event, case=case, evidence=evidence))
    if evidence.accepted:
        story.plan(event.calendar(evidence.accepted), partial(_accept_evidence, case=case, evidence=evidence))


def _nominate(world: World, event: EventScript, case: CaseScript) -> None:
    draft = NominationDraft(
        change=case.change,
        owner_id=world.id_or_none("person", case.owner),
        measured=Decimal(case.measured) if case.measured else None,
        risks=case.risks,
    )
    with world.acting(case.by) as work:
        project_id = world.id("project", event.key, case.project)
        opened = nominate_project(work, project_id, draft)
        world.ids["case", event.key, case.project] = opened.id


def _plan_day_one(world: World, event: EventScript, case: CaseScript) -> None:
    said = {name: value for name, value in case.plan.items() if name not in {"at", "by"}}
    said |= {name: f"{said[name]}@{DOMAIN}" for name in ("system_owner", "support")}
    said["support_from"] = event.calendar(said["support_from"]).date()
    with world.acting(case.plan["by"]) as work:
        save_plan(work, world.id("case", event.key, case.project), PlanDraft(**said))


def _sign(world: World, event: EventScript, case: CaseScript) -> None:
    answers = {**dict.fromkeys(SIX, Answer.YES), **dict.fromkeys(SERIOUS, Answer.NO), **case.answers}
    with world.acting(case.owner) as work:
        sign_answers(work, world.id("case", event.key, case.project), answers)


def _screen(world: World, event: EventScript, case: CaseScript) -> None:
    answers = Answers(has_owner=True, has_usable_data=True, has_measured_outcome=True)
    with world.acting(STEWARD) as work:
        screen_case(work, world.id("case", event.key, case.project), answers)


def _decline(world: World, event: EventScript, case: CaseScript) -> None:
    """Decline after a no to one of the must-pass questions."""
    comes_back = event.calendar(case.comes_back).date()
    refusal = Refusal(case.declined, ReasonCode.NOT_PERMITTED, case.would_change, comes_back)
    with world.acting(STEWARD) as work:
        decline_case(work, world.id("case", event.key, case.project), refusal)


def _offer(world: World, event: EventScript, case: CaseScript) -> None:
    with world.acting(STEWARD) as work:
        offer_again(work, world.id("case", event.key, case.project), world.id("person", case.owner))


def _refuse(world: World, event: EventScript, case: CaseScript) -> None:
    with world.acting(case.owner) as work:
        decline_offer(work, world.id("case", event.key, case.project), case.refuses[1])


def _accept(world: World, event: EventScript, case: CaseScript, owner: Person) -> None:
    metric, budget = case.signs
    with world.acting(owner.key) as work:
        signature = Signature(metric=metric, budget=budget, signed_name=owner.name)
        accept_offer(work, world.id("case", event.key, case.project), signature)


def _advance(world: World, event: EventScript, case: CaseScript, action: str) -> None:
    with world.acting(case.owner) as work:
        advance_case(work, world.id("case", event.key, case.project), action)


def _measure(world: World, event: EventScript, case: CaseScript, number: int) -> None:
    _moment, value, method = case.readings[number - 1]
    draft = ReadingDraft(Decimal(value), world.clock().date(), method)
    with world.acting(case.owner) as work:
        reading = give_reading(work, world.id("case", event.key, case.project), draft)
        world.ids["reading", case.project, str(number)] = reading.id


def _give(world: World, event: EventScript, case: CaseScript, evidence: EvidenceScript) -> None:
    reading_id = world.id("reading", case.project, str(evidence.reading)) if evidence.reading else None
    draft = EvidenceDraft(
        evidence.requirement,
        link=evidence.link,
        file=_file(world, evidence.file),
        reading_id=reading_id,
        note=evidence.note,
    )
    with world.acting(evidence.by) as work:
        given = give_evidence(work, world.id("case", event.key, case.project), draft)
        world.ids["evidence", case.project, evidence.requirement] = given.id


def _accept_evidence(world: World, case: CaseScript, evidence: EvidenceScript) -> None:
    with world.acting(case.owner) as work:
        accept_evidence(work, world.id("evidence", case.project, evidence.requirement))


def _file(world: World, name: str) -> GivenFile | None:
    if not name:
        return None
    kept = world.toolbox.storage.keep(BytesIO((DATA / name).read_bytes()), limit=LARGEST_FILE)
    return GivenFile(name, kept)
