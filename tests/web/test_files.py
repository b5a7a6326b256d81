"""Stored files: who may read them, and how little they can do."""

import io
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.core.contributions import Viewing
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.storage import Storage, StoredFile
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.saving import saved

CONTENTS = b"0123456789" * 10
Make = Callable[..., StoredFile]


@pytest.fixture
def make_file(app: Flask, session: Session) -> Iterator[Make]:
    """Store a file of a thing that only Jo may see."""
    policies = app.extensions["contributions"].file_policies

    def may_read(viewing: Viewing, _scope_id: int) -> Decision:
        return allow_if(viewing.actor.name == "Jo", "Only Jo may read this.")

    def make(name: str = "film.mp4", media_type: str = "video/mp4", scope: str = "probe") -> StoredFile:
        storage: Storage = app.extensions["storage"]
        kept = storage.keep(io.BytesIO(CONTENTS), limit=1000)
        return saved(
            session,
            StoredFile(
                key=kept.key,
                sha256=kept.sha256,
                size=kept.size,
                name=name,
                media_type=media_type,
                scope=scope,
                scope_id=1,
                at=NOON,
            ),
        )

    policies["probe"] = may_read
    yield make
    del policies["probe"]


@pytest.fixture
def jo(app: Flask, session: Session) -> Browser:
    return Browser(app, make_account(session, "Jo"))


def test_file_is_served_whole_and_in_ranges(make_file: Make, jo: Browser) -> None:
    path = f"/files/{make_file().id}"

    whole = jo.get(path)
    part = jo.get(path, headers={"Range": "bytes=10-14"})
    end = jo.get(path, headers={"Range": "bytes=-3"})
    beyond = jo.get(path, headers={"Range": "bytes=500-"})

    assert (whole.status_code, whole.data, whole.headers["Accept-Ranges"]) == (200, CONTENTS, "bytes")
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"01234", "bytes 10-14/100")
    assert (end.status_code, end.data) == (206, b"789")
    assert beyond.status_code == 416


@pytest.mark.parametrize("media_type", ["image/png", "video/mp4", "application/pdf"])
def test_file_that_only_shows_is_shown_in_the_page(make_file: Make, jo: Browser, media_type: str) -> None:
    answer = jo.get(f"/files/{make_file(media_type=media_type).id}")

    assert answer.content_type == media_type
    assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "text/xml", "image/png; x=<script>", ""])
def test_file_that_could_act_is_a_download_without_a_type(make_file: Make, jo: Browser, media_type: str) -> None:
    answer = jo.get(f"/files/{make_file('page.html', media_type).id}")

    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename=page.html"


def test_file_has_no_power_whatever_it_holds(make_file: Make, jo: Browser) -> None:
    headers = jo.get(f"/files/{make_file().id}").headers

    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_file_name_cannot_add_a_header(make_file: Make, jo: Browser) -> None:
    file = make_file('a\r\nSet-Cookie: x=y".html', "text/html")

    answer = jo.get(f"/files/{file.id}")

    assert "x=y" not in answer.headers.get("Set-Cookie", "")
    assert "\n" not in answer.headers["Content-Disposition"]


def test_file_is_hidden_from_whom_its_thing_is_hidden(app: Flask, session: Session, make_file: Make) -> None:
    file = make_file()
    eve, stranger = Browser(app, make_account(session, "Eve", "admin")), Browser(app)

    answers = [eve.get(f"/files/{file.id}"), eve.get("/files/999999"), stranger.get(f"/files/{file.id}")]

    assert [answer.status_code for answer in answers] == [404, 404, 302]
    assert answers[0].text == answers[1].text
    assert not any(CONTENTS in answer.data for answer in answers)


def test_file_of_a_thing_without_a_policy_is_hidden_from_everybody(make_file: Make, jo: Browser) -> None:
    answer = jo.get(f"/files/{make_file(scope='nobody-knows').id}")

    assert answer.status_code == 404


def test_file_unchanged_since_is_not_sent_again_but_still_asked_for(make_file: Make, jo: Browser) -> None:
    path = f"/files/{make_file().id}"
    first = jo.get(path)

    again = jo.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert "no-cache" in first.headers["Cache-Control"]
    assert "private" in first.headers["Cache-Control"]
