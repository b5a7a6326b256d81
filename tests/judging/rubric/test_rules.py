"""What a rubric must be."""

import pytest

from hackathon.core.decisions import Invalid
from hackathon.judging.presets.rules import PRESETS
from hackathon.judging.rubric.models import Rubric
from hackathon.judging.rubric.queries import Rubrics
from hackathon.judging.rubric.rules import (
    SCALES,
    USUAL,
    CriterionDraft,
    Scale,
    Scoped,
    Target,
    check_criteria,
    datathon_template,
    respread,
    scope_name,
    template,
)


def test_template_is_a_valid_rubric_with_an_anchor_for_each_value() -> None:
    template = datathon_template()

    check_criteria(template)

    assert [criterion.weight for criterion in template] == [40, 30, 20, 10]
    assert {tuple(criterion.anchors) for criterion in template} == {("1", "2", "3", "4", "5")}


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
@pytest.mark.parametrize("name", PRESETS)
def test_templates_are_valid_on_every_scale_and_say_when_the_ends_are_earned(name: str, scale: Scale) -> None:
    criteria = template(name, scale)

    check_criteria(criteria)

    for criterion in criteria:
        assert {str(scale.lowest), str(scale.highest)} <= set(criterion.anchors) <= set(map(str, scale.anchored))


def test_anchors_move_to_the_values_that_lie_as_high() -> None:
    anchors = {"1": "a", "2": "b", "3": "c", "4": "d", "5": "e"}

    assert respread(anchors, USUAL, Scale(0, 100)) == {"0": "a", "25": "b", "50": "c", "75": "d", "100": "e"}
    assert respread(anchors, USUAL, Scale(1, 3)) == {"1": "a", "2": "c", "3": "e"}
    assert respread({"1": "a", "10": "e"}, Scale(1, 10), USUAL) == {"1": "a", "5": "e"}


def rubric_for(*target: int | None) -> Rubric:
    track_id, challenge_id, stage = target
    scope = scope_name(Target(*target))
    return Rubric(scope=scope, track_id=track_id, challenge_id=challenge_id, stage=stage)


def test_closest_rubric_is_that_of_the_stage_then_the_question_then_the_track() -> None:
    own, track, question, final = (
        rubric_for(*each) for each in ((None, None, None), (7, None, None), (None, 8, None), (None, None, 2))
    )
    rubrics = Rubrics([own, track, question, final])
    places = [Scoped(1, None, 1), Scoped(1, 7, 1), Scoped(8, 7, 1), Scoped(8, 7, 2), Scoped(None, None, 2)]

    assert [rubrics.of(place) for place in places] == [own, track, question, final, final]
    assert [rubric.scope for rubric in rubrics.rows] == ["", "track:7", "challenge:8", "stage:2"]
    assert (rubrics.own, Rubrics([]).of(places[0])) == (own, None)


@pytest.mark.parametrize(
    ("criteria", "field", "words"),
    [
        ([], "", "between one and 6"),
        ([CriterionDraft(f"C{number}", weight=14, row=number) for number in range(7)], "", "between one and 6"),
        ([CriterionDraft("", weight=100, row=3)], "name_3", "a name"),
        ([CriterionDraft("A", weight=50), CriterionDraft("a", weight=50, row=1)], "name_1", "has this name already"),
        ([CriterionDraft("A", weight=0, row=2)], "weight_2", "from 1 to 100"),
        ([CriterionDraft("A", weight=101)], "weight_0", "from 1 to 100"),
        ([CriterionDraft("A", weight=60), CriterionDraft("B", weight=50)], "", "make 110 percent"),
        ([CriterionDraft("A", weight=100, is_optional=True)], "", "At least one criterion must count"),
        ([CriterionDraft("A", weight=60), CriterionDraft("B", weight=40, is_independent=True)], "", "make 60 percent"),
    ],
)
def test_check_of_a_wrong_rubric_names_the_field(criteria: list[CriterionDraft], field: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        check_criteria(criteria)

    assert refused.value.field == field
