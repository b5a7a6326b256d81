"""Contributions: what packages add to the house, so that a lower floor can show things of floors it does not know."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Integer, Select, bindparam, union_all
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.config import Settings
from hackathon.core.decisions import Decision
from hackathon.core.facts import Audience, Fact, Reaction, Subject
from hackathon.core.i18n import LazySentence
from hackathon.core.jobs import JobSpec, Periodic
from hackathon.core.kept import Kept, newest_fact_of
from hackathon.core.privacy import ErasureStops, ExportParts, Retention

Found = TypeVar("Found")


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the main navigation, in the order of `position`; `roles` keep it to holders of such a site role.

    It is marked on the pages whose endpoints begin with one of `covers` (without any, on those of its package) and on
    those of the entries `below` it, unless another entry names the page more closely.
    """

    label: LazySentence
    endpoint: str
    position: int
    roles: frozenset[str] = frozenset()
    covers: tuple[str, ...] = ()
    below: Sequence["NavigationItem"] = ()

    def closeness(self, endpoint: str) -> int:
        """Tell how closely this entry names a page: the length of what they share, 0 where the page is not its own."""
        own = self.covers or (f"{self.endpoint.partition('.')[0]}.",)
        shared = [len(prefix) for prefix in own if endpoint.startswith(prefix)]
        return max(shared + [entry.closeness(endpoint) for entry in self.below], default=0)


@dataclass(frozen=True)
class Viewing:
    """What a batch function is given: the session, who looks, and when."""

    session: Session
    actor: Actor
    now: datetime
    kept: Kept = field(default_factory=Kept, repr=False, compare=False)
    _read: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, what: str, read: Callable[[], Found]) -> Found:
        """Read something that several contributions to one page need a single time."""
        if what not in self._read:
            self._read[what] = read()
        found: Found = self._read[what]
        return found

    def kept_of(self, subject: Subject, what: str, read: Callable[[], Found]) -> Found:
        """Read something that everybody sees alike and that changes with the thing's facts only; see `Kept`."""
        newest = self.once(f"newest fact of {subject}", lambda: newest_fact_of(self.session, subject))
        return self.kept.read((subject, what), newest, self.now, read)


@dataclass(frozen=True)
class HomeCard:
    """Something that waits for a person, nearest `due` first."""

    title: str
    detail: str
    url: str
    action: str
    icon: str = "circle-dashed"
    due: datetime | None = None


@dataclass(frozen=True)
class HomeSection:
    """A list on the home page below what waits: my events, my projects, my use cases."""

    title: str
    template: str
    rows: Sequence[Any]
    position: int = 50


@dataclass(frozen=True)
class Panel:
    """A piece of a page drawn by a floor above: a template and what it shows; `side` goes to the narrow column.

    The page draws the title, with the note and the action beside it.
    """

    title: str
    template: str
    content: Any
    side: bool = False
    position: int = 50
    note: str = ""
    action_label: str = ""
    action_url: str = ""


@dataclass(frozen=True)
class EventAction:
    """What somebody can do at an event now; the highest `priority` is its page's one primary action."""

    label: str
    url: str
    priority: int
    icon: str | None = None
    disabled_reason: str | None = None


@dataclass(frozen=True)
class ProjectAction(EventAction):
    """What somebody can do with a project now; ranked as at an event."""


@dataclass(frozen=True)
class TeamAction(EventAction):
    """What somebody can do about a team now: a link, or `is_post` a button that asks once where it has to `confirm`.

    Of several ways in (`is_entry`), the page offers the most important one.
    """

    is_post: bool = False
    confirm: str | None = None
    is_entry: bool = False


@dataclass(frozen=True)
class ChecklistItem:
    """Something that has to be done before an event, or what a team hands in, is ready."""

    label: str
    is_done: bool
    url: str


@dataclass(frozen=True)
class Need:
    """Something at an event that needs an organizer now, with the button that helps: a link, or `is_post` a form.

    `names` are shown in part; `detail` in their place where a sentence says more.
    """

    title: str
    url: str
    action: str
    names: Sequence[str] = ()
    detail: str = ""
    icon: str = "alert-circle"
    is_post: bool = False


@dataclass(frozen=True)
class FunnelStep:
    """How many came how far at an event; `of` is what it is compared with, the first step's number without it."""

    label: str
    value: int
    of: int | None = None


@dataclass(frozen=True)
class Service:
    """Something around an installation, such as a mail server: whether it is there, and what that means for people."""

    label: str
    is_there: bool
    sentence: str


@dataclass(frozen=True)
class Label:
    """How things of a kind are named and reached: `names` selects (id, name, key); the key goes into the URL."""

    names: Select[*tuple[Any, ...]]
    endpoint: str | None = None
    argument: str = "id"


