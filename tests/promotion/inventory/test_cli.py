"""The public inventory goes in and comes out to the letter, or not at all."""

import csv
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Refusal
from hackathon.core.work import Work, unit_of_work
from hackathon.promotion.inventory.cli import export_last, export_ours, import_file
from hackathon.promotion.inventory.models import InventoryImport, ReferenceCase
from hackathon.promotion.inventory.rules import HEAD, closed_lists
from tests.clocks import NOON
from tests.factories.promotion import make_case

SAMPLE = Path(__file__).parents[2] / "data" / "ai-use-case-inventory-sample.csv"
ROW = dict.fromkeys(HEAD, "") | {"agency": "DOE", "id": "DOE-7", "use_case_name": "Meter radar", "has_pii": "No"}


@dataclass
class InTest:
    """Stands for the program's installation, on the test's own session."""

    session: Session

    def working(self, actor: Actor) -> AbstractContextManager[Work]:
        return unit_of_work(self.session, actor, NOON)

    def new_session(self) -> AbstractContextManager[Session]:
        return nullcontext(self.session)


@pytest.fixture
def installation(session: Session) -> InTest:
    return InTest(session)


def written(path: Path, *rows: dict[str, str], encoding: str = "utf-8", head: tuple[str, ...] = HEAD) -> Path:
    """Write rows as the public inventory is published."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerows([head, *([row[name] for name in head] for row in rows)])
    return path


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(lines: Iterator[str]) -> dict[str, object]:
    """Read the last line, without the time it took."""
    told: dict[str, object] = json.loads(list(lines)[-1])
    told.pop("seconds", None)
    return told


def test_export_of_the_sample_gives_every_row_back_with_one_cell_in_shorthand(
    installation: InTest, tmp_path: Path
) -> None:
    taken = figures(import_file(installation, SAMPLE, None))

    list(export_last(installation, tmp_path / "out.csv"))

    came, went = read(SAMPLE), read(tmp_path / "out.csv")
    changed = [
        (name, one[name], other[name])
        for one, other in zip(came, went, strict=True)
        for name in HEAD
        if one[name] != other[name]
    ]
    assert taken == {"rows": 300, "imported": 300, "unplaced": 30, "recoded": 2038}
    assert list(went[0]) == list(HEAD)
    assert changed == [("topic_area", "Administrative functions", "Admin Functions")]


def test_import_recodes_closed_lists_keeps_the_rest_and_lists_what_fits_nothing(
    installation: InTest, session: Session, tmp_path: Path
) -> None:
    cells = {"id": "", "operational_date": " 10/1/2024 ", "use_case_name": "=Radar\rand more, “quoted”"}
    lists = {
        "development_stage": "b)  Pilot ñ The use case has been deployed in a limited test or pilot capacity.",
        "classification": "Quantum",
        "have_ato": "true",
        "hi_public_consultation": "['Direct usability testing', 'A walk in the park']",
    }
    file = written(tmp_path / "in.csv", ROW | cells | lists, dict.fromkeys(HEAD, ""))

    lines = list(import_file(installation, file, None))
    list(export_last(installation, tmp_path / "out.csv"))

    case = session.scalars(select(ReferenceCase).order_by(ReferenceCase.row_number)).first()
    assert case is not None
    assert case.recoded == {
        "development_stage": [closed_lists()["development_stage"].spellings["pilot"]],
        "has_pii": ["No"],
        "have_ato": ["Yes"],
        "hi_public_consultation": ["a) Direct usability testing"],
    }
    assert lines[:-1] == [
        'kept as it came, 1 times, classification: "Quantum"',
        'kept as it came, 1 times, hi_public_consultation: "A walk in the park"',
    ]
    assert read(tmp_path / "out.csv") == [
        ROW
        | cells
        | lists
        | {
            "development_stage": "Pilot",
            "hi_public_consultation": "['Usability Testing', 'A walk in the park']",
        },
        dict.fromkeys(HEAD, ""),
    ]


def test_importing_again_makes_a_new_import_with_rows_of_its_own(installation: InTest, session: Session) -> None:
    figures(import_file(installation, SAMPLE, None))
    figures(import_file(installation, SAMPLE, None))

    counted = session.execute(
        select(ReferenceCase.import_id, func.count())
        .group_by(ReferenceCase.import_id)
        .order_by(ReferenceCase.import_id)
    ).all()
    assert [count for _import_id, count in counted] == [300, 300]


@pytest.mark.parametrize(
    ("change", "encoding", "head", "sentence"),
    [
        (
            {"use_case_name": "Zähler"},
            "cp1252",
            HEAD,
            "in.csv is not in UTF-8. Save it as CSV in UTF-8, or name its encoding: --encoding windows-1252",
        ),
        ({}, "utf-8", HEAD[:-1], "in.csv, row 1, column hi_public_consultation: This column is missing."),
        ({}, "utf-8", (*HEAD, "id"), "in.csv, row 1, column id: The first row names this column twice."),
        (
            {"benefits": "x" * 50_000},
            "utf-8",
            HEAD,
            "in.csv, row 3, column benefits: This has 50000 characters; 20000 are possible.",
        ),
        (
            {"benefits": "a\0b"},
            "utf-8",
            HEAD,
            "in.csv, row 3, column benefits: This holds characters that are no text.",
        ),
        (
            {"benefits": "x" * 200_000},
            "utf-8",
            HEAD,
            "in.csv, row 3 cannot be read: a quotation mark is open, or a cell is too long.",
        ),
    ],
)
def test_import_of_a_bad_file_says_what_is_wrong_and_keeps_nothing(
    installation: InTest,
    session: Session,
    tmp_path: Path,
    change: dict[str, str],
    encoding: str,
    head: tuple[str, ...],
    sentence: str,
) -> None:
    file = written(tmp_path / "in.csv", ROW, ROW | change, encoding=encoding, head=head)

    with pytest.raises(Refusal) as refused:
        list(import_file(installation, file, None))

    assert refused.value.sentence == sentence
    assert session.scalar(select(func.count()).select_from(InventoryImport)) == 0


def test_import_reads_the_encoding_that_is_named(installation: InTest, session: Session, tmp_path: Path) -> None:
    file = written(tmp_path / "in.csv", ROW | {"use_case_name": "Zähler"}, encoding="cp1252")

    figures(import_file(installation, file, "windows-1252"))

    assert session.scalars(select(ReferenceCase.name)).all() == ["Zähler"]


def test_export_of_a_row_with_too_few_cells_is_refused_at_the_import(installation: InTest, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text(",".join(HEAD) + "\na,b\n")

    with pytest.raises(Refusal, match=r"in\.csv, row 2 has 2 cells; the first row names 36 columns\."):
        list(import_file(installation, file, None))


def test_export_ours_writes_live_cases_in_the_same_columns_and_says_what_is_missing(
    installation: InTest, session: Session, tmp_path: Path
) -> None:
    case = make_case(session, state="LIVE")
    make_case(session, state="PILOT")

    lines = list(export_ours(installation, tmp_path / "out.csv", "ACME"))

    rows = read(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == [f"ACME-{case.number}"]
    assert list(rows[0]) == list(HEAD)
    assert (rows[0]["development_stage"], rows[0]["use_case_name"]) == ("Deployed", case.title)
    assert lines[0].startswith(
        f"ACME-{case.number}, {case.title}, lacks: agency_name, agency_bureau, is_withheld, is_hi"
    )
    assert json.loads(lines[1])["rows"] == 1


@pytest.mark.slow
def test_import_of_the_sample_repeated_to_its_full_length_takes_seconds(
    installation: InTest, session: Session, tmp_path: Path
) -> None:
    sample = read(SAMPLE)
    file = written(tmp_path / "in.csv", *(sample * 13)[:3611])

    told = json.loads(list(import_file(installation, file, None))[-1])

    assert (told["rows"], told["imported"]) == (3611, 3611)
    assert session.scalar(select(func.count()).select_from(ReferenceCase)) == 3611
