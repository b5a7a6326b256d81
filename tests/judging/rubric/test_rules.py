"""What a rubric must be."""

import pytest

from hackathon.core.decisions import Invalid
from hackathon.judging.rubric.rules import CriterionDraft, check_criteria, datathon_template


def test_template_is_a_valid_rubric_with_an_anchor_for_each_value() -> None:
    template = datathon_template()

    check_criteria(template)

    assert [criterion.weight for criterion in template] == [40, 30, 20, 10]
    assert {tuple(criterion.anchors) for criterion in template} == {("1", "2", "3", "4", "5")}


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
    ],
)
def test_check_of_a_wrong_rubric_names_the_field(criteria: list[CriterionDraft], field: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        check_criteria(criteria)

    assert refused.value.field == field
