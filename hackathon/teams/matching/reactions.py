"""Telling everybody whom an applied plan concerned where they are now, and why."""

from collections.abc import Collection, Iterable
from typing import Any

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import Told, notify_each
from hackathon.teams.matching.facts import MatchingApplied
from hackathon.teams.matching.models import MatchingRun, MatchingTeam
from hackathon.teams.matching.queries import Draft, captains_of, draft_of, names_in, wishes_to_be_with
from hackathon.teams.matching.rules import Names, read_reason
from hackathon.teams.situation.rules import id_in, person_key, question_key


def tell_people(work: Work, happened: Happened) -> None:
    """Tell each person who was placed in which team and why, and those who were not that they were thought of."""
    fact = happened.fact
    if not isinstance(fact, MatchingApplied):
        return
    event, run = work.get(Event, fact.subject_id), work.session.get(MatchingRun, fact.run)
    if run is None:
        return
    draft = draft_of(work.session, run)
    teams = {team.id: team for team in draft.teams}
    words = _Words(work, event, draft)
    told = {
        place.account_id: words.for_placed(place.account_id, teams[place.planned_id])
        if place.planned_id
        else words.for_unplaced()
        for place in draft.places
        if place.was_in_id is None
    }
    notify_each(work, told | words.for_captains(), key=f"{fact.kind}:{happened.fact_id}")


class _Words:
    """What people are told about one plan."""

    def __init__(self, work: Work, event: Event, draft: Draft) -> None:
        self._event = event
        self._draft = draft
        self._names = names_in(work.session, draft)
        self._wished = wishes_to_be_with(work.session, event.id)
        self._captains = captains_of(work.session, [team.team_id for team in draft.teams if team.team_id])

    def for_placed(self, account_id: int, team: MatchingTeam) -> Told:
        sentences = [
            self._begin(),
            *_why(team.reasons.get(str(account_id), ()), account_id, self._names, self._wished),
            *self._about(team),
            *self._company(account_id, team),
        ]
        if self._captains.get(team.team_id or 0) == account_id:
            sentences.append(_("You lead it for now, being the first of them who registered; you can hand that over."))
        subject = _("You are in %(team)s") % {"team": team.name}
        return Told(subject, " ".join(sentences), f"/teams/{team.team_id}")

    def for_captains(self) -> dict[int, Told]:
        """Tell who leads a team that stood before who is new in it, by account."""
        new = {place.account_id for place in self._draft.places if place.was_in_id is None}
        joined = {
            team: [person_key(each) for each in self._draft.members_of(team) if each in new]
            for team in self._draft.teams
            if not team.is_new
        }
        return {
            self._captains[team.team_id or 0]: Told(
                _("New in %(team)s: %(people)s") % {"team": team.name, "people": self._names.all_of(people)},
                f"{self._begin()} {_('You are its captain. See who is in it now.')}",
                f"/teams/{team.team_id}",
            )
            for team, people in joined.items()
            if people
        }

    def for_unplaced(self) -> Told:
        subject = _("No team for you yet at %(event)s") % {"event": self._event.name}
        text = _("No place was found that fits you. They know of it; you can also look at the teams yourself.")
        return Told(subject, f"{self._begin()} {text}", f"/events/{self._event.slug}/teams")

    def _begin(self) -> str:
        return _("The organizers of %(event)s put people who had no team into teams.") % {"event": self._event.name}

    def _about(self, team: MatchingTeam) -> Iterable[str]:
        if team.challenge_id is not None:
            question = self._names.of("challenge", question_key(team.challenge_id))
            yield _("Your team works on “%(question)s”.") % {"question": question}

    def _company(self, account_id: int, team: MatchingTeam) -> Iterable[str]:
        others = [person_key(each) for each in self._draft.members_of(team) if each != account_id]
        if others:
            yield _("With you are %(people)s.") % {"people": self._names.all_of(others)}


def _why(
    rows: Iterable[dict[str, Any]], account_id: int, names: Names, wished: Collection[tuple[int, int | None]]
) -> Iterable[str]:
    """Say why somebody is where they are, but not that somebody else wished for them, which that one told nobody."""
    for reason in map(read_reason, rows):
        other = reason.values.get("person")
        if other is None or (account_id, id_in(str(other))) in wished:
            yield reason.said(names.of)