@dataclass(frozen=True)
class Searchable:
    """A kind of thing that can be searched by its words.

    `texts` selects all of them: id, title, text. `visible` says in SQL which of them somebody may see. Their entries
    are written anew with facts of the kinds `after`, whose subject is the thing.
    """

    kind: str
    label: LazySentence
    texts: Select[*tuple[Any, ...]]
    visible: Callable[[Actor], ColumnElement[bool]]
    after: tuple[type[Fact], ...] = ()

    @property
    def ids(self) -> ColumnElement[int]:
        """The column of the things' ids."""
        column: ColumnElement[int] = next(iter(self.texts.selected_columns))
        return column


People = Callable[[int], Select[int]]
"""Selects account ids at the event of this id."""


@dataclass(frozen=True)
class EventAudience:
    """People at an event whom its organizers can write to, found anew each time something is sent."""

    label: LazySentence
    who: People


@dataclass(frozen=True)
class QuestionStep:
    """One step on the way of an event's questions; `questions` selects the ids of those that came this far."""

    label: LazySentence
    questions: Callable[[int], Select[Any]]


@dataclass(frozen=True)
class EventCopy:
    """Something that a copy of an event can take over: `copy(work, from_id, to_id)`."""

    key: str
    label: LazySentence
    copy: Callable[[Any, int, int], None]


@dataclass(frozen=True)
class Reminder:
    """What some people at an event are reminded of before the time for it is over, once early and once late.

    `window` tells from when until when it can be done at an event, `before` how long before its end to remind (one
    step or two, sooner where the window is short); `who` selects whom it still concerns.
    `subject` and `text` may name %(event)s and %(until)s, `path` (a path of this site) %(slug)s.
    """

    key: str
    subject: LazySentence
    text: LazySentence
    path: str
    window: Callable[[Any], tuple[datetime, datetime]]
    who: People
    before: tuple[timedelta, ...] = (timedelta(days=1), timedelta(hours=2))


HomeCards = Callable[[Viewing], list[HomeCard]]
HomeSections = Callable[[Viewing], HomeSection | None]
Panels = Callable[[Viewing, Any], Panel | None]
Checklist = Callable[[Viewing, Any], list[ChecklistItem]]
Needs = Callable[[Viewing, Any], list[Need]]
Funnel = Callable[[Viewing, Any], list[FunnelStep]]
EventActions = Callable[[Viewing, Any], EventAction | None]
ProjectActions = Callable[[Viewing, Any], ProjectAction | None]
TeamActions = Callable[[Viewing, Any], TeamAction | None]
Bound = BindParameter[int]
Grants = Callable[[Bound], Select[str, int, str]]
FilePolicy = Callable[[Viewing, int], Decision]
FactAudiences = Callable[[Viewing, int], Collection[Audience]]
Services = Callable[[Settings], Service]
Offered = TypeVar("Offered", bound=EventAction)


