"""How the demo's must-pass questions are prepared and answered, each by whom it was asked of."""

from collections.abc import Mapping, Sequence
from functools import partial

from hackathon.demo.script import CaseScript, EventScript, Person
from hackathon.demo.story import Story, World
from hackathon.promotion.questions.commands import AnswerDraft, answer_question, name_decider, pass_case, set_terms
from hackathon.promotion.questions.rules import Answer, Terms

STEWARD = "steward"


def plan_questions(story: Story, event: EventScript, case: CaseScript, people: Mapping[str, Person]) -> None:
    """Plan what is said about a use case's questions, until a steward lets it pass."""
    if case.terms:
        story.plan(event.calendar(case.terms[0]), partial(_set_terms, event=event, case=case))
    for moment, by, key, decider in case.names:
        scene = partial(_name, event=event, case=case, by=by, key=key, decider=people[decider])
        story.plan(event.calendar(moment), scene)
    for moment, by, keys, *said in case.decides:
        draft = AnswerDraft(*said) if said else AnswerDraft(Answer.YES)
        scene = partial(_answer, event=event, case=case, by=by, keys=keys.split(), draft=draft)
        story.plan(event.calendar(moment), scene)
    if case.passed:
        story.plan(event.calendar(case.passed), partial(_pass, event=event, case=case))


def _set_terms(world: World, event: EventScript, case: CaseScript) -> None:
    _moment, by, data, purpose, system = case.terms
    with world.acting(by) as work:
        set_terms(work, world.id("case", event.key, case.project), Terms(data, purpose, system))


def _name(world: World, event: EventScript, case: CaseScript, by: str, key: str, decider: Person) -> None:
    with world.acting(by) as work:
        name_decider(work, world.id("case", event.key, case.project), key, decider.email)


def _answer(
    world: World, event: EventScript, case: CaseScript, by: str, keys: Sequence[str], draft: AnswerDraft
) -> None:
    with world.acting(by) as work:
        for key in keys:
            answer_question(work, world.id("case", event.key, case.project), key, draft)


def _pass(world: World, event: EventScript, case: CaseScript) -> None:
    with world.acting(STEWARD) as work:
        pass_case(work, world.id("case", event.key, case.project))
