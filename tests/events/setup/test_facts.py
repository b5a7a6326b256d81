"""Facts of windows: called as the event's page calls them."""

import pytest

from hackathon.events.setup.facts import WindowClosed


@pytest.mark.parametrize(("window", "words"), [("challenges", {"window": "Questions"}), ("of_old", {})])
def test_window_is_called_as_on_the_page_while_it_is_known(window: str, words: dict[str, str]) -> None:
    fact = WindowClosed(subject_id=1, window=window, opened_before="", closed_before="", opens_at="", closes_at="")

    assert fact.words() == words
