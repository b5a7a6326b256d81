"""Reads about uploaded files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hackathon.core.storage import StoredFile
from hackathon.people.accounts.models import Account
from hackathon.projects.uploads.models import Upload


@dataclass(frozen=True)
class Batch:
    """Files that one person gave or removed at one moment, which become one commit: (path, key of the contents)."""

    upload_ids: Sequence[int]
    files: Sequence[tuple[str, str]]
    removed: Sequence[str]
    author_name: str
    author_email: str
    given_at: datetime


def uploads_of(session: Session, project_id: int) -> Sequence[Upload]:
    """List what a team uploaded and removed, the newest first."""
    return session.scalars(select(Upload).where(Upload.project_id == project_id).order_by(Upload.id.desc())).all()


def standing(uploads: Sequence[Upload]) -> dict[str, Upload]:
    """Find the files there are or are about to be, by path, among what was uploaded and removed, the newest first."""
    newest = {upload.path: upload for upload in reversed(uploads) if not upload.problem}
    return {path: upload for path, upload in newest.items() if not upload.is_removal}


def paths_taken(session: Session, project_id: int) -> frozenset[str]:
    """List the paths a project has or is about to have."""
    return frozenset(standing(uploads_of(session, project_id)))


def committed_up_to(session: Session, project_id: int) -> str | None:
    """Return the newest commit the platform is known to have made for a project."""
    return session.scalars(
        select(Upload.commit_sha)
        .where(Upload.project_id == project_id, Upload.commit_sha.is_not(None))
        .order_by(Upload.id.desc())
        .limit(1)
    ).one_or_none()


def waiting_batches(session: Session, project_id: int) -> list[Batch]:
    """List what waits to become commits, oldest first."""
    rows = session.execute(
        select(Upload, StoredFile.key, Account.display_name, Account.email)
        .join(StoredFile, StoredFile.id == Upload.file_id)
        .join(Account, Account.id == Upload.given_by)
        .where(Upload.project_id == project_id, Upload.commit_sha.is_(None), Upload.problem == "")
        .order_by(Upload.id)
    ).all()
    together = groupby(rows, key=lambda row: (row[0].given_at, row[0].given_by))
    return [_batch(list(group)) for _moment, group in together]


def _batch(rows: Sequence[Row[Upload, str, str, str]]) -> Batch:
    first, _key, name, email = rows[0]
    return Batch(
        upload_ids=[upload.id for upload, *_ in rows],
        files=[(upload.path, key) for upload, key, *_ in rows if not upload.is_removal],
        removed=[upload.path for upload, *_ in rows if upload.is_removal],
        author_name=name,
        author_email=email,
        given_at=first.given_at,
    )
