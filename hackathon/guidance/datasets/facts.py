"""What can have happened to a data set."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS


@dataclass(frozen=True, kw_only=True)
class DatasetFact(Fact):
    """What all facts about data sets carry."""

    subject = "dataset"


@dataclass(frozen=True, kw_only=True)
class DatasetAdded(DatasetFact):
    """A data set is known from now on, with its class and owner."""

    kind = "guidance.datasets.added"
    sentence = lazy("%(actor)s added %(dataset)s (%(data_class)s), owned by %(owner_account)s")

    data_class: str
    owner_account_id: int

    def words(self) -> Mapping[str, str]:
        """Name the class."""
        return {"data_class": str(DATA_CLASS_LABELS.get(self.data_class, self.data_class))}


@dataclass(frozen=True, kw_only=True)
class DatasetEdited(DatasetFact):
    """What is said about it changed; its class did not."""

    kind = "guidance.datasets.edited"
    sentence = lazy("%(actor)s edited %(dataset)s, owned by %(owner_account)s")

    owner_account_id: int


@dataclass(frozen=True, kw_only=True)
class DatasetReclassified(DatasetFact):
    """It is more, or less, sensitive than was said before."""

    kind = "guidance.datasets.reclassified"
    sentence = lazy("%(actor)s moved %(dataset)s from %(was)s to %(data_class)s")

    was: str
    data_class: str

    def words(self) -> Mapping[str, str]:
        """Name both classes."""
        return {name: str(DATA_CLASS_LABELS.get(getattr(self, name), "")) for name in ("was", "data_class")}


@dataclass(frozen=True, kw_only=True)
class DatasetWithdrawn(DatasetFact):
    """It may not be used any more, anywhere."""

    kind = "guidance.datasets.withdrawn"
    sentence = lazy("%(actor)s withdrew %(dataset)s")


@dataclass(frozen=True, kw_only=True)
class DatasetRestored(DatasetFact):
    """It may be used again."""

    kind = "guidance.datasets.restored"
    sentence = lazy("%(actor)s opened %(dataset)s again")
