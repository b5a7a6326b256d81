"""From a question to an adopted use case, in the browser, by eight people: steps 1 to 7 of the main way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from hackathon.demo.git_server import GitHttpServer
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.rules import GRACE
from hackathon.projects.submissions.models import Submission
from tests.journeys.stage import PHONE, Installation, Person, installation
from tests.servers.git_http import MoodyGitServer, commit_and_push, git, make_repository

EVENT = "Spring Datathon"
QUESTION = "Which meters are about to drift?"
PEOPLE = {
    "organizer": ("Olga Organizer", "host"),
    "expert": ("Dora Domain",),
    "captain": ("Chen Captain",),
    "engineer": ("Ines Engineer",),
    "loner": ("Max Uploads",),
    "judge": ("Jo Judge",),
    "steward": ("Stefan Steward", "steward"),
    "owner": ("Petra Owner", "product_owner"),
}
pytestmark = pytest.mark.timeout(600)


@dataclass
class Way:
    """Where the journey takes place, and what it leaves for later steps."""

    place: Installation
    chromium: Browser
    git: GitHttpServer
    work: Path
    event: str = ""
    project: str = ""
    case: str = ""

    def be(self, role: str, *, phone: bool = False) -> Person:
        """Let somebody sign in with a browser of their own."""
        options = {"viewport": PHONE} if phone else {}
        return Person(self.chromium, self.place, role, **options).sign_in(f"{role}@example.org")


@pytest.fixture
def way(tmp_path: Path, chromium: Browser) -> Iterator[Way]:
    """Run an installation with eight accounts, and a git host with one repository."""
    with MoodyGitServer(tmp_path / "git").running() as host:
        work = make_repository(tmp_path / "git" / "radar.git")
        commit_and_push(work, {"README.md": "# Drift radar\n\nWarns two weeks before a meter drifts.\n"}, "Begin")
        data = tmp_path / "data"
        data.mkdir()
        with installation(data, HACKATHON_GIT_ALLOWED_ORIGINS=host.origin, HACKATHON_RATE_LIMITS="0") as place:
            place.create_people({f"{role}@example.org": who for role, who in PEOPLE.items()})
            yield Way(place, chromium, host, work)


def test_a_question_becomes_an_adopted_use_case(way: Way) -> None:
    _an_event_is_set_up(way)
    _people_register_and_form_teams(way)
    _a_repository_is_linked_and_followed(way)
    _the_captain_hands_in(way)
    _a_team_without_git_uploads_and_hands_in(way)
    _a_judge_scores_on_a_phone(way)
    _results_are_released_and_an_award_is_given(way)
    _a_winner_is_nominated_screened_and_offered(way)
    _the_owner_signs_and_takes_it_on(way)
    _the_use_case_moves_by_evidence(way)
    _everything_that_happened_is_told(way)


def _an_event_is_set_up(way: Way) -> None:
    organizer = way.be("organizer")
    organizer.go("/events")
    organizer.follow("Draft an event")
    organizer.follow("Set every time myself")
    start = datetime.now(UTC) + timedelta(days=30)
    organizer.fill(
        name=EVENT,
        starts_at=start.strftime("%Y-%m-%dT09:00"),
        ends_at=(start + timedelta(days=2)).strftime("%Y-%m-%dT17:00"),
    )
    organizer.choose(time_zone="Europe/Berlin")
    organizer.press("Save the draft")
    way.event = organizer.page.url.removeprefix(way.place.url)
    organizer.confirm("Publish")
    organizer.open_window_at(way.event, "Questions")
    organizer.page.goto(way.place.url + way.event + "/people")
    organizer.fill(email="judge@example.org")
    organizer.choose(role="judge")
    organizer.press("Give the role")
    organizer.sees("Jo Judge")
    organizer.open_window_at(way.event, "Registration")
    organizer.open_window_at(way.event, "Teams form")
    organizer.leave()
    _a_domain_expert_poses_a_question(way)


def _a_domain_expert_poses_a_question(way: Way) -> None:
    expert = way.be("expert")
    expert.go(f"{way.event}/challenges/new")
    expert.unfold("What you know already")
    expert.fill(
        title=QUESTION,
        question="Field crews visit 300 meters a month and find 40 faulty ones.",
        why="Every needless visit costs half a day.",
        metric="needless visits a month",
        metric_unit="visits",
        baseline="260",
        target="90",
        data_name="Meter readings 2025",
    )
    expert.choose(data_class="internal", product_owner_id="Petra Owner")
    expert.press("Ask")
    expert.sees(QUESTION)
    expert.leave()
    organizer = way.be("organizer")
    organizer.go(way.event)
    organizer.follow(QUESTION)
    organizer.press("Accept")
    organizer.leave()


def _people_register_and_form_teams(way: Way) -> None:
    crafts = {
        "expert": "domain_expert",
        "captain": "data_scientist",
        "engineer": "software_engineer",
        "loner": "designer",
    }
    for role, craft in crafts.items():
        person = way.be(role)
        person.go(f"{way.event}/registration")
        person.choose(craft=craft)
        person.fill(skills="python, sql")
        person.press("Register")
        person.leave()
    captain = way.be("captain")
    captain.go(f"{way.event}/teams/new")
    captain.fill(name="Night Owls", pitch="We read meters at night.")
    captain.choose(challenge_id=QUESTION)
    captain.press("Found")
    captain.sees("domain expert")
    team = captain.page.url
    captain.leave()
    for role in ("expert", "engineer"):
        person = way.be(role)
        person.go(team)
        person.press("Join")
        person.sees(PEOPLE[role][0])
        person.leave()
    loner = way.be("loner")
    loner.go(f"{way.event}/teams/new")
    loner.fill(name="Lone Wolf")
    loner.press("Found")
    loner.leave()
    organizer = way.be("organizer")
    organizer.open_window_at(way.event, "Build")
    organizer.leave()


def _a_repository_is_linked_and_followed(way: Way) -> None:
    captain = way.be("captain")
    captain.go(f"{way.event}/teams")
    captain.follow("Night Owls")
    captain.follow("Start the project")
    captain.fill(title="Drift radar", summary="Warns two weeks before a meter drifts.")
    captain.press("Start")
    way.project = captain.page.url.removeprefix(way.place.url)
    captain.follow("Link a repository")
    captain.fill(url="ext::sh -c 'touch /tmp/owned'")
    captain.press("Link")
    assert captain.page.locator("[name='url']").input_value().startswith("ext::"), "what was typed is kept"
    captain.fill(url=way.git.url("radar.git"))
    captain.press("Link")
    captain.go(way.project)
    captain.waits_for("Warns two weeks before a meter drifts.")
    captain.waits_for("Begin")
    commit_and_push(way.work, {"model.py": "print('drift')\n"}, "Find drifting meters")
    captain.press("Sync now")
    captain.waits_for("Find drifting meters")
    captain.look()
    captain.leave()


def _the_captain_hands_in(way: Way) -> None:
    captain = way.be("captain")
    captain.go(f"{way.project}/edit")
    captain.fill(
        description="## How\n\nA gradient boosted tree on *lagged* readings.", demo_url="https://example.org/demo"
    )
    captain.press("Save")
    captain.go(f"{way.project}/attachments")
    slides = way.work / "slides.pdf"
    slides.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    captain.page.locator("input[type='file']").set_input_files(slides)
    captain.press("Attach")
    captain.sees("slides.pdf")
    captain.go(f"{way.project}/submit")
    captain.press("Hand in")
    captain.sees(git(way.work, "rev-parse", "HEAD")[:7])
    captain.waits_for("the whole history")
    captain.look()
    captain.leave()


def _a_team_without_git_uploads_and_hands_in(way: Way) -> None:
    loner = way.be("loner")
    loner.go(f"{way.event}/teams")
    loner.follow("Lone Wolf")
    loner.follow("Start the project")
    loner.fill(title="Paper plane", summary="Needs no electricity.")
    loner.press("Start")
    project = loner.page.url
    loner.follow("Upload files")
    notes = way.work / "notes.md"
    notes.write_text("# Notes\n\nFold here.\n")
    loner.page.locator("input[name='file']").set_input_files(notes)
    loner.press("Upload")
    loner.go(project)
    loner.waits_for("notes.md")
    loner.go(f"{project}/edit")
    loner.fill(description="Fold it.")
    loner.press("Save")
    loner.go(f"{project}/submit")
    loner.press("Hand in")
    loner.leave()


def _a_judge_scores_on_a_phone(way: Way) -> None:
    organizer = way.be("organizer")
    organizer.close_window_at(way.event, "Build")
    _a_minute_passes(way)
    organizer.open_window_at(way.event, "Judging")
    organizer.go(f"{way.event}/judging")
    organizer.press("Assign the judges")
    organizer.leave()
    judge = way.be("judge", phone=True)
    for value in (5, 3):
        judge.go(f"{way.event}/judging/queue")
        judge.waits_for("btn-primary", seconds=90)
        judge.page.locator("main a[href*='/judging/ballots/']").first.click()
        judge.waits_for("Cast and next", seconds=90)
        judge.look()
        for mark in judge.page.locator(f"label[for^='score_'][for$='-{value}']").all():
            mark.click()
        judge.fill(feedback=f"I give it {value}.")
        judge.press("Cast and next")
        judge.sees("Your scores count")
    judge.leave()


def _a_minute_passes(way: Way) -> None:
    """Put the building time and what was handed in a minute back: ballots open when all that is in time must be in."""
    with way.place.rows() as session:
        event = session.scalars(select(Event)).one()
        event.running_opens_at -= GRACE
        event.running_closes_at -= GRACE
        for submission in session.scalars(select(Submission)):
            submission.received_at -= GRACE
        session.commit()


def _results_are_released_and_an_award_is_given(way: Way) -> None:
    captain = way.be("captain")
    captain.go(way.project)
    assert "I give it" not in captain.page.content(), "nobody sees a score before the release"
    captain.leave()
    organizer = way.be("organizer")
    organizer.go(f"{way.event}/ranking")
    organizer.follow("Preview the release")
    organizer.confirm("Release the results")
    organizer.go(f"{way.event}/awards")
    organizer.fill(name="First prize", reason="It saves half a day for each visit.")
    organizer.choose(project_id="Drift radar")
    organizer.press("Give the award")
    organizer.leave()
    captain = way.be("captain")
    captain.go(f"{way.event}/ranking")
    captain.sees("Drift radar")
    captain.go(way.project)
    captain.sees("I give it")
    captain.leave()


def _a_winner_is_nominated_screened_and_offered(way: Way) -> None:
    captain = way.be("captain")
    captain.go(way.project)
    captain.follow("Nominate this project")
    captain.fill(change="Crews drive to the meters on the morning's list only.")
    captain.press("Nominate")
    way.case = captain.page.url.removeprefix(way.place.url)
    captain.leave()
    _who_would_own_it_signs_the_six(way)
    steward = way.be("steward")
    steward.go("/")
    steward.sees("Drift radar")
    steward.go(way.case)
    steward.follow("Screen it")
    for question in ("has_owner", "has_usable_data", "has_measured_outcome"):
        steward.page.locator(f"[name='{question}'][value='yes']").check()
    steward.press("Decide")
    steward.leave()


def _who_would_own_it_signs_the_six(way: Way) -> None:
    owner = way.be("owner")
    owner.go("/")
    owner.follow("Answer six questions")
    for statement in ("tools", "checked", "people", "reach", "effort"):
        owner.page.locator(f"[name='{statement}'][value='yes']").check()
    owner.press("Sign")
    owner.sees("light path")
    owner.leave()


def _the_owner_signs_and_takes_it_on(way: Way) -> None:
    owner = way.be("owner")
    owner.go("/")
    owner.sees("Drift radar")
    owner.go(way.case)
    owner.follow("Answer the offer")
    owner.fill(metric="needless visits a month", budget="none needed", signed_name="Somebody Else")
    owner.press("Sign and take over")
    assert owner.page.locator("[name='signed_name']").input_value() == "Somebody Else", "what was typed is kept"
    owner.fill(signed_name="Petra Owner")
    owner.press("Sign and take over")
    owner.go("/use-cases")
    owner.sees("Drift radar")
    owner.leave()


def _the_use_case_moves_by_evidence(way: Way) -> None:
    owner, steward = way.be("owner"), way.be("steward")
    gates = {
        "Start building": ("plan", "data"),
        "Start the pilot": ("test", "users", "check"),
        "Go live": ("reading", "contact", "security"),
    }
    for move, requirements in gates.items():
        if move == "Go live":
            _a_reading_is_taken(way, owner)
        for requirement in requirements:
            owner.go(f"{way.case}/evidence/{requirement}")
            if requirement == "reading":
                owner.page.locator("select[name='reading']").select_option(index=1)
            else:
                owner.fill(link="https://example.org/evidence")
            owner.fill(note="See there.")
            owner.press("Give")
            steward.go(way.case)
            steward.press("Accept")
        owner.go(way.case)
        owner.press(move)
    owner.sees("live")
    owner.leave()
    steward.leave()


def _a_reading_is_taken(way: Way, owner: Person) -> None:
    owner.go(f"{way.case}/readings/new")
    owner.fill(value="140", measured_on=datetime.now(UTC).strftime("%Y-%m-%d"), method="Badge log, 212 visits")
    owner.press("Add")
    owner.go(way.case)
    owner.sees("140")


def _everything_that_happened_is_told(way: Way) -> None:
    captain = way.be("captain")
    for path, told in {
        f"{way.event}/activity": "released the results of",
        f"{way.project}/activity": "nominated",
        f"{way.case}/activity": "signed for it",
        "/inbox": "Drift radar",
    }.items():
        captain.go(path)
        captain.sees(told)
    captain.leave()
