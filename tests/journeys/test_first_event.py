"""Starting for real, by two people who have never seen it: from the demo to a team of two, counted as people count.

Time is not measured but counted: what is on each page is read at 238 words a minute (Brysbaert 2019, silent reading),
typing goes at 200 characters a minute, and each click takes two seconds to find. The two work side by side: who needs
something of the other waits for it.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.stage import PHONE, Installation, Person, installation

WORDS_A_MINUTE, CHARACTERS_A_MINUTE, SECONDS_A_CLICK = 238, 200, 2
MOST_MINUTES = 10
# A closed list of choices shows the chosen one only, though its text holds all four hundred time zones; and what is for
# those who hear the page nobody reads.
_WORDS_SHOWN = """() => {
  const lists = [...document.querySelectorAll("main select")];
  const chosen = lists.map(list => list.selectedOptions[0]?.text ?? "");
  const away = [...lists, ...document.querySelectorAll("main .visually-hidden:not([hidden])")];
  away.forEach(each => { each.hidden = true; });
  const text = document.querySelector("main").innerText;
  away.forEach(each => { each.hidden = false; });
  return [text, ...chosen].join("\\n");
}"""
pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]


class Newcomer(Person):
    """Somebody who reads each page they have not read yet, and whose clicks and typing are counted."""

    clicks = typed = words = 0
    waited = 0.0

    def __init__(self, *given: object, **named: object) -> None:
        self._read: set[str] = set()
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def follow(self, name: str) -> None:
        """Follow a link, counting the click."""
        self.clicks += 1
        super().follow(name)

    def press(self, name: str) -> None:
        """Press a button, counting the click."""
        self.clicks += 1
        super().press(name)

    def confirm(self, name: str) -> None:
        """Press a button that asks once, counting both clicks."""
        self.clicks += 2
        super().confirm(name)

    def open_menu(self, name: str) -> None:
        """Unfold a menu."""
        self.clicks += 1
        self.page.locator("main summary", has_text=name).first.click()

    def fill(self, **fields: str) -> None:
        """Type into fields, counting what is typed and a click for each."""
        self.typed += sum(len(value) for value in fields.values())
        self.clicks += len(fields)
        super().fill(**fields)

    def look(self) -> None:
        """Look at a page and read its lines, those only that were not read before."""
        super().look()
        lines = {line.strip() for line in str(self.page.evaluate(_WORDS_SHOWN)).splitlines()}
        self.words += sum(len(line.split()) for line in lines - self._read)
        self._read |= lines

    @property
    def minutes(self) -> float:
        """How many minutes after the beginning it is for them, as counted."""
        doing = self.typed / CHARACTERS_A_MINUTE + self.clicks * SECONDS_A_CLICK / 60
        return self.words / WORDS_A_MINUTE + doing + self.waited

    def wait_for(self, other: "Newcomer") -> None:
        """Go on when the other is so far."""
        self.waited += max(0.0, other.minutes - self.minutes)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run the demo, as `make run` does for somebody who looks at it for the first time."""
    with installation(tmp_path, HACKATHON_DEMO="1", HACKATHON_RATE_LIMITS="0") as running:
        yield running


def test_first_event_is_made_and_joined_in_ten_minutes(place: Installation, chromium: Browser) -> None:
    organizer = Newcomer(chromium, place, "organizer")
    _start_for_real(organizer)
    event = _make_an_event(organizer)
    link = _make_a_join_link(organizer, event)

    colleague = Newcomer(chromium, place, "colleague", viewport=PHONE)
    colleague.wait_for(organizer)
    _ask_to_join(colleague, link)
    organizer.wait_for(colleague)
    _admit(organizer, event)
    colleague.wait_for(organizer)
    _come_in(colleague)
    _found_a_team(organizer, event)
    colleague.wait_for(organizer)
    _join_the_team(colleague, event)

    both = (organizer, colleague)
    counted = {who.name: (round(who.minutes - who.waited, 1), who.clicks, who.words) for who in both}
    print(f"\n{colleague.minutes:.1f} minutes; own minutes, clicks, words: {counted}")  # noqa: T201 - the README quotes it
    assert max(who.minutes for who in both) <= MOST_MINUTES, counted


def _start_for_real(organizer: Newcomer) -> None:
    organizer.go("/")
    organizer.follow("Start for real")
    organizer.fill(
        organization="Green Grid",
        display_name="Ada Adams",
        email="ada@greengrid.example",
        password="four words in a row",
        confirmation="remove the demo",
    )
    organizer.press("Remove the demo and start")


def _make_an_event(organizer: Newcomer) -> str:
    first = datetime.now(UTC) + timedelta(days=21)
    organizer.fill(name="Grid Datathon", first_day=first.strftime("%Y-%m-%d"))
    organizer.press("Show the times")
    organizer.press("Save the draft")
    organizer.confirm("Publish")
    return re.sub(r"^https?://[^/]+", "", organizer.page.url)


def _make_a_join_link(organizer: Newcomer, event: str) -> str:
    organizer.open_menu("More")
    organizer.follow("Join links")
    organizer.press("Make the link")
    return organizer.page.locator("code").first.inner_text()


def _ask_to_join(colleague: Newcomer, link: str) -> None:
    colleague.go(link)
    colleague.fill(display_name="Bo Berg", email="bo@greengrid.example", skills="SQL")
    colleague.press("Join")
    colleague.sees("Almost in")


def _admit(organizer: Newcomer, event: str) -> None:
    organizer.go(event + "/joining")
    organizer.press("Admit")


def _come_in(colleague: Newcomer) -> None:
    colleague.waits_for("You are in")
    colleague.press("Come in")


def _found_a_team(organizer: Newcomer, event: str) -> None:
    organizer.go(event)
    organizer.open_window_at(event, "Teams form")
    organizer.follow("Register")
    organizer.press("Register")
    organizer.go(event)
    organizer.follow("Find a team")
    organizer.follow("Found a team")
    organizer.fill(name="Grid Watchers")
    organizer.press("Found")


def _join_the_team(colleague: Newcomer, event: str) -> None:
    colleague.go(event)
    colleague.follow("Find a team")
    colleague.follow("Grid Watchers")
    colleague.press("Join")
    colleague.sees("Bo Berg")
