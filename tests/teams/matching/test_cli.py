"""`hackathon match`: spreadsheets in, teams out, and a sentence with row and column for what is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main

PEOPLE = """person,role,skills,choices,with,apart,unit
ada,domain_expert,Grid:4;sql,wind;sun,bea,,Grid
bea,data_scientist,python:5,sun;wind,,cyd,Trade
cyd,data_engineer,sql:2,wind,,,Grid
dan,domain_expert,,wind,,,
eve,designer,telling,wind;sun,,,Trade
fay,other,,,,,Trade
"""
CHALLENGES = """challenge,skills,max_teams
wind,grid;sql,1
sun,python;telling,1
"""
FIGURES = [
    *("people", "teams", "unplaced", "role_ok", "size_ok", "top1", "top3", "skill_cover"),
    *("objective", "bound", "stopped_by", "seconds", "unmet"),
]


def match(folder: Path, people: bytes | str, challenges: str = CHALLENGES, *more: str) -> Result:
    """Run the command on files with these contents; what it wrote is in `TEAMS.csv`."""
    (folder / "PEOPLE.csv").write_bytes(people.encode() if isinstance(people, str) else people)
    (folder / "CHALLENGES.csv").write_text(challenges)
    files = [str(folder / name) for name in ("PEOPLE.csv", "CHALLENGES.csv")]
    return CliRunner().invoke(main, ["match", *files, *more, "--out", str(folder / "TEAMS.csv")])


def test_match_writes_teams_and_figures(tmp_path: Path) -> None:
    done = match(tmp_path, PEOPLE)

    figures = json.loads(done.stdout.splitlines()[-1])
    assert list(figures) == FIGURES
    assert figures | {"seconds": 0} == {
        "people": 6,
        "teams": 2,
        "unplaced": 0,
        "role_ok": 1.0,
        "size_ok": 1.0,
        "top1": 0.6,
        "top3": 1.0,
        "skill_cover": 0.75,
        "objective": 171,
        "bound": 171,
        "stopped_by": "gap",
        "seconds": 0,
        "unmet": [
            {
                "what": "skill",
                "for": ["cyd", "dan", "fay"],
                "team": "team-2",
                "why": "Those who have the skill grid are in other teams.",
            }
        ],
    }
    assert (tmp_path / "TEAMS.csv").read_text() == (
        "team,challenge,person,role\n"
        "team-1,sun,ada,domain_expert\n"
        "team-1,sun,bea,data_scientist\n"
        "team-1,sun,eve,designer\n"
        "team-2,wind,cyd,data_engineer\n"
        "team-2,wind,dan,domain_expert\n"
        "team-2,wind,fay,other\n"
    )


@pytest.mark.parametrize(
    "contents",
    [
        "\n".join(f'"{line}"'.replace(",", '";"') for line in PEOPLE.splitlines()),
        ("\N{ZERO WIDTH NO-BREAK SPACE}" + PEOPLE).encode(),
        PEOPLE.encode("utf-16"),
        PEOPLE.replace("\n", "\r\n"),
        "\n".join([PEOPLE.splitlines()[0], *reversed(PEOPLE.splitlines()[1:])]),
    ],
    ids=["semicolons", "mark", "utf-16", "windows lines", "another order"],
)
def test_match_reads_what_spreadsheet_programs_write(tmp_path: Path, contents: bytes | str) -> None:
    match(tmp_path, PEOPLE)
    expected = (tmp_path / "TEAMS.csv").read_text()
    (tmp_path / "TEAMS.csv").unlink()

    match(tmp_path, contents)

    assert (tmp_path / "TEAMS.csv").read_text() == expected


def test_match_reads_names_in_the_old_encoding_of_windows(tmp_path: Path) -> None:
    match(tmp_path, "person,role\nJosé,other\nZoë,designer\n".encode("cp1252"), "challenge\n", "--min-size", "2")

    assert (tmp_path / "TEAMS.csv").read_text(encoding="utf-8") == (
        "team,challenge,person,role\nteam-1,,José,other\nteam-1,,Zoë,designer\n"
    )


def test_match_without_anybody_writes_the_head_alone(tmp_path: Path) -> None:
    done = match(tmp_path, "person,role\n", "challenge\n")

    figures = json.loads(done.stdout.splitlines()[-1])
    assert (tmp_path / "TEAMS.csv").read_text() == "team,challenge,person,role\n"
    assert figures | {"seconds": 0} == dict.fromkeys(FIGURES) | {
        **dict.fromkeys(("people", "teams", "unplaced", "objective", "bound", "seconds"), 0),
        "stopped_by": "gap",
        "unmet": [],
    }


def test_match_keeps_formula_like_names_exactly(tmp_path: Path) -> None:
    match(tmp_path, "person,role\n=1+1,other\n-x,other\n+y,other\n", "challenge\n")

    assert (tmp_path / "TEAMS.csv").read_text() == (
        "team,challenge,person,role\nteam-1,,+y,other\nteam-1,,-x,other\nteam-1,,=1+1,other\n"
    )


@pytest.mark.parametrize(
    ("people", "challenges", "sentence"),
    [
        ("ada,other\n", CHALLENGES, "PEOPLE.csv, row 1, column person: The first row does not name this column."),
        ("person,role\na,other\na,other\n", CHALLENGES, "PEOPLE.csv, row 3, column person: a is there twice."),
        ("person,role\na,boss\n", CHALLENGES, "PEOPLE.csv, row 2, column role: “boss” is none of: domain_expert,"),
        ("person,role\na,\n", CHALLENGES, "PEOPLE.csv, row 2, column role: This is empty."),
        ("person,role,choices\na,other,sea\n", CHALLENGES, "row 2, column choices: There is no challenge “sea”."),
        ("person,role,skills\na,other,sql:6\n", CHALLENGES, "row 2, column skills: “sql:6” is no skill with a level"),
        ("person,role,with\na,other,b\n", CHALLENGES, "row 2, column with: There is no person “b”."),
        ("person,role,apart\na,other,b\n", CHALLENGES, "row 2, column apart: There is no person “b”."),
        ("person,role,with\na,other,a\n", CHALLENGES, "row 2, column with: a is named in their own row."),
        (PEOPLE, "wind\n", "CHALLENGES.csv, row 1, column challenge: The first row does not name this column."),
        (PEOPLE, CHALLENGES + "sun,,\n", "CHALLENGES.csv, row 4, column challenge: sun is there twice."),
        (PEOPLE, "challenge,max_teams\nsun,-1\n", "CHALLENGES.csv, row 2, column max_teams: “-1” is no whole number."),
        ("", CHALLENGES, "PEOPLE.csv: There is nothing in this file."),
    ],
)
def test_match_names_row_and_column_of_what_is_wrong(
    tmp_path: Path, people: str, challenges: str, sentence: str
) -> None:
    refused = match(tmp_path, people, challenges)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert sentence in refused.stderr
    assert not (tmp_path / "TEAMS.csv").exists()


def test_match_refuses_sizes_that_contradict_each_other(tmp_path: Path) -> None:
    refused = match(tmp_path, PEOPLE, CHALLENGES, "--min-size", "6", "--max-size", "5")

    assert (refused.exit_code, refused.stderr) == (2, "Error: --min-size 6 is more than --max-size 5.\n")
