"""The checklist, how late is said, and what files are taken for."""

from datetime import UTC, datetime, timedelta

import pytest

from hackathon.projects.submissions.rules import (
    HEAD_BYTES,
    ReadyParts,
    checklist,
    media_type_of,
    missing,
    moment_there,
    plain_name,
    spoken,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
ZIP = b"PK\x03\x04" + b"\0" * 20


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("slides.pdf", b"%PDF-1.7\n", "application/pdf"),
        ("shot.PNG", PNG, "image/png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("move.gif", b"GIF89a", "image/gif"),
        ("photo.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("demo.mp4", b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        ("demo.webm", b"\x1a\x45\xdf\xa3", "video/webm"),
        ("deck.pptx", ZIP, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("all.zip", ZIP, "application/zip"),
        ("model.ipynb", b'{"cells": []}', "application/x-ipynb+json"),
        ("rows.json", b"\xef\xbb\xbf [1]", "application/json"),
        ("rows.csv", "a,ü\n".encode(), "text/csv"),
        ("rows.txt", "ü".encode("utf-16"), "text/plain"),
        ("notes.md", ("é" * HEAD_BYTES).encode()[1 : HEAD_BYTES + 1][1:], "text/markdown"),
        ("empty.txt", b"", "text/plain"),
    ],
)
def test_media_type_of_a_file_that_is_what_its_name_says_is_known(name: str, head: bytes, media_type: str) -> None:
    assert media_type_of(name, head) == media_type


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("shot.png", b"<html><script>alert(1)</script>"),
        ("shot.png", b"\xff\xd8\xff\xe0"),
        ("slides.pdf", PNG),
        ("demo.mp4", b"<svg onload=alert(1)>"),
        ("deck.pptx", b"%PDF-1.7"),
        ("model.ipynb", b"print(1)"),
        ("rows.csv", b"\x00\x01\x02"),
        ("rows.csv", b"a;\xe4;b\n"),
    ],
)
def test_media_type_of_a_file_that_is_something_else_is_refused(name: str, head: bytes) -> None:
    with pytest.raises(ValueError, match=f"{name} is not what its name says"):
        media_type_of(name, head)


@pytest.mark.parametrize("name", ["run.exe", "page.html", "drawing.svg", "noending", "pdf", "archive.pdf.exe"])
def test_media_type_of_a_kind_that_is_not_taken_names_those_that_are(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is not a kind of file that can be attached. Take PDF, PNG"):
        media_type_of(name, b"%PDF-1.7")


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("C:\\Users\\Ines\\slides.pdf", "slides.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\u202efdp.exe\x00.pdf", "a fdp.exe .pdf"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_plain_name_of_what_a_browser_sends_is_one_visible_word(given: str, plain: str) -> None:
    assert plain_name(given) == plain


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(milliseconds=20), "less than a second"),
        (timedelta(seconds=1), "1 s"),
        (timedelta(minutes=3, seconds=12), "3 min 12 s"),
        (timedelta(hours=1, seconds=5), "1 h"),
        (timedelta(days=2, hours=4, minutes=1), "2 days 4 h"),
    ],
)
def test_spoken_duration_has_its_two_largest_units(duration: timedelta, said: str) -> None:
    assert spoken(duration) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 24, 11, 0, tzinfo=UTC), "Tue 24 Nov, 12:00 CET"),
        (datetime(2026, 7, 24, 11, 0, 7, tzinfo=UTC), "Fri 24 Jul, 13:00:07 CEST"),
    ],
)
def test_moment_there_is_written_in_the_zone_of_the_event(at: datetime, said: str) -> None:
    assert moment_there(at, "Europe/Berlin") == said


def test_checklist_tells_what_is_needed_from_what_is_optional() -> None:
    items = checklist(ReadyParts("Radar", " ", "", has_repository=True, has_attachments=False))

    assert [item.key for item in missing(items, required=True)] == ["summary"]
    assert [item.key for item in missing(items, required=False)] == ["demo", "attachments"]
