"""What can be done with data sets: add, edit, withdraw, open again."""

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.guidance.datasets.facts import (
    DatasetAdded,
    DatasetEdited,
    DatasetReclassified,
    DatasetRestored,
    DatasetWithdrawn,
)
from hackathon.guidance.datasets.models import Dataset
from hackathon.guidance.datasets.policy import can_add_dataset, can_edit_dataset, can_lower_class, can_name_owner
from hackathon.guidance.datasets.rules import DatasetDraft, check, is_lower
from hackathon.guidance.datasets.states import DATASET_FLOW
from hackathon.people.accounts.models import Account, AccountState


def add_dataset(work: Work, draft: DatasetDraft) -> Dataset:
    """Make a data set known; without an owner it is the actor's own."""
    require(can_add_dataset(work.actor))
    check(draft)
    owner_id = _owner(work, draft, present=work.actor.id)
    dataset = Dataset(
        name=draft.name,
        data_class=draft.data_class,
        owner_id=owner_id,
        terms=draft.terms,
        created_at=work.now,
    )
    work.add(dataset, unless_taken=_name_taken())
    work.record(DatasetAdded(subject_id=dataset.id, data_class=dataset.data_class, owner_account_id=owner_id))
    return dataset


def edit_dataset(work: Work, dataset_id: int, draft: DatasetDraft, *, version: int | None = None) -> Dataset:
    """Change what is said about a data set; less sensitive than before it becomes by somebody else's word only."""
    dataset = work.lock(Dataset, dataset_id)
    require(can_edit_dataset(work.actor, dataset))
    check(draft)
    was = dataset.data_class
    if is_lower(draft.data_class, was):
        require(can_lower_class(work.actor, dataset))
    owner_id = _owner(work, draft, present=dataset.owner_id)
    work.expect_version(dataset, version)
    with work.claiming(_name_taken()):
        dataset.name, dataset.data_class = draft.name, draft.data_class
        dataset.terms, dataset.owner_id = draft.terms, owner_id
    if was == dataset.data_class:
        work.record(DatasetEdited(subject_id=dataset.id, owner_account_id=owner_id))
    else:
        work.record(DatasetReclassified(subject_id=dataset.id, was=was, data_class=dataset.data_class))
    return dataset


def withdraw_dataset(work: Work, dataset_id: int, *, version: int | None = None) -> Dataset:
    """Let nobody use a data set any more; projects that declared it read that it is blocked."""
    dataset = _turn(work, dataset_id, "withdraw", version)
    work.record(DatasetWithdrawn(subject_id=dataset.id))
    return dataset


def restore_dataset(work: Work, dataset_id: int, *, version: int | None = None) -> Dataset:
    """Let a withdrawn data set be used again."""
    dataset = _turn(work, dataset_id, "restore", version)
    work.record(DatasetRestored(subject_id=dataset.id))
    return dataset


def _turn(work: Work, dataset_id: int, action: str, version: int | None) -> Dataset:
    dataset = work.lock(Dataset, dataset_id)
    require(can_edit_dataset(work.actor, dataset))
    state = DATASET_FLOW.after(action, dataset.state)
    work.expect_version(dataset, version)
    dataset.state = state
    return dataset


def _owner(work: Work, draft: DatasetDraft, *, present: int | None) -> int:
    """Return who answers for the data: whom a steward named, else who does already."""
    owner_id = draft.owner_id if draft.owner_id is not None else present
    if owner_id != present:
        require(can_name_owner(work.actor))
    owner = work.get(Account, owner_id)
    if owner_id != present and owner.state != AccountState.ACTIVE:
        raise Invalid("owner", _("This account cannot be used."))
    return owner.id


def _name_taken() -> Invalid:
    return Invalid("name", _("There is a data set of this name already."))