@dataclass(eq=False)
class Contributions:
    """The register that every package's `install(house)` fills at the start and that is only read afterwards.

    administration   further pages for administrators, in the order of the packages
    grants           selects (scope, scope_id, role) of one account; all are united into one query per request
    home_cards       what waits for somebody; one query each
    home_sections    a person's own lists; one query each
    panels           by page ("event", "project", "case", "nomination"): given the page's thing; one query each
    checklist        by page: what is missing
    needs            what needs an organizer of an event now; one query each
    funnel           how many came how far at an event; one query each
    event_actions    what the reader can do at an event now; one query each
    project_actions  what the reader can do with a project now; one query each
    team_actions     what the reader can do about a team now; one query each
    labels           by kind of subject: names for sentences of facts; united into one query
    searchables      by kind of subject: what can be searched by its words; `labels` says how it is reached
    file_policies    by scope of a stored file: who may read it
    fact_audiences   by kind of subject: for whom the facts on its page may be that the reader sees; `Missing` where the
                     page is not theirs; one query each
    audiences        by key: whom organizers can write to at an event; each one select of account ids
    reminders        what people are reminded of before it closes; each one select of account ids
    question_steps   how far questions came, in the order of the packages; united into one query
    event_copies     what a copy of an event can take over
    demo_people      (key, label) of the people whom the demo's bar signs in; empty outside the demo
    folders          names of folders below the data folder that packages keep things in, beside database and storage
    services         what an installation may have around it, and what works without
    checks           by name: `module:function` of a check that the doctor makes (core/checks.py)
    export_parts     what is kept about somebody, by name; a few queries each, in a job
    erasure_stops    why somebody cannot be erased yet; one query each
    resume_stops     why a use case that a rule stopped cannot go on yet: given a session, its id and the time
    retention        what is forgotten by itself, and after how many days
    lobby            the endpoint to which strangers are led who asked to be let in, and wait
    first_step       the endpoint to which an installation leads once it started for real
    """

    blueprints: list[Any] = field(default_factory=list)
    navigation: list[NavigationItem] = field(default_factory=list)
    administration: list[NavigationItem] = field(default_factory=list)
    grants: list[Grants] = field(default_factory=list)
    home_cards: list[HomeCards] = field(default_factory=list)
    home_sections: list[HomeSections] = field(default_factory=list)
    panels: dict[str, list[Panels]] = field(default_factory=dict)
    checklist: dict[str, list[Checklist]] = field(default_factory=dict)
    needs: list[Needs] = field(default_factory=list)
    funnel: list[Funnel] = field(default_factory=list)
    event_actions: list[EventActions] = field(default_factory=list)
    project_actions: list[ProjectActions] = field(default_factory=list)
    team_actions: list[TeamActions] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    searchables: dict[str, Searchable] = field(default_factory=dict)
    reactions: list[Reaction] = field(default_factory=list)
    jobs: dict[str, JobSpec] = field(default_factory=dict)
    periodic: list[Periodic] = field(default_factory=list)
    file_policies: dict[str, FilePolicy] = field(default_factory=dict)
    fact_audiences: dict[str, FactAudiences] = field(default_factory=dict)
    audiences: dict[str, EventAudience] = field(default_factory=dict)
    reminders: list[Reminder] = field(default_factory=list)
    question_steps: list[QuestionStep] = field(default_factory=list)
    event_copies: list[EventCopy] = field(default_factory=list)
    demo_people: list[tuple[str, LazySentence]] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    services: list[Services] = field(default_factory=list)
    checks: dict[str, str] = field(default_factory=dict)
    export_parts: list[ExportParts] = field(default_factory=list)
    erasure_stops: list[ErasureStops] = field(default_factory=list)
    resume_stops: list[Callable[[Session, int, datetime], str]] = field(default_factory=list)
    retention: list[Retention] = field(default_factory=list)
    lobby: str = ""
    first_step: str = "home.show"

    @cached_property
    def all_grants(self) -> CompoundSelect[str, int, str]:
        """Everything one account holds, as one statement that is built once; give it `account_id`."""
        return union_all(*(select_grants(bindparam("account_id", type_=Integer)) for select_grants in self.grants))

    def add_job(self, name: str, where: str, *, attempts: int = 8, every: int | None = None) -> None:
        """Register a kind of job as `module:function`; with `every` it also runs once per so many seconds."""
        self.jobs[name] = JobSpec(name, where, attempts)
        if every is not None:
            self.periodic.append(Periodic(name, every))

    def add_searchable(self, searchable: Searchable) -> None:
        """Let a kind of thing be searched."""
        self.searchables[searchable.kind] = searchable

    def add_panel(self, page: str, panel: Panels) -> None:
        """Put something on a page of a lower floor."""
        self.panels.setdefault(page, []).append(panel)

    def add_checklist(self, page: str, items: Checklist) -> None:
        """Add to what a lower floor's page says is missing."""
        self.checklist.setdefault(page, []).append(items)

    def actions_at(self, viewing: Viewing, event: Any) -> list[EventAction]:
        """List what the reader can do at an event now, most important first."""
        return _ranked(offer(viewing, event) for offer in self.event_actions)

    def actions_on_project(self, viewing: Viewing, project: Any) -> list[ProjectAction]:
        """List what the reader can do with a project now, most important first."""
        return _ranked(offer(viewing, project) for offer in self.project_actions)

    def actions_on_team(self, viewing: Viewing, team: Any) -> list[TeamAction]:
        """List what the reader can do about a team now, most important first, with one way in at most."""
        found = _ranked(offer(viewing, team) for offer in self.team_actions)
        entries = [action for action in found if action.is_entry]
        return [action for action in found if action not in entries[1:]]

    def needs_at(self, viewing: Viewing, event: Any) -> list[Need]:
        """List what needs an organizer of an event now, in the order of the packages."""
        return [need for find in self.needs for need in find(viewing, event)]

    def funnel_of(self, viewing: Viewing, event: Any) -> list[FunnelStep]:
        """List how far an event is, in the order of the packages."""
        return [step for count in self.funnel for step in count(viewing, event)]

    def missing_on(self, page: str, viewing: Viewing, thing: Any) -> list[ChecklistItem]:
        """List what a page's checklist holds, in the order in which the packages registered it."""
        return [item for items in self.checklist.get(page, []) for item in items(viewing, thing)]

    def panels_on(self, page: str, viewing: Viewing, thing: Any) -> list[Panel]:
        """Draw what was registered for a page, in order."""
        drawn = [panel(viewing, thing) for panel in self.panels.get(page, [])]
        return sorted((panel for panel in drawn if panel), key=lambda panel: panel.position)


def _ranked(offered: Iterable[Offered | None]) -> list[Offered]:
    return sorted((action for action in offered if action), key=lambda action: -action.priority)
