"""What can have happened to the sets of must-pass questions."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class SetPublished(Fact):
    """The reason is a statement; the subject is the organization."""

    kind = "promotion.question_sets.published"
    subject = "organization"
    sentence = lazy("%(actor)s published set %(set_number)s of the must-pass questions")

    set_number: int
