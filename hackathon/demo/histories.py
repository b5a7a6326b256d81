"""What the demo's teams committed: files that grow commit by commit, at hours when people work."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import PurePosixPath
from zlib import crc32

from hackathon.demo.script import Person, ProjectScript

DAY_BEGINS, DAY_ENDS = time(9, 40), time(21, 10)
_BODIES = (
    "    return [row for row in rows if row]",
    '    return sorted(rows, key=lambda row: row["at"])',
    '    return {row["id"]: row for row in rows}',
    "    return sum(1 for row in rows if row) / max(len(rows), 1)",
)
_STATEMENTS = (
    "SELECT id, avg(value) AS usual FROM readings GROUP BY id;",
    "SELECT id FROM readings WHERE value < 0.85 * usual;",
    "SELECT id, count(*) AS months FROM flagged GROUP BY id HAVING count(*) > 2;",
)


@dataclass(frozen=True)
class Change:
    """One commit to be made: who, when, what for, and the whole new text of one file."""

    at: datetime
    author: Person
    subject: str
    path: str
    text: str


def history_of(
    project: ProjectScript, members: Sequence[Person], *, starts_at: datetime, until: datetime
) -> list[Change]:
    """Write a project's history, part of it `early` in the days before the start, the rest until it was done."""
    lines = [line.split(" | ", 1) for line in project.history]
    moments = _moments(project, len(lines), starts_at, until)
    texts: dict[str, str] = {}
    changes = []
    for number, ((path, subject), at) in enumerate(zip(lines, moments, strict=True)):
        texts[path] = _grown(path, texts.get(path, ""), subject, project)
        author = members[crc32(f"{project.title}{subject}".encode()) % len(members)] if number else members[0]
        changes.append(Change(at, author, subject, path, texts[path]))
    return changes


def upload_text(path: str, project: ProjectScript) -> str:
    """Write a file for a team that uploads instead of using git."""
    return _grown(path, "", project.summary, project)


def _moments(project: ProjectScript, count: int, starts_at: datetime, until: datetime) -> list[datetime]:
    early = [
        starts_at - timedelta(days=1 + number, hours=13, minutes=-7 * number) for number in range(project.early, 0, -1)
    ]
    hours = _working_hours(starts_at, until)
    total = sum((end - begin for begin, end in hours), timedelta())
    later = count - len(early)
    return early + [_after(hours, total * (number + _chance(project.title, number)) / later) for number in range(later)]


def _working_hours(starts_at: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    days = (until.date() - starts_at.date()).days + 1
    dates = [starts_at.date() + timedelta(days=number) for number in range(days)]
    zone = starts_at.tzinfo
    hours = [(datetime.combine(day, DAY_BEGINS, zone), datetime.combine(day, DAY_ENDS, zone)) for day in dates]
    return [(begin, min(end, until)) for begin, end in hours if begin < until]


def _after(hours: Sequence[tuple[datetime, datetime]], worked: timedelta) -> datetime:
    """Return the moment at which somebody has worked so long."""
    for begin, end in hours:
        if worked < end - begin:
            return (begin + worked).replace(microsecond=0)
        worked -= end - begin
    return hours[-1][1]


def _chance(title: str, number: int) -> float:
    """Return something between 0 and 1 that looks thrown and is the same at every build."""
    return crc32(f"{title} {number}".encode()) % 1000 / 1000


def _grown(path: str, text: str, subject: str, project: ProjectScript) -> str:
    kind = PurePosixPath(path).suffix
    return _WRITERS.get(kind, _prose)(text, subject, project)


def _prose(text: str, subject: str, project: ProjectScript) -> str:
    begun = text or f"# {project.title}\n\n{project.summary}\n"
    return f"{begun}\n## {subject}\n\n{project.description.strip() or project.summary}\n"


def _python(text: str, subject: str, _project: ProjectScript) -> str:
    body = _BODIES[len(text) % len(_BODIES)]
    function = f'def {_identifier(subject)}(rows):\n    """{subject}."""\n{body}\n'
    return f"{text}\n\n{function}" if text else f'"""{subject}."""\n\n\n{function}'


def _typescript(text: str, subject: str, _project: ProjectScript) -> str:
    signature = f"export const {_identifier(subject)} = (rows: Row[]): Row[]"
    return f"{text}/** {subject}. */\n{signature} => rows.filter(Boolean);\n\n"


def _sql(text: str, subject: str, _project: ProjectScript) -> str:
    return f"{text}-- {subject}\n{_STATEMENTS[len(text) % len(_STATEMENTS)]}\n\n"


def _table(_text: str, _subject: str, _project: ProjectScript) -> str:
    return "case,expected,found\n1,yes,yes\n2,yes,no\n3,no,no\n4,no,no\n"


def _json(_text: str, subject: str, _project: ProjectScript) -> str:
    return json.dumps({"about": subject, "languages": ["de", "en", "ar", "tr", "uk", "fa"]}, indent=2) + "\n"


def _notebook(text: str, subject: str, project: ProjectScript) -> str:
    cells = json.loads(text)["cells"] if text else []
    said = {"cell_type": "markdown", "id": f"said-{len(cells)}", "metadata": {}, "source": [f"## {subject}"]}
    done = {
        "cell_type": "code",
        "execution_count": 1,
        "id": f"done-{len(cells)}",
        "metadata": {},
        "outputs": [{"name": "stdout", "output_type": "stream", "text": [f"{project.title}: {subject}\n"]}],
        "source": [f"print({f'{project.title}: {subject}'!r})"],
    }
    notebook = {"cells": [*cells, said, done], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1) + "\n"


def _identifier(subject: str) -> str:
    words = re.findall(r"[a-z]+", subject.lower())
    return "_".join(words[:4]) or "step"


_WRITERS: Mapping[str, Callable[[str, str, ProjectScript], str]] = {
    ".py": _python,
    ".ts": _typescript,
    ".sql": _sql,
    ".csv": _table,
    ".json": _json,
    ".ipynb": _notebook,
}
