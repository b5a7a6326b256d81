"""Which ballots a changed rubric asks again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.judging.rubric.rules import CriterionDraft, Scale


@dataclass(frozen=True)
class Change:
    """A rubric as it shall be; criteria with an id go on, those that are not named are dropped.

    A `scale` is named where it shall be another one, for all rubrics of the event; `version` is that of the rubric
    that was read.
    """

    criteria: Sequence[CriterionDraft]
    scale: Scale | None = None
    version: int | None = None

    def asks_again(self, scores: Mapping[int, int]) -> bool:
        """Tell whether a ballot with these scores must be cast again.

        It must where the scale changed, and where a criterion that counts and is asked of everybody has no score.
        Other weights and other words ask nobody: the mean is computed anew from the scores that were given.
        """
        demanded = (each.id for each in self.criteria if each.is_demanded)
        return self.scale is not None or any(criterion_id not in scores for criterion_id in demanded)

    def fingerprint(self, asked: Sequence[int]) -> str:
        """Name the change with the ballots it asks again, so that what is made is what was looked at."""
        return sha256(repr((asdict(self), sorted(asked))).encode()).hexdigest()


def check_kept(change: Change, known: Collection[int]) -> None:
    """Raise `Invalid` unless each criterion that goes on is one of the rubric, once."""
    ids = [each.id for each in change.criteria if each.id is not None]
    if len(ids) != len(set(ids)) or not set(known) >= set(ids):
        raise Invalid("", _("The rubric changed since you opened this page. Load it again."))
