"""Reads about data sets."""

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.guidance.datasets.models import Dataset
from hackathon.guidance.datasets.states import DatasetState
from hackathon.people.accounts.models import Account


def listed_datasets(words: str) -> Select[Dataset, str]:
    """Select data sets whose name holds these words, with who answers for them; those in use first, by name."""
    is_named = func.lower(Dataset.name).contains(words.lower(), autoescape=True) if words else true()
    is_withdrawn = Dataset.state == DatasetState.WITHDRAWN
    return _with_owners().where(is_named).order_by(is_withdrawn, func.lower(Dataset.name), Dataset.id)


def dataset_seen(session: Session, dataset_id: int) -> tuple[Dataset, Account]:
    """Load a data set and who answers for it; everybody who is signed in may know what data there is."""
    found = session.execute(
        select(Dataset, Account).join(Account, Account.id == Dataset.owner_id).where(Dataset.id == dataset_id)
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such data set."))
    return found[0], found[1]


def datasets_in_use(session: Session) -> list[Dataset]:
    """List the data sets that may be used, by name."""
    found = select(Dataset).where(Dataset.state == DatasetState.ACTIVE)
    return list(session.scalars(found.order_by(func.lower(Dataset.name), Dataset.id)))


def dataset_names() -> Select[int, str, int]:
    """Select how data sets are called in sentences: id, name, key of the address."""
    return select(Dataset.id, Dataset.name, Dataset.id)


def _with_owners() -> Select[Dataset, str]:
    return select(Dataset, Account.display_name).join(Account, Account.id == Dataset.owner_id)
