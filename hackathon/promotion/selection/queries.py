"""Reads about selection rounds: what is chosen from, who scores, how far they are, and what they said."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.facts import FactRow, Statement
from hackathon.core.i18n import _
from hackathon.core.jobs import Job
from hackathon.events.challenges.models import Challenge
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.people.profiles.models import Profile
from hackathon.promotion.adoption.queries import carried_by
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.funnel.rules import Passage
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.nominations.facts import CaseDeclined, CaseNominated, CaseRenominated, CaseScreened
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.scales.rules import Sheet
from hackathon.promotion.selection.facts import CaseHeld, CaseParked, CaseSelected
from hackathon.promotion.selection.models import RoundCandidate, RoundScorer, ScoringSheet, SelectionRound
from hackathon.promotion.selection.policy import CUTTING, visible_to
from hackathon.promotion.selection.rules import Bar, first_bar, scorers_needed
from hackathon.promotion.selection.states import RoundState
from hackathon.teams.formation.models import TeamMember

Pair = tuple[int, int]
"""An account and a use case."""
_END = datetime.max.replace(tzinfo=UTC)
PASSAGES: Mapping[str, str] = {
    CaseNominated.kind: "nominated",
    CaseRenominated.kind: "nominated",
    CaseScreened.kind: "screened",
    CaseDeclined.kind: "declined",
    CaseSelected.kind: "selected",
    CaseHeld.kind: "held",
    CaseParked.kind: "parked",
}
"""What the record calls the steps of the funnel."""
_DECIDING = (SiteRole.STEWARD, SiteRole.PRODUCT_OWNER, SiteRole.SPONSOR, SiteRole.HOST, SiteRole.AUDITOR)


class Entry(NamedTuple):
    """A candidate of a round with its use case, who would own it, and what the chair said about it."""

    candidate: RoundCandidate
    case: UseCase
    owner: str | None
    reason: str | None


class Scorer(NamedTuple):
    """Somebody who scores in a round."""

    account_id: int
    name: str
    excused_at: datetime | None


@dataclass(frozen=True)
class Board:
    """A round with its candidates and scorers, who is barred from what, and who answered about what: never the answers.

    `bars` and `given` go by account and use case.
    """

    held: SelectionRound
    entries: Sequence[Entry]
    scorers: Sequence[Scorer]
    bars: Mapping[Pair, Bar]
    given: Collection[Pair]

    @property
    def standing(self) -> list[Entry]:
        """Candidates that nobody decided about elsewhere meanwhile."""
        return [each for each in self.entries if each.case.state == CaseState.SCREENED]

    @property
    def active(self) -> list[Scorer]:
        """Scorers who were not excused."""
        return [each for each in self.scorers if each.excused_at is None]

    def asked(self, account_id: int) -> list[Entry]:
        """List what a scorer is asked about: all that stands and is not too close to them."""
        return [each for each in self.standing if (account_id, each.case.id) not in self.bars]

    def left(self, account_id: int) -> list[Entry]:
        """List what a scorer has not answered yet."""
        return [each for each in self.asked(account_id) if (account_id, each.case.id) not in self.given]

    @property
    def missing(self) -> int:
        """How many answers are not in yet."""
        return sum(len(self.left(each.account_id)) for each in self.active)

    def short(self, *, without: int | None = None) -> list[Entry]:
        """List candidates about which too few scorers may answer, if need be without one of them."""
        needed = scorers_needed(len(self.standing))
        ids = [each.account_id for each in self.active if each.account_id != without]
        return [each for each in self.standing if sum((who, each.case.id) not in self.bars for who in ids) < needed]


class Seen(NamedTuple):
    """A round and the name of its chair."""

    held: SelectionRound
    chair: str


def round_seen(session: Session, actor: Actor, round_id: int) -> Seen:
    """Load a round; raise `Missing` where there is none to see."""
    found = session.execute(
        select(SelectionRound, Account.display_name)
        .join(Account, Account.id == SelectionRound.chair_id)
        .where(SelectionRound.id == round_id, visible_to(actor))
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such round."))
    return Seen(*found)


def rounds_seen(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select rounds with chair and number of candidates, the newest first."""
    counted = select(func.count()).where(RoundCandidate.round_id == SelectionRound.id).scalar_subquery()
    return (
        select(SelectionRound, Account.display_name, counted)
        .join(Account, Account.id == SelectionRound.chair_id)
        .where(visible_to(actor))
        .order_by(SelectionRound.id.desc())
    )


def round_names() -> Select[int, str, int]:
    """Select how rounds are called in sentences: id, name, id."""
    return select(SelectionRound.id, SelectionRound.name, SelectionRound.id)


