"""Makes the demo's git repositories on disk, and pushes their commits when the story says so."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hackathon.demo.histories import Change
from hackathon.projects.git.gateway import create_bare, run_offline

# Not a branch: what stands here reaches nobody before it is pushed.
UNPUSHED, BRANCH = "refs/unpushed/main", "refs/heads/main"


@dataclass(frozen=True)
class Origin:
    """A repository that the demo serves: its folder, and what its team commits there, oldest first."""

    folder: Path
    commits: Sequence[tuple[datetime, str]]

    def push(self, until: datetime) -> bool:
        """Show everybody what was committed until a moment; tell whether any of it is new."""
        made = [sha for at, sha in self.commits if at <= until]
        if not made or self._shown() == made[-1]:
            return False
        run_offline(self.folder, "update-ref", BRANCH, made[-1])
        return True

    def _shown(self) -> str:
        shown = self.folder / BRANCH
        return shown.read_text().strip() if shown.exists() else ""


def make_origin(folder: Path, changes: Sequence[Change]) -> Origin:
    """Make a repository with all its commits in one go, none of them pushed; one left by an earlier try is replaced."""
    shutil.rmtree(folder, ignore_errors=True)
    create_bare(folder)
    run_offline(folder, "fast-import", "--quiet", stdin=b"".join(_stream(changes)))
    shas = run_offline(folder, "rev-list", "--reverse", UNPUSHED).decode("ascii").split()
    return Origin(folder, [(change.at, sha) for change, sha in zip(changes, shas, strict=True)])


def _stream(changes: Sequence[Change]) -> Iterator[bytes]:
    """Write commits the way git fast-import reads them, each standing on the one before."""
    yield f"reset {UNPUSHED}\n".encode()
    for change in changes:
        signature = f"{change.author.name} <{change.author.email}> {int(change.at.timestamp())} {change.at:%z}"
        yield f"commit {UNPUSHED}\nauthor {signature}\ncommitter {signature}\n".encode()
        yield _blob(change.subject) + f"M 100644 inline {change.path}\n".encode() + _blob(change.text)


def _blob(text: str) -> bytes:
    written = text.encode()
    return b"data %d\n%b\n" % (len(written), written)
