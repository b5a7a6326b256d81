"""How well people and teams fit, what a filter lets through, and in which order the board shows them."""

import pytest

from hackathon.teams.board.rules import Board, Filter, Fit, PersonShown, TeamShown, fit_of, why_ask, why_join

SCIENTIST = PersonShown(1, "Sam", "data_scientist", ["SQL:4"], "Grid")
ENGINEER = PersonShown(2, "Eva", "data_engineer", ["Python:5", "sap"], "Billing", choices=(8, 7))
EXPERT = PersonShown(3, "Dora", "domain_expert", ["SAP:1"], "Grid", choices=(7,))
DESIGNER = PersonShown(4, "Finn", "designer", unit="Grid")
TEAM = TeamShown(
    1, "Owls", 4, challenge_id=7, wanted_crafts=["designer"], wanted_skills=["SAP", "SQL:2", "sap"], members=[SCIENTIST]
)


def test_team_lacks_roles_and_the_skills_that_nobody_in_it_has() -> None:
    assert (TEAM.roles_missing, TEAM.skills_missing) == (["domain_expert", "designer"], ["SAP"])


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        # 12 the expert they lack, 1 SAP as well as she knows it, 5 her first choice; her unit is there
        (EXPERT, Fit(18, ("domain_expert",), ("SAP",), 1)),
        # 3 SAP at the usual level, 4 his second choice, 1 another unit; data they have
        (ENGINEER, Fit(8, (), ("SAP",), 2)),
        (DESIGNER, Fit(6, ("designer",))),
        (SCIENTIST, Fit()),
    ],
    ids=["expert", "engineer", "designer", "scientist"],
)
def test_fit_sums_what_somebody_brings_and_gets(person: PersonShown, expected: Fit) -> None:
    assert fit_of(person, TEAM) == expected


@pytest.mark.parametrize(("wanted", "role"), [([], "data_person"), (["data_engineer"], "data_engineer")])
def test_fit_of_the_first_data_person_counts_as_essential_however_it_is_looked_for(
    wanted: list[str], role: str
) -> None:
    team = TeamShown(1, "Owls", 4, wanted_crafts=wanted, members=[DESIGNER])

    assert fit_of(ENGINEER, team) == Fit(13, (role,))


def test_fit_with_somebody_one_named_counts_once_however_many_they_are() -> None:
    team = TeamShown(1, "Owls", 4, members=[EXPERT, SCIENTIST])

    assert fit_of(DESIGNER, team, known=["Dora", "Sam"]) == Fit(4, companions=("Dora", "Sam"))


def test_reasons_say_what_counts_to_either_side() -> None:
    first, second = fit_of(EXPERT, TEAM, known=["Sam"]), fit_of(ENGINEER, TEAM)

    assert why_join(first) == (
        "You bring what they lack: domain expert, SAP; their question is your first choice; "
        "with Sam, as you would like."
    )
    assert why_join(second) == "You bring what they lack: SAP; you chose their question."
    assert why_ask(second) == "Brings what you lack: SAP; would like to work on your question."
    assert (why_join(Fit(1)), why_ask(Fit())) == ("", "")


def test_teams_are_ordered_by_whether_one_gets_in_then_by_fit_then_by_name() -> None:
    teams = [
        TeamShown(1, "locked", 4, state="LOCKED", members=[SCIENTIST]),
        TeamShown(2, "invited", 4, entry="BY_INVITATION", members=[SCIENTIST]),
        TeamShown(3, "beta", 4, members=[SCIENTIST, EXPERT]),
        TeamShown(4, "Alpha", 4, members=[SCIENTIST, EXPERT]),
        TeamShown(5, "full", 1, members=[SCIENTIST]),
        TeamShown(6, "zeta", 4, entry="BY_REQUEST", members=[SCIENTIST]),
    ]
    seeker, stranger = Board(teams, [EXPERT, ENGINEER], reader_id=3), Board(teams, [EXPERT], reader_id=99)

    for_seeker, for_stranger = (
        [team.name for team, _fit in board.teams_for_reader(Filter())] for board in (seeker, stranger)
    )

    assert for_seeker == ["zeta", "Alpha", "beta", "invited", "full", "locked"]
    assert for_stranger == ["Alpha", "beta", "zeta", "invited", "full", "locked"]


def test_people_are_ordered_by_what_the_reader_s_team_lacks_while_it_has_a_place() -> None:
    people = [DESIGNER, ENGINEER, EXPERT]
    full = TeamShown(1, "Owls", 1, members=[SCIENTIST])

    orders = [
        [person.name for person, _fit in Board([team], people, reader_id=1).people_for_reader(Filter())]
        for team in (TEAM, full)
    ]

    assert orders == [["Dora", "Eva", "Finn"], ["Dora", "Eva", "Finn"]]
    assert [fit.points for _person, fit in Board([TEAM], people, reader_id=1).people_for_reader(Filter())] == [18, 8, 6]
    assert [fit.points for _person, fit in Board([full], people, reader_id=1).people_for_reader(Filter())] == [0, 0, 0]


@pytest.mark.parametrize(
    ("sought", "teams", "people"),
    [
        (Filter(), ["Owls"], ["Dora", "Eva", "Finn"]),
        (Filter(skill="Sap"), ["Owls"], ["Dora", "Eva"]),
        (Filter(skill="Python"), [], ["Eva"]),
        (Filter(craft="designer"), ["Owls"], ["Finn"]),
        (Filter(craft="data_engineer"), [], ["Eva"]),
        (Filter(unit="Grid"), ["Owls"], ["Dora", "Finn"]),
        (Filter(challenge_id=8), [], ["Eva"]),
        (Filter(skill="sap", challenge_id=7, unit="Grid"), ["Owls"], ["Dora"]),
    ],
)
def test_filter_lets_through_teams_that_look_for_it_and_people_who_bring_it(
    sought: Filter, teams: list[str], people: list[str]
) -> None:
    board = Board([TEAM], [DESIGNER, ENGINEER, EXPERT], reader_id=99)

    assert [team.name for team, _fit in board.teams_for_reader(sought)] == teams
    assert [person.name for person, _fit in board.people_for_reader(sought)] == people


def test_board_knows_me_my_team_and_what_can_be_filtered() -> None:
    board = Board([TEAM], [ENGINEER, DESIGNER], reader_id=1)

    assert (board.me, board.mine, Board([TEAM], [ENGINEER], reader_id=2).me) == (None, TEAM, ENGINEER)
    assert (board.units, sorted(board.skills)) == (["Billing", "Grid"], ["Python", "SAP", "SQL"])
