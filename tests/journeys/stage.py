"""The stage of a browser journey: a whole installation from one command, and people with a browser each."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.config import Settings
from hackathon.people.accounts.commands import create_account, give_site_role
from hackathon.people.accounts.rules import hash_password
from hackathon.toolbox import Toolbox
from tests.live import opened

PASSWORD = "a long enough password"
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
START_SECONDS = 300
PATIENCE = 60_000
"""Milliseconds; they only end a hang, not a busy machine."""
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Installation:
    """A running installation of this test's own."""

    url: str
    environ: Mapping[str, str]
    signed_in: dict[str, Any] = field(default_factory=dict)
    """The cookies of those who signed in before, by address."""

    def create_people(self, people: Mapping[str, tuple[str, ...]]) -> None:
        """Create accounts by address, each with a name and site roles, as `hackathon user create` does."""
        toolbox = Toolbox.of(Settings.from_env(self.environ))
        password_hash = hash_password(PASSWORD)
        for email, (name, *roles) in people.items():
            with toolbox.working(system("cli")) as work:
                account = create_account(work, email, name, password_hash=password_hash)
                for role in roles:
                    give_site_role(work, account.id, role)
        toolbox.engine.dispose()

    @contextmanager
    def rows(self) -> Iterator[Session]:
        """Open the database beside the running programs, for rows that nobody has to click together."""
        url = Settings.from_env(self.environ).database_url
        # Begun to write: one that reads first would fail where a program wrote in between.
        with opened(url) as engine, Session(engine.execution_options(immediate=True)) as session:
            yield session


@contextmanager
def installation(folder: Path, **settings: str) -> Iterator[Installation]:
    """Run `hackathon run` on a free port with nothing in it, and stop it with Ctrl-C."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environ = {**os.environ, "HACKATHON_DATA_DIR": str(folder), "PORT": str(port), "HACKATHON_DEMO": "0", **settings}
    with (folder / "run.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "hackathon", "run"],
            env=environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(f"{url}/readyz", process, folder / "run.log")
            yield Installation(url, environ)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=START_SECONDS)


class Person:
    """Somebody with a browser. Every page they look at with `look` is also checked by axe."""

    def __init__(
        self, chromium: Browser, place: Installation, name: str, *, viewport: Mapping[str, int] = WIDE
    ) -> None:
        self.name = name
        self._place = place
        self._context: BrowserContext = chromium.new_context(viewport=dict(viewport), reduced_motion="reduce")  # type: ignore[arg-type]
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._listen)

    def sign_in(self, email: str) -> "Person":
        """Sign in with the password everybody here has; who did so before is signed in still."""
        if email in self._place.signed_in:
            self._context.add_cookies(self._place.signed_in[email])
            return self
        self.go("/sign-in")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.press("Sign in")
        self._place.signed_in[email] = self._context.cookies()
        return self

    def go(self, path: str) -> None:
        """Open a page by its address and look at it."""
        self.page.goto(path if path.startswith("http") else self._place.url + path)
        self.look()

    def follow(self, name: str) -> None:
        """Follow a link by what it says."""
        self.page.get_by_role("link", name=name, exact=False).first.click()
        self.look()

    def press(self, name: str) -> None:
        """Press a button by what it says."""
        self.page.get_by_role("button", name=name, exact=False).first.click()
        self.look()

    def confirm(self, name: str) -> None:
        """Press a button that asks once, and say yes."""
        self.page.locator("summary", has_text=name).first.click()
        self.page.locator("details[open] .menu-question button").first.click()
        self.look()

    def unfold(self, name: str) -> None:
        """Unfold what stands below a line."""
        self.page.locator("summary", has_text=name).first.click()
        self.look()

    def open_window_at(self, event: str, label: str) -> None:
        """Open one of an event's windows now, as its organizer."""
        self._move_window(event, label, "Open now")

    def close_window_at(self, event: str, label: str) -> None:
        """Close one of an event's windows now, as its organizer."""
        self._move_window(event, label, "Close now")

    def _move_window(self, event: str, label: str, button: str) -> None:
        self.go(event)
        row = self.page.locator("tr", has_text=label)
        expect(row).to_have_count(1)
        if row.get_by_role("button", name=button).count():
            row.get_by_role("button", name=button).click()
            self.look()

    def fill(self, **fields: str) -> None:
        """Type into fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"[name='{name}']").first.fill(value)

    def choose(self, **fields: str) -> None:
        """Choose in selects by their names: the option with this value, else the first that says it."""
        for name, wanted in fields.items():
            select = self.page.locator(f"select[name='{name}']")
            exact = select.locator(f"option[value='{wanted}']")
            said = exact if exact.count() else select.locator("option", has_text=wanted)
            select.select_option(said.first.get_attribute("value"))

    def sees(self, text: str) -> None:
        """Expect a text on the page."""
        expect(self.page.get_by_text(text, exact=False).locator("visible=true").first).to_be_visible()

    def waits_for(self, text: str, *, seconds: float = 60) -> None:
        """Reload until the page shows a text."""
        until = time.monotonic() + seconds
        while text not in self.page.content():
            assert time.monotonic() < until, f"{self.name} never saw “{text}” on {self.page.url}"
            time.sleep(0.5)
            self.page.reload()

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Cut their network for a while."""
        self._context.set_offline(True)
        yield
        self._context.set_offline(False)

    def waits_until_kept(self, pages: int) -> None:
        """Wait until their browser has kept so many of a judge's pages, to be opened without a network."""
        kept = "caches.open('judging-pages').then((cache) => cache.keys()).then((keys) => keys.length)"
        self.page.wait_for_function(f"{kept}.then((count) => count >= {pages})")

    def look(self) -> None:
        """Check the page they are on: no axe violation, no error in the console, nothing wider than the screen.

        A page that goes on by itself meanwhile is let go, and the one it leads to is looked at.
        """
        try:
            self._look()
        except Error as gone:
            if "context was destroyed" not in str(gone):
                raise
            self._look()

    def _look(self) -> None:
        self.page.wait_for_load_state()
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, f"{self.page.url}: {found.generate_report()}"
        assert self.errors == [], self.page.url
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{self.page.url} is {overflow} px wider than the screen"

    def _listen(self, message: ConsoleMessage) -> None:
        # A refused form answers 422 or 409, which the browser mentions as an error of loading.
        refused = "status of 422" in message.text or "status of 409" in message.text
        cut = "ERR_INTERNET_DISCONNECTED" in message.text
        if message.type == "error" and not refused and not cut:
            self.errors.append(message.text)

    def leave(self) -> None:
        """Close the browser."""
        self._context.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own http
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"the installation did not start:\n{log.read_text()}")
