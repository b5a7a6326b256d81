"""Takes the pictures of the README from a running demo: `python -m tools.pictures http://127.0.0.1:8000`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests.servers.browser import LAUNCH_ARGS, find_browser

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE = {"width": 1280, "height": 960}
DEFAULT_URL = "http://127.0.0.1:8000"


class Picture(NamedTuple):
    """What is shown under which name: whose page, reached by clicking these links from home."""

    name: str
    part: str
    links: Sequence[str]


PICTURES = (
    Picture("home", "participant", ()),
    Picture("event", "participant", ("Customer & Field Hackathon",)),
    Picture("ranking", "organizer", ("Grid & Meter Datathon", "See the ranking")),
    Picture("case", "product owner", ("Meter drift radar",)),
)


def take(browser: Browser, url: str, picture: Picture) -> Path:
    """Be somebody with one click in the demo's bar, go to a page, and keep what is seen of it."""
    page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
    page.goto(url)
    page.get_by_role("button", name=picture.part, exact=True).click()
    page.goto(url)
    for link in picture.links:
        _follow(page, link)
    target = FOLDER / f"{picture.name}.png"
    page.screenshot(path=target)
    page.close()
    return target


def _follow(page: Page, link: str) -> None:
    page.get_by_role("main").get_by_role("link", name=link).first.click()
    page.wait_for_load_state()


def main(url: str) -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=LAUNCH_ARGS, chromium_sandbox=False)
        for picture in PICTURES:
            print(take(browser, url, picture))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else DEFAULT_URL)
