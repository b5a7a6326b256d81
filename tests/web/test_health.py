"""Whether the process lives and can work."""

from flask import Flask


def test_healthz_answers_while_the_process_lives(app: Flask) -> None:
    answer = app.test_client().get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_readyz_without_a_queue_says_what_is_missing(app: Flask) -> None:
    answer = app.test_client().get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert (answer.json["status"], answer.json["checks"]["database"], answer.json["checks"]["queue"]) == (
        "not ready",
        True,
        False,
    )
