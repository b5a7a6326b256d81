"""Rounds: scored independently and hidden, cut by capacity, closed with an exception where more than half pass."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.people.profiles.models import Profile
from hackathon.promotion.adoption.commands import offer_again
from hackathon.promotion.cases.commands import raise_path
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.limits.commands import set_limits
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.nominations.commands import Answers, pass_on, screen_case
from hackathon.promotion.parking.jobs import lapse
from hackathon.promotion.selection.commands import (
    RoundDraft,
    close_round,
    cut_round,
    decide_candidate,
    excuse_scorer,
    open_round,
    score_candidate,
    start_scoring,
    take_chair,
)
from hackathon.promotion.selection.jobs import cut
from hackathon.promotion.selection.models import RoundCandidate, SelectionRound
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project
from tests.factories.selection import make_candidate, make_candidates, make_round, make_sheets, sheet_of

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


@pytest.fixture
def chair(session: Session) -> Account:
    return make_account(session, "Stella", "steward")


@pytest.fixture
def scorers(session: Session) -> list[Account]:
    return [make_account(session, f"Scorer {number}", "sponsor") for number in range(3)]


def cut_by(
    session: Session, jobs: JobContext, chair: Account, scorers: Sequence[Account], count: int, **values: object
) -> tuple[SelectionRound, list[UseCase]]:
    """Make a round that was cut: cases worth less and less, of about three weeks each."""
    cases = make_candidates(session, count)
    held = make_round(session, chair, cases, scorers, **({"state": "CUT"} | values))
    make_sheets(session, held, scorers, {case.id: sheet_of(100_000 - 1000 * at) for at, case in enumerate(cases)})
    cut(jobs, held.id)
    session.expire_all()
    return held, cases


def test_round_from_opening_to_an_offer(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock, chair: Account, scorers: list[Account]
) -> None:
    done = [make_finished_project(session) for _ in range(4)]
    cases = [make_candidate(session, each) for each in done]
    likely = (200_000, 100_000, 50_000, 90_000)

    with working(chair) as work:
        ids, people = frozenset(case.id for case in cases), frozenset(each.id for each in scorers)
        held = open_round(work, RoundDraft("Autumn", {"": 7.0}, ids, people))
        start_scoring(work, held.id, version=held.version)
    for scorer in scorers:
        with working(scorer) as work:
            for case, value in zip(cases, likely, strict=True):
                score_candidate(work, held.id, case.id, sheet_of(value, access=0 if case is cases[3] else 3))
    with working(chair) as work:
        cut_round(work, held.id)
    cut(jobs, held.id)
    with working(chair) as work:
        close_round(work, held.id)
    deliver_pending(session, clock)
    with working(chair) as work:
        offer_again(work, cases[0].id, done[0].owner.id)

    session.expire_all()
    assert [case.state for case in cases] == ["OFFERED", "SELECTED", "WAITING", "PARKED"]
    told = session.execute(select(Notice.subject, Notice.text).where(Notice.account_id == done[3].captain.id)).all()
    assert told == [
        (f"Use case {cases[3].number}, “{cases[3].title}”, is parked", "Place 4 of 4. Its data are not ready.")
    ]
    assert held.state == "CLOSED"
    kinds = set(session.scalars(select(FactRow.kind).where(FactRow.stream_kind == "round")))
    assert {kind.rpartition(".")[2] for kind in kinds} == {"opened", "started", "scored", "cut", "computed", "closed"}


def test_round_of_twenty_with_twelve_selected_closes_only_with_its_exception(
    session: Session, working: Working, jobs: JobContext, chair: Account, scorers: list[Account]
) -> None:
    held, cases = cut_by(session, jobs, chair, scorers, 20, capacities={"": 39.0})

    with pytest.raises(Invalid) as refused, working(chair) as work:
        close_round(work, held.id)
    assert (refused.value.field, refused.value.sentence[:29]) == ("exception", "12 of 20 is more than half, a")
    session.expire_all()
    assert (held.state, {case.state for case in cases}) == ("CUT", {"SCREENED"})
    with working(chair) as work:
        close_round(work, held.id, "All are small and share one interface.")

    session.expire_all()
    assert [case.state for case in cases] == ["SELECTED"] * 12 + ["WAITING"] * 8


def test_round_of_four_closes_whatever_it_selects(
    session: Session, working: Working, jobs: JobContext, chair: Account, scorers: list[Account]
) -> None:
    held, cases = cut_by(session, jobs, chair, scorers[:2], 4, capacities={"": 10.0})

    with working(chair) as work:
        close_round(work, held.id)

    session.expire_all()
    assert [case.state for case in cases] == ["SELECTED"] * 3 + ["WAITING"]


def test_cut_waits_until_all_answers_are_in(
    session: Session, working: Working, chair: Account, scorers: list[Account]
) -> None:
    cases = [make_candidate(session) for _ in range(2)]
    held = make_round(session, chair, cases, scorers, state="SCORING")
    make_sheets(session, held, scorers[1:], {case.id: sheet_of() for case in cases})

    with pytest.raises(Conflict, match="Answers are missing: 2"), working(chair) as work:
        cut_round(work, held.id)
    with working(chair) as work:
        excuse_scorer(work, held.id, scorers[0].id, "Long ill.")
        cut_round(work, held.id)

    session.expire_all()
    assert held.state == "CUT"


@pytest.mark.parametrize("who", ["captain", "owner", "nominator", "manager"])
def test_scorer_who_is_too_close_is_barred_with_a_sentence(
    session: Session, working: Working, chair: Account, scorers: list[Account], who: str
) -> None:
    done = make_finished_project(session)
    manager, nominator = make_account(session, "Mana"), make_account(session, "Nomi")
    session.get_one(Profile, done.member.id).manager_id = manager.id
    case = make_candidate(session, done, nominated_by=nominator.id)
    close = {"captain": done.captain, "owner": done.owner, "nominator": nominator, "manager": manager}[who]
    held = make_round(session, chair, [case], [close, *scorers], state="SCORING")

    with pytest.raises(Denied, match="so others decide about it"), working(close) as work:
        score_candidate(work, held.id, case.id, sheet_of())


def test_start_with_too_few_outsiders_names_the_candidate(
    session: Session, working: Working, chair: Account, scorers: list[Account]
) -> None:
    done = make_finished_project(session)
    case = make_candidate(session, done)
    held = make_round(session, chair, [case], [done.captain, scorers[0]])

    with pytest.raises(Conflict) as refused, working(chair) as work:
        start_scoring(work, held.id)

    assert refused.value.sentence == (
        f"Use case {case.number} needs 2 scorers who stand outside of it. Ask more people."
    )


def test_chair_cannot_choose_among_what_they_nominated(session: Session, working: Working, chair: Account) -> None:
    case = make_candidate(session, nominated_by=chair.id)

    with pytest.raises(Denied), working(chair) as work:
        open_round(work, RoundDraft("Mine", {"": 4.0}, frozenset({case.id}), frozenset()))

    assert session.scalars(select(RoundCandidate)).all() == []


def test_case_stands_in_one_round_at_a_time(session: Session, working: Working, chair: Account) -> None:
    case = make_candidate(session)
    make_round(session, chair, [case])

    with pytest.raises(Conflict), working(chair) as work:
        open_round(work, RoundDraft("Twice", {"": 4.0}, frozenset({case.id}), frozenset()))


def test_deviation_moves_the_case_and_must_fit_the_weeks(
    session: Session,
    working: Working,
    jobs: JobContext,
    clock: StandingClock,
    chair: Account,
    scorers: list[Account],
) -> None:
    held, cases = cut_by(session, jobs, chair, scorers, 4, capacities={"": 7.0})

    with working(chair) as work:
        decide_candidate(work, held.id, cases[3].id, "SELECTED", "The law asks for it.")
    with pytest.raises(Conflict, match="more weeks than there are"), working(chair) as work:
        close_round(work, held.id)
    with working(chair) as work:
        decide_candidate(work, held.id, cases[1].id, "PARKED", "Its system is replaced.")
        close_round(work, held.id)
    deliver_pending(session, clock)

    session.expire_all()
    assert [case.state for case in cases] == ["SELECTED", "PARKED", "WAITING", "SELECTED"]
    told = session.scalars(select(Notice.text).where(Notice.path == f"/use-cases/{cases[1].number}"))
    assert set(told) == {"Place 2 of 4. The chair decided otherwise than the figures. Its system is replaced."}


def test_owner_is_given_no_more_than_they_may_carry(
    session: Session, working: Working, jobs: JobContext, chair: Account, scorers: list[Account]
) -> None:
    owner = make_account(session, "Paula", "product_owner")
    with working(chair) as work:
        set_limits(work, {Limit.CARRIED: 2})
    make_case(session, make_finished_project(session, owner=owner), "LIVE")
    cases = [make_candidate(session, make_finished_project(session, owner=owner)) for _ in range(2)]
    held = make_round(session, chair, cases, scorers, state="CUT")
    for row in session.scalars(select(RoundCandidate)):
        row.owner_id = owner.id
    make_sheets(session, held, scorers, {case.id: sheet_of() for case in cases})
    cut(jobs, held.id)
    with working(chair) as work:
        close_round(work, held.id)
    with working(chair) as work:
        offer_again(work, cases[0].id, owner.id)

    session.expire_all()
    assert [case.state for case in cases] == ["OFFERED", "WAITING"]
    cases[1].selected_at = cases[0].selected_at
    session.commit()
    with pytest.raises(Invalid, match="as many use cases as one may"), working(chair) as work:
        offer_again(work, cases[1].id, owner.id)


def test_standard_path_is_offered_only_after_a_round_and_light_path_at_once(
    session: Session, working: Working, chair: Account
) -> None:
    other = make_account(session, "Stan", "steward")
    done = [make_finished_project(session) for _ in range(2)]
    light, standard = make_case(session, done[0]), make_case(session, done[1])

    with working(chair) as work:
        raise_path(work, standard.id, "standard", "It decides about people.")
        screen_case(work, light.id, Answers(True, True, True))
        pass_on(work, work.lock(UseCase, standard.id))

    assert (light.state, standard.state) == ("OFFERED", "SCREENED")
    with pytest.raises(Conflict), working(other) as work:
        raise_path(work, standard.id, "full", "Later.")
    with pytest.raises(Denied, match="a selection round has to select it"), working(other) as work:
        offer_again(work, standard.id, done[1].owner.id)


def test_parked_case_lapses_once_however_long_nothing_ran(
    session: Session, jobs: JobContext, clock: StandingClock
) -> None:
    done = make_finished_project(session)
    parked = make_case(session, done, "PARKED", state_since=clock() - timedelta(days=181))
    fresh = make_case(session, make_finished_project(session), "PARKED", state_since=clock() - timedelta(days=179))

    lapse(jobs, 0)
    lapse(jobs, 0)
    deliver_pending(session, clock)

    session.expire_all()
    assert (parked.state, fresh.state) == ("DECLINED", "PARKED")
    assert len(session.scalars(select(FactRow).where(FactRow.kind == "promotion.parking.lapsed")).all()) == 1
    assert len(session.scalars(select(Notice).where(Notice.account_id == done.captain.id)).all()) == 1


def test_chair_is_taken_over_by_a_steward_outside_of_all_candidates(
    session: Session, working: Working, chair: Account
) -> None:
    done = make_finished_project(session)
    near, far = make_account(session, "Nia", "steward"), make_account(session, "Finn", "steward")
    held = make_round(session, chair, [make_candidate(session, done, nominated_by=near.id)])

    with pytest.raises(Denied), working(near) as work:
        take_chair(work, held.id, "Gone.")
    with working(far) as work:
        take_chair(work, held.id, "She left.")

    session.expire_all()
    assert held.chair_id == far.id


def test_path_is_made_longer_by_those_who_decide_and_never_shorter(
    session: Session, working: Working, chair: Account
) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, path="standard")

    for path in ("light", "standard", "nonsense"):
        with pytest.raises(Invalid), working(chair) as work:
            raise_path(work, case.id, path, "Shorter.")
    with pytest.raises(Denied), working(done.captain) as work:
        raise_path(work, case.id, "full", "Mine.")
    with working(chair) as work:
        raise_path(work, case.id, "full", "It decides about people.")

    assert case.path == "full"
