"""The tests' browser renders a page."""

from playwright.sync_api import Browser

PNG = b"\x89PNG\r\n\x1a\n"


def test_chromium_given_a_page_shows_it(chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto("data:text/html,<title>seen</title><h1>A page</h1>")

    shown = (page.title(), page.inner_text("h1"), page.screenshot()[:8])
    page.close()

    assert shown == ("seen", "A page", PNG)
