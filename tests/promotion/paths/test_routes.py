"""The page of the six answers."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.promotion import make_case


@pytest.mark.parametrize(
    ("signed", "said"), [(None, "path not chosen yet"), (NOON, "full path")], ids=["unsigned", "signed"]
)
def test_page_names_the_path_once_it_was_chosen(
    session: Session, browser: Callable[[Account | None], Browser], signed: object, said: str
) -> None:
    case = make_case(session, path="full", path_signed_at=signed)

    page = browser(make_account(session, "Stella", "steward")).get(f"/use-cases/{case.number}/path").text

    assert [each for each in ("path not chosen yet", "full path") if each in page] == [said]