def board_of(session: Session, held: SelectionRound) -> Board:
    """Read how far a round is, in four queries."""
    entries = entries_of(session, held.id)
    given = select(ScoringSheet.scorer_id, ScoringSheet.case_id).where(ScoringSheet.round_id == held.id)
    return Board(
        held,
        entries,
        _scorers_of(session, held.id),
        bars_of(session, {each.case.id: each.candidate.owner_id for each in entries}),
        frozenset((scorer_id, case_id) for scorer_id, case_id in session.execute(given)),
    )


def entries_of(session: Session, round_id: int, *, locked: bool = False) -> list[Entry]:
    """List the candidates of a round by number, if need be keeping others from deciding about them."""
    statement = (
        select(RoundCandidate, UseCase, Account.display_name, Statement.text)
        .join(UseCase, UseCase.id == RoundCandidate.case_id)
        .outerjoin(Account, Account.id == RoundCandidate.owner_id)
        .outerjoin(Statement, Statement.id == RoundCandidate.reason_id)
        .where(RoundCandidate.round_id == round_id)
        .order_by(UseCase.number)
    )
    if locked:
        statement = statement.with_for_update(of=(RoundCandidate, UseCase))
    return [Entry(*row) for row in session.execute(statement, execution_options={"populate_existing": True})]


def _scorers_of(session: Session, round_id: int) -> list[Scorer]:
    rows = session.execute(
        select(RoundScorer.account_id, Account.display_name, RoundScorer.excused_at)
        .join(Account, Account.id == RoundScorer.account_id)
        .where(RoundScorer.round_id == round_id)
        .order_by(func.lower(Account.display_name), Account.id)
    )
    return [Scorer(*row) for row in rows]


def bars_of(session: Session, owners: Mapping[int, int | None]) -> dict[Pair, Bar]:
    """Read who has no say about which of these use cases; `owners` are those proposed for them. One query."""
    found: dict[Pair, set[Bar]] = defaultdict(set)
    for account_id, case_id, bar in session.execute(union_all(*_speaking_against(owners.keys()))):
        found[account_id, case_id].add(Bar(bar))
    for case_id, owner_id in owners.items():
        if owner_id is not None:
            found[owner_id, case_id].add(Bar.OWNER)
    return {pair: bar for pair, bars in found.items() if (bar := first_bar(bars))}


def _speaking_against(case_ids: Collection[int]) -> list[Select[Any, int, str]]:
    in_team = TeamMember.team_id == UseCase.team_id
    managed = _that(Bar.LINE_MANAGER, Profile.manager_id, case_ids).join(TeamMember, in_team)
    asked = _that(Bar.OWNER, Challenge.product_owner_id, case_ids)
    return [
        _that(Bar.MEMBER, TeamMember.account_id, case_ids).join(TeamMember, in_team),
        _that(Bar.REQUESTER, UseCase.nominated_by, case_ids),
        _that(Bar.REQUESTER, UseCase.renominated_by, case_ids),
        asked.join(Challenge, Challenge.id == UseCase.challenge_id),
        managed.join(Profile, Profile.account_id == TeamMember.account_id),
    ]


def _that(bar: Bar, whom: Any, case_ids: Collection[int]) -> Select[Any, int, str]:
    return (
        select(whom, UseCase.id, literal(bar.value))
        .select_from(UseCase)
        .where(UseCase.id.in_(case_ids), whom.is_not(None))
    )


class Eligible(NamedTuple):
    """A use case that a round can take, and who would own it."""

    case: UseCase
    owner_id: int | None
    owner: str | None


def eligible_cases(session: Session, round_id: int | None = None) -> list[Eligible]:
    """List use cases off the light path that passed screening and stand in no round, except in this one; by number."""
    elsewhere = exists().where(
        RoundCandidate.case_id == UseCase.id,
        RoundCandidate.outcome.is_(None),
        RoundCandidate.round_id != (round_id or 0),
    )
    owner_id = _prospective_owner()
    rows = session.execute(
        select(UseCase, owner_id, Account.display_name)
        .outerjoin(Account, Account.id == owner_id)
        .where(UseCase.state == CaseState.SCREENED, UseCase.path != CasePath.LIGHT, ~elsewhere)
        .order_by(UseCase.number)
    )
    return [Eligible(*row) for row in rows]


def _prospective_owner() -> ColumnElement[int | None]:
    """Select whom the newest screening named as owner, else whom the nomination proposed."""
    screened = select(Screening.owner_id).where(Screening.case_id == UseCase.id).order_by(Screening.id.desc()).limit(1)
    proposed = select(Nomination.proposed_owner_id).where(Nomination.case_id == UseCase.id)
    return func.coalesce(screened.correlate(UseCase).scalar_subquery(), proposed.correlate(UseCase).scalar_subquery())


