"""Evidence of 200 MB sent to a real server: a sentence, what was typed is kept, and nothing else is."""

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hackathon.app import create_app
from hackathon.core.facts import FactRow
from hackathon.core.storage import StoredFile
from hackathon.promotion.gates.models import Evidence
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.promotion import make_case
from tests.running.conftest import Place
from tests.running.programs import until

pytestmark = pytest.mark.slow
MEGABYTE, MEGABYTES, BOUNDARY = b"%PDF-1.7" + b"0" * (1024 * 1024 - 8), 200, "between"
NOTE = "What forty people tried in March."


def sent(token: str) -> tuple[int, Iterator[bytes]]:
    """Write the form with a file of 200 MB: its length, and its parts."""
    fields = {"csrf_token": token, "note": NOTE}
    head = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="test.pdf"\r\n\r\n'
    tail = f"\r\n--{BOUNDARY}--\r\n"

    def parts() -> Iterator[bytes]:
        yield head.encode()
        for _each in range(MEGABYTES):
            yield MEGABYTE
        yield tail.encode()

    return len(head) + MEGABYTES * len(MEGABYTE) + len(tail), parts()


def answers(place: Place) -> bool:
    """Tell whether the web is there."""
    connection = HTTPConnection("127.0.0.1", int(place.environ["PORT"]), timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_evidence_of_200_megabytes_is_refused_with_a_sentence_and_leaves_nothing(place: Place) -> None:
    with place.toolbox.new_session() as session:
        owner = make_account(session, "Nora", "product_owner")
        case = make_case(session, state="BUILDING", owner_id=owner.id)
        browser, number = Browser(create_app(place.toolbox.settings), owner), case.number
    cookie = browser.client.get_cookie("hackathon")
    assert cookie
    length, parts = sent(browser.token())
    place.start("web")
    until(lambda: answers(place))

    connection = HTTPConnection("127.0.0.1", int(place.environ["PORT"]), timeout=120)
    headers = {
        "Cookie": f"hackathon={cookie.value}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(length),
    }
    connection.request("POST", f"/use-cases/{number}/evidence/test", parts, headers)
    answer = connection.getresponse()
    page = answer.read().decode()

    assert (answer.status, "25 MB" in page, NOTE in page) == (422, True, True)
    counted = [select(func.count()).select_from(each) for each in (Evidence, StoredFile, FactRow)]
    assert [place.look(lambda s, each=each: s.scalar(each)) for each in counted] == [0, 0, 0]  # type: ignore[misc]
    kept = [path for path in Path(place.environ["HACKATHON_DATA_DIR"]).rglob("*") if path.is_file()]
    assert [path for path in kept if path.stat().st_size >= len(MEGABYTE) * MEGABYTES] == []
