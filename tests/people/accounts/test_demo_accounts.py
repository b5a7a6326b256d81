"""The demo's people, whose password everybody knows, cannot be used once the demo is switched off."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.factories import make_account


@pytest.mark.parametrize(("demo", "answer"), [(True, 200), (False, 302)])
def test_session_of_a_demo_account_ends_with_the_demo(
    session: Session, install: Callable[..., Flask], *, demo: bool, answer: int
) -> None:
    somebody = make_account(session, is_demo=True)

    page = Browser(install(demo=demo), somebody).get("/events")

    assert page.status_code == answer
