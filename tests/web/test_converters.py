"""Addresses that no row can have are found nowhere, before a database is asked."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.browsing import Browser
from tests.factories import make_account


@pytest.mark.parametrize(
    "path", ["/people/2147483648", f"/people/{'9' * 5000}", "/events/a%00b", "/api/v1/events/%00", "/people/2147483647"]
)
def test_address_that_names_nothing_is_404(app: Flask, session: Session, path: str) -> None:
    answer = Browser(app, make_account(session)).get(path)

    assert answer.status_code == 404
