"""Files: contents kept under their own hash through fsspec, rows that say what each is and whose policy guards it."""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, BinaryIO

import fsspec
from fsspec import AbstractFileSystem
from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _, lazy
from hackathon.core.privacy import Personal

CHUNK = 1024 * 1024


class StoredFile(Base):
    """A file somebody gave; `scope` and `scope_id` name the thing whose policy decides who may read it."""

    __tablename__ = "files"
    __table_args__ = (Index("ix_files_scope", "scope", "scope_id"),)
    __personal__ = Personal(
        what=lazy("Files that you gave, with their names and when."),
        why=lazy("So that your team, its judges and the owners of a use case can read them."),
        keep=lazy("As long as what they belong to."),
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    scope: Mapped[str] = mapped_column(String(40))
    scope_id: Mapped[int]
    given_by: Mapped[int | None]
    at: Mapped[datetime]


@dataclass(frozen=True)
class Kept:
    """Contents that are stored: where, how long (bytes), and their SHA-256."""

    key: str
    size: int
    sha256: str


class Storage:
    """A folder or bucket, by fsspec address; writing the same contents twice keeps them once."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._root: str = fsspec.core.url_to_fs(url, auto_mkdir=True)[1]

    def keep(self, contents: IO[bytes], *, limit: int) -> Kept:
        """Store contents; raise `Invalid` when there are more than `limit` bytes, having stored none."""
        with tempfile.TemporaryFile() as copy:
            digest, size = hashlib.sha256(), 0
            for chunk in _chunks(contents):
                size += len(chunk)
                if size > limit:
                    raise Invalid(
                        "file",
                        _("The file is larger than the %(limit)s MB allowed.") % {"limit": limit // 1024**2},
                    )
                digest.update(chunk)
                copy.write(chunk)
            copy.seek(0)
            sha256 = digest.hexdigest()
            key = f"{sha256[:2]}/{sha256}"
            self._write(key, copy)
        return Kept(key, size, sha256)

    def open(self, key: str) -> BinaryIO:
        """Open stored contents to read; seekable."""
        opened: BinaryIO = self._files.open(self._path(key), "rb")
        return opened

    def has(self, key: str) -> bool:
        """Tell whether the contents are there."""
        return bool(self._files.exists(self._path(key)))

    def clear(self) -> None:
        """Remove all contents that were kept; what else lies in the folder or bucket stays."""
        for folder in self._files.glob(self._path("[0-9a-f][0-9a-f]")):
            self._files.rm(folder, recursive=True)

    def remove(self, key: str) -> None:
        """Take contents away; harmless when they are gone already."""
        with contextlib.suppress(FileNotFoundError):
            self._files.rm_file(self._path(key))

    @property
    def _files(self) -> AbstractFileSystem:
        """The folder or bucket as this thread has it to itself: what one writes in a transaction, another would end."""
        return fsspec.core.url_to_fs(self._url, auto_mkdir=True)[0]

    def _write(self, key: str, copy: IO[bytes]) -> None:
        if self.has(key):
            return
        files = self._files
        with files.transaction, files.open(self._path(key), "wb") as target:
            for chunk in _chunks(copy):
                target.write(chunk)

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"


def _chunks(contents: IO[bytes]) -> Iterator[bytes]:
    while chunk := contents.read(CHUNK):
        yield chunk
