"""The file of a backup: a zip of named parts whose last 64 characters are the SHA-256 of everything before them."""

import hashlib
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hackathon.core.decisions import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = 64
"""Characters of the seal, which is the zip's comment: the very end of the file."""
CHUNK = 1024 * 1024


class BackupRefused(Refusal):
    """The backup cannot be made or restored; the sentence says what to do."""


@dataclass(frozen=True)
class Part:
    """One member of the archive: a table's rows, a stored file, a repository."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `tables` gives the kind of each column, `lost` the files gone or damaged already."""

    made_at: str
    version: str
    revision: str
    key: str
    tables: dict[str, dict[str, str]]
    counters: dict[str, int]
    has_demo: bool
    rows: int = 0
    parts: list[Part] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    format: int = FORMAT

    def parts_in(self, folder: str) -> list[Part]:
        """List the parts of one kind: "tables", "files" or "repositories"."""
        return [part for part in self.parts if part.name.startswith(f"{folder}/")]

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Read what `asdict` and JSON wrote."""
        values = json.loads(text)
        if values.get("format") != FORMAT:
            raise BackupRefused("This backup was made by a newer version. Install that version first.")
        return cls(**values | {"parts": [Part(**part) for part in values["parts"]]})


class ArchiveWriter:
    """An archive while it is written, part after part."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zipped = zipped
        self.parts: list[Part] = []

    @contextmanager
    def part(self, name: str, *, packed: bool) -> Iterator[IO[bytes]]:
        """Write one part as a stream; what is compressed already is not `packed` again."""
        member = ZipInfo(name)
        member.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        member.external_attr = 0o600 << 16
        with self._zipped.open(member, "w", force_zip64=True) as opened:
            stream = _Counted(opened)
            with io.BufferedWriter(stream, CHUNK) as buffered:
                yield buffered
        self.parts.append(Part(name, stream.size, stream.digest.hexdigest()))

    def close_with(self, manifest: Manifest) -> None:
        """Say last what the archive holds."""
        text = json.dumps(asdict(manifest), indent=1)
        self._zipped.writestr(ZipInfo(MANIFEST), text, compress_type=ZIP_DEFLATED)


class ArchiveReader:
    """A whole archive, every part of which is as its manifest says."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zipped = zipped
        self.manifest = Manifest.read(zipped.read(MANIFEST))

    def open(self, part: Part) -> IO[bytes]:
        """Read one part as a stream."""
        return self._zipped.open(part.name)

    def verify(self) -> None:
        """Raise `BackupRefused` unless the parts are those of the manifest, byte for byte."""
        found = [self._measured(name) for name in self._zipped.namelist() if name != MANIFEST]
        if found != self.manifest.parts:
            raise BackupRefused("The parts of this backup are not those that its manifest names. Use another one.")

    def _measured(self, name: str) -> Part:
        size = self._zipped.getinfo(name).file_size
        with self._zipped.open(name) as stream:
            return Part(name, size, _digest_until(stream, size))


@contextmanager
def written_to(path: Path) -> Iterator[ArchiveWriter]:
    """Write an archive that only its owner can read; it takes its place when it is whole and on disk, or not at all."""
    with _beside(path) as draft:
        with ZipFile(draft, "w") as zipped:
            zipped.comment = b"0" * SEAL
            yield ArchiveWriter(zipped)
        _seal(draft)
        os.fsync(draft.fileno())
        Path(draft.name).replace(path)


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """Open a draft in the same folder, which is gone at the end unless it was renamed."""
    try:
        draft = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115 - closed below
    except OSError as trouble:
        raise BackupRefused(f"Nothing can be written in {path.parent}: {trouble.strerror}.") from trouble
    try:
        with draft:
            yield draft.file
    finally:
        Path(draft.name).unlink(missing_ok=True)


@contextmanager
def read_from(path: Path) -> Iterator[ArchiveReader]:
    """Open an archive once it is known to be whole and unaltered, else raise `BackupRefused`."""
    _require_sealed(path)
    with ZipFile(path) as zipped:
        archive = ArchiveReader(zipped)
        archive.verify()
        yield archive


class _Counted(io.RawIOBase):
    """Passes on what is written, and knows its size and digest."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any, /) -> int:
        self.size += len(piece)
        self.digest.update(piece)
        return self._target.write(piece)


def _seal(draft: IO[bytes]) -> None:
    draft.seek(-SEAL, os.SEEK_END)
    end = draft.tell()
    seal = _digest_until(draft, end).encode()
    draft.seek(end)
    draft.write(seal)
    draft.flush()


def _require_sealed(path: Path) -> None:
    """Find every cut and every changed byte, also those that a zip program would not mind."""
    try:
        with path.open("rb") as file:
            end = max(file.seek(0, os.SEEK_END) - SEAL, 0)
            is_whole = _digest_until(file, end).encode() == file.read()
    except OSError as trouble:
        raise BackupRefused(f"{path} cannot be read: {trouble.strerror}.") from trouble
    if not is_whole:
        raise BackupRefused(f"{path} is no whole backup: it was cut off or altered, or is another file. Use another.")


def _digest_until(file: IO[bytes], end: int) -> str:
    file.seek(0)
    digest, left = hashlib.sha256(), end
    while left and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()
