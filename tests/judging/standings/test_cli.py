"""`hackathon rank`: spreadsheets in, one out, and a sentence with row and column for what is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main

BALLOTS = """judge,project,criterion,score
J,a,value,5
J,a,method,3
J,b,value,2
J,b,method,4
K,a,value,4
K,a,method,3
K,b,value,1
K,b,method,5
L,a,value,5
L,a,method,2
L,b,value,1
L,b,method,4
"""


def rank(folder: Path, ballots: bytes | str, weights: str | None = None) -> Result:
    """Run the command on files with these contents; what it wrote is in `RANKING.csv`."""
    given = folder / "BALLOTS.csv"
    given.write_bytes(ballots.encode() if isinstance(ballots, str) else ballots)
    arguments = ["rank", str(given), "--out", str(folder / "RANKING.csv")]
    if weights is not None:
        (folder / "WEIGHTS.csv").write_text(weights)
        arguments += ["--weights", str(folder / "WEIGHTS.csv")]
    return CliRunner().invoke(main, arguments)


def test_rank_writes_the_ranking_and_its_figures(tmp_path: Path) -> None:
    done = rank(tmp_path, BALLOTS)

    assert (done.exit_code, json.loads(done.stdout.splitlines()[-1])) == (
        0,
        {
            "projects": 2,
            "judges": 3,
            "ballots": 6,
            "components": 1,
            "variance_ratio": 1.0,
            "winner_stability": 1.0,
            "warnings": [],
        },
    )
    assert (tmp_path / "RANKING.csv").read_text() == (
        "place,project,score,standard_error,raw_mean,raw_place,ballots,tied_with_next,component\n"
        "1,a,3.666667,0.166667,3.666667,1,3,0,1\n"
        "2,b,2.833333,0.166667,2.833333,2,3,0,1\n"
    )


def test_rank_weighs_criteria_relative_to_their_sum(tmp_path: Path) -> None:
    rank(tmp_path, BALLOTS, "criterion,weight\nmethod,6\nvalue,2\n")

    assert [line.split(",")[:3] for line in (tmp_path / "RANKING.csv").read_text().splitlines()[1:]] == [
        ["1", "b", "3.583333"],
        ["2", "a", "3.166667"],
    ]


@pytest.mark.parametrize(
    "contents",
    [
        BALLOTS.replace(",", ";").replace(";5\n", ";5,0\n"),
        ("﻿" + BALLOTS).encode(),
        BALLOTS.encode("utf-16"),
        BALLOTS.replace("\n", "\r\n"),
        BALLOTS.replace("judge,project", "Judge , PROJECT"),
        "\n".join([BALLOTS.splitlines()[0], *reversed(BALLOTS.splitlines()[1:])]),
    ],
    ids=["semicolons", "mark", "utf-16", "windows lines", "letter case", "another order"],
)
def test_rank_reads_what_spreadsheet_programs_write(tmp_path: Path, contents: str | bytes) -> None:
    rank(tmp_path, BALLOTS)
    expected = (tmp_path / "RANKING.csv").read_bytes()

    done = rank(tmp_path, contents)

    assert (done.exit_code, (tmp_path / "RANKING.csv").read_bytes()) == (0, expected)


def test_rank_leaves_out_half_a_ballot_and_counts_a_repeated_line_once(tmp_path: Path) -> None:
    done = rank(tmp_path, BALLOTS + "M,a,value,5\nL,b,method,4\n")

    figures = json.loads(done.stdout.splitlines()[-1])
    assert (figures["ballots"], figures["judges"], figures["warnings"]) == (
        6,
        3,
        [
            "Not counted, for lack of a criterion: M on a (1 in all).",
            "Lines that say again what was said, and are counted once: 1.",
        ],
    )


def test_rank_into_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    ballots, out = tmp_path / "BALLOTS.csv", tmp_path / "none" / "RANKING.csv"
    ballots.write_text(BALLOTS)

    done = CliRunner().invoke(main, ["rank", str(ballots), "--out", str(out)])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Error: {out} cannot be written: No such file or directory.\n"


def test_rank_of_a_header_alone_is_an_empty_ranking(tmp_path: Path) -> None:
    done = rank(tmp_path, "judge,project,criterion,score\n")

    assert (done.exit_code, json.loads(done.stdout)["projects"]) == (0, 0)
    assert (tmp_path / "RANKING.csv").read_text().count("\n") == 1


@pytest.mark.parametrize(
    ("ballots", "sentence"),
    [
        ("J,a,value,5\n", "BALLOTS.csv, row 1, column judge: The first row does not name this column."),
        ("judge,project,score\nJ,a,5\n", "BALLOTS.csv, row 1, column criterion: "),
        (
            "judge,project,criterion,score,Score\nJ,a,value,5,1\n",
            "BALLOTS.csv, row 1, column score: The first row names this column twice.",
        ),
        (BALLOTS + "M,a,value,good\n", "BALLOTS.csv, row 14, column score: “good” is no number"),
        (BALLOTS + "M,a,value,\n", "BALLOTS.csv, row 14, column score: This is empty."),
        (BALLOTS + "M,a,value,nan\n", "BALLOTS.csv, row 14, column score: “nan” is no number"),
        (BALLOTS + "M,a,value,1e400\n", "BALLOTS.csv, row 14, column score: "),
        (BALLOTS + ",a,value,3\n", "BALLOTS.csv, row 14, column judge: This is empty."),
        (BALLOTS + "J,a,value,4\n", "row 14, column score: J gave a another score for value in row 2."),
        ("", "BALLOTS.csv: There is nothing in this file."),
        (b"\x00\x01\x02", "BALLOTS.csv: This file is no text."),
    ],
)
def test_rank_of_an_unsound_file_says_where_and_writes_nothing(
    tmp_path: Path, ballots: str | bytes, sentence: str
) -> None:
    done = rank(tmp_path, ballots)

    assert (done.exit_code, sentence in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["BALLOTS.csv"]


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ("criterion,weight\nvalue,1\n", "WEIGHTS.csv, row 1, column criterion: method has no weight."),
        ("criterion,weight\nvalue,1\nmethod,1\ncharm,1\n", "row 4, column criterion: Nobody scored charm."),
        ("criterion,weight\nvalue,1\nvalue,1\n", "row 3, column criterion: value has a weight already."),
        ("criterion,weight\nvalue,-1\nmethod,1\n", "row 2, column weight: “-1” is no number"),
        ("criterion,weight\nvalue,0\nmethod,0\n", "column weight: At least one criterion needs a weight above 0."),
        ("name,weight\nvalue,1\n", "WEIGHTS.csv, row 1, column criterion: The first row does not name this column."),
    ],
)
def test_rank_with_unsound_weights_says_where_and_writes_nothing(tmp_path: Path, weights: str, sentence: str) -> None:
    done = rank(tmp_path, BALLOTS, weights)

    assert (done.exit_code, sentence in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "RANKING.csv").exists()
