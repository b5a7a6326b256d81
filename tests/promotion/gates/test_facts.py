"""Facts of evidence: what was asked for, in words."""

import pytest

from hackathon.promotion.gates.facts import EvidenceGiven


@pytest.mark.parametrize(
    ("requirement", "words"), [("reading", {"requirement": "A reading against the baseline"}), ("of_old_tables", {})]
)
def test_requirement_is_said_in_words_while_it_is_known(requirement: str, words: dict[str, str]) -> None:
    fact = EvidenceGiven(subject_id=1, event_id=2, project_id=4, evidence_id=3, requirement=requirement)

    assert fact.words() == words
