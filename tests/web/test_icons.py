"""Tests of the inlined icons."""

import pytest
from markupsafe import Markup

from hackathon.web.icons import icon


def test_icon_known_name_draws_hidden_svg() -> None:
    drawn = icon("check")

    assert drawn == Markup(
        '<svg class="icon" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        '<path d="M5 12l5 5l10 -10" /></svg>'
    )


def test_icon_class_is_escaped() -> None:
    drawn = icon("check", cls='me-1" onload="alert(1)')

    assert drawn.startswith('<svg class="icon me-1&#34; onload=&#34;alert(1)" ')


def test_icon_unknown_name_says_how_to_add_it() -> None:
    with pytest.raises(LookupError, match="No icon named 'unicorn': copy it from"):
        icon("unicorn")