def possible_scorers(session: Session) -> list[Account]:
    """List active people with a role after the event, by name."""
    roles = select(AccountRole.account_id).where(AccountRole.role.in_(_DECIDING))
    return list(
        session.scalars(
            select(Account)
            .where(Account.state == AccountState.ACTIVE, Account.id.in_(roles))
            .order_by(func.lower(Account.display_name), Account.id)
        )
    )


def sheet_of(session: Session, round_id: int, case_id: int, scorer_id: int | None) -> ScoringSheet | None:
    """Return what one scorer answered about one candidate."""
    return session.scalars(
        select(ScoringSheet).where(
            ScoringSheet.round_id == round_id, ScoringSheet.case_id == case_id, ScoringSheet.scorer_id == scorer_id
        )
    ).one_or_none()


def sheets_of(session: Session, board: Board) -> dict[int, list[Sheet]]:
    """Read what counts, by use case: the answers of those who may and were not excused, about what still stands."""
    counts = {(who.account_id, each.case.id) for who in board.active for each in board.asked(who.account_id)}
    found: dict[int, list[Sheet]] = defaultdict(list)
    answered = select(ScoringSheet).where(ScoringSheet.round_id == board.held.id).order_by(ScoringSheet.id)
    for sheet in session.scalars(answered):
        if (sheet.scorer_id, sheet.case_id) in counts:
            found[sheet.case_id].append(Sheet.read(sheet.answers))
    return found


def places_of(session: Session, owner_ids: Collection[int]) -> dict[int, int]:
    """Tell how many more use cases each owner may carry."""
    if not owner_ids:
        return {}
    most, carried = limits_now(session)[Limit.CARRIED], carried_by(session, owner_ids)
    return {owner_id: max(0, most - carried.get(owner_id, 0)) for owner_id in owner_ids}


def cutting_job(session: Session, round_id: int) -> Job | None:
    """Return the work on a round's cut that waits, runs or failed last."""
    return session.scalars(
        select(Job).where(Job.name == CUTTING, Job.subject_id == round_id).order_by(Job.id.desc()).limit(1)
    ).one_or_none()


def passages_of(session: Session, held: SelectionRound) -> list[Passage]:
    """Read from the record what was nominated, screened and decided since the round before closed, in one query."""
    before = select(func.max(SelectionRound.closed_at)).where(SelectionRound.closed_at < held.opened_at)
    asked = aliased(FactRow)
    asked_at = (
        select(func.max(asked.at))
        .where(asked.stream_kind == "case", asked.stream_id == FactRow.stream_id, asked.at <= FactRow.at)
        .where(asked.kind.in_([kind for kind, passage in PASSAGES.items() if passage == "nominated"]))
        .scalar_subquery()
    )
    rows = session.execute(
        select(FactRow.kind, UseCase.path, FactRow.at, func.coalesce(asked_at, FactRow.at))
        .join(UseCase, UseCase.id == FactRow.stream_id)
        .where(
            FactRow.stream_kind == "case",
            FactRow.kind.in_(PASSAGES),
            or_(before.scalar_subquery().is_(None), FactRow.at > before.scalar_subquery()),
            FactRow.at <= (held.closed_at or _END),
        )
    )
    return [
        Passage(PASSAGES[kind], path == CasePath.LIGHT, (at - begun) / timedelta(days=1))
        for kind, path, at, begun in rows
    ]


def waits_to_be_scored(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select rounds (id, name, number of candidates without an answer) in which somebody is asked to score."""
    answered = exists().where(
        ScoringSheet.round_id == SelectionRound.id,
        ScoringSheet.case_id == RoundCandidate.case_id,
        ScoringSheet.scorer_id == actor.id,
    )
    # Never `in_` with the places of a person beside a `not_in` in one prepared statement: PostgreSQL is given one text
    # for an empty list wherever its parameter stands.
    far_enough = (
        or_(RoundCandidate.owner_id.is_(None), RoundCandidate.owner_id != actor.id),
        UseCase.nominated_by != actor.id,
        or_(UseCase.renominated_by.is_(None), UseCase.renominated_by != actor.id),
        UseCase.team_id.not_in(actor.places("team")),
    )
    return (
        select(SelectionRound.id.label("id"), SelectionRound.name.label("name"), func.count().label("count"))
        .join(RoundScorer, RoundScorer.round_id == SelectionRound.id)
        .join(RoundCandidate, RoundCandidate.round_id == SelectionRound.id)
        .join(UseCase, UseCase.id == RoundCandidate.case_id)
        .where(
            SelectionRound.state == RoundState.SCORING,
            RoundScorer.account_id == actor.id,
            RoundScorer.excused_at.is_(None),
            UseCase.state == CaseState.SCREENED,
            ~answered,
            *far_enough,
        )
        .group_by(SelectionRound.id, SelectionRound.name)
    )
