"""Reads what stands on the page of decisions about a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.judging.ranking.models import ResultEdition
from hackathon.judging.ranking.queries import Present, editions_of, present_ranking
from hackathon.judging.ranking.rules import fingerprint, written
from hackathon.judging.tallies.queries import Decided, criteria_at, judges_by_name, proposed_bridges


@dataclass(frozen=True)
class Board:
    """The ranking of now, what was decided about it, and what can be."""

    present: Present
    judges: Sequence[tuple[int, str]]
    pairs: Sequence[tuple[int, int]]
    editions: Sequence[tuple[ResultEdition, str | None]]

    @property
    def names(self) -> dict[int, str]:
        """The judges by name."""
        return dict(self.judges)

    @property
    def bridges(self) -> list[tuple[str, str]]:
        """The ballots that are missing between groups, by the names of judge and project."""
        return [(self.names.get(judge_id, ""), self._title(project_id)) for judge_id, project_id in self.pairs]

    @property
    def counting(self) -> list[tuple[int, str]]:
        """The judges whose ballots count."""
        return [(judge_id, name) for judge_id, name in self.judges if judge_id in self.present.counted.tally.judges]

    @property
    def titles(self) -> list[tuple[int, str]]:
        """The ranked projects, by title."""
        return sorted(
            ((row.project_id, self._title(row.project_id)) for row in self.present.rows), key=lambda row: row[1]
        )

    @cached_property
    def weights(self) -> dict[int, int]:
        """How much each criterion counts now."""
        decided = {
            key: weight for found in self.present.counted.tally.weights.values() for key, weight in found.items()
        }
        return {each.id: decided.get(each.id, each.weight) for each in criteria_at(self.present.counted.rubrics)}

    @property
    def seen(self) -> str:
        """The name of the ranking of now, by its contents."""
        return fingerprint(self.present.rows)

    @property
    def has_changed(self) -> bool:
        """Whether the ranking of now is another than the one that was released."""
        return not self.editions or self.editions[0][0].outcome != written(self.present.rows)

    def first_before(self, decided: Decided) -> list[str]:
        """Name the first places as they were when something was decided."""
        return [self._title(project_id) for project_id in decided.decision.before.get("first", [])]

    @property
    def first_now(self) -> list[str]:
        """Name the first places as they are."""
        return [self._title(row.project_id) for row in self.present.rows[:3]]

    def _title(self, project_id: int) -> str:
        entry = self.present.counted.entries.get(project_id)
        return entry.title if entry else ""


def board_of(session: Session, event: Event) -> Board:
    """Read the page of decisions: three queries beside the ranking, or four."""
    present = present_ranking(session, event.id)
    editions = editions_of(session, event.id) if event.is_released else []
    pairs = proposed_bridges(session, event.id, present.counted)
    return Board(present, judges_by_name(session, event.id), pairs, editions)
