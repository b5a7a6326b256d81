"""Git repositories as tar archives, each sound even when git writes in it meanwhile."""

import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

PASSING = re.compile(r".*\.lock|tmp_.*|upload-.*|incoming-.*")
"""What git and the platform write for a moment only."""


def repositories_in(root: Path) -> list[Path]:
    """List the repositories of an installation; what begins with a dot is being made or thrown away."""
    found = root.iterdir() if root.is_dir() else ()
    return sorted(each for each in found if not each.name.startswith(".") and (each / "HEAD").is_file())


def pack(repository: Path, target: IO[bytes]) -> None:
    """Write a repository: branches first, so that whatever they name was there when the objects are read."""
    with tarfile.open(fileobj=target, mode="w|") as archive:
        for path in sorted(_lasting(repository), key=lambda each: _turn(each.relative_to(repository))):
            _add(archive, path, str(path.relative_to(repository)))


def unpack(source: IO[bytes], directory: Path) -> None:
    """Read a repository back into a new folder; nothing outside of it is touched."""
    directory.mkdir()
    with tarfile.open(fileobj=source, mode="r|") as archive:
        archive.extractall(directory, filter="data")


@contextmanager
def folder_beside(root: Path) -> Iterator[Path]:
    """Offer a folder on the same disk that is gone at the end unless it was renamed."""
    root.parent.mkdir(parents=True, exist_ok=True)
    closed = Path(mkdtemp(dir=root.parent, prefix=f".{root.name}-"))
    try:
        folder = closed / root.name
        folder.mkdir()
        yield folder
    finally:
        shutil.rmtree(closed, ignore_errors=True)


def _lasting(repository: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(repository):
        folders[:] = [name for name in folders if not PASSING.fullmatch(name)]
        yield from (Path(parent, name) for name in [*folders, *names] if not PASSING.fullmatch(name))


def _turn(path: Path) -> tuple[int, str]:
    """Order loose branches before packed ones (they are moved there), and both before objects."""
    first = path.parts[0]
    return {"refs": 0, "packed-refs": 1, "objects": 3}.get(first, 2), str(path)


def _add(archive: tarfile.TarFile, path: Path, name: str) -> None:
    # Gone meanwhile: a branch that was pruned, or a mirror of an address that the team has left.
    with suppress(FileNotFoundError):
        if path.is_dir():
            archive.addfile(archive.gettarinfo(path, name))
            return
        with path.open("rb") as contents:
            archive.addfile(archive.gettarinfo(name, name, contents), contents)
