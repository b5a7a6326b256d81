"""The doctor says what is in order, and of everything else what to do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server

import pytest
from click.testing import CliRunner
from redis import Redis
from rq import Queue, Worker
from sqlalchemy.orm import Session

from hackathon.backup.make import make_backup
from hackathon.cli import main
from hackathon.core.checks import Unwell
from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.jobs import QUEUE, Job, Leadership
from hackathon.core.migrations import migrate_database, newest
from hackathon.doctor.examine import CHECKS, Finding, examine
from hackathon.doctor.examine import _checks as checks_of
from hackathon.doctor.examine import _found as found
from hackathon.schedule import LEADERSHIP
from hackathon.toolbox import Toolbox
from tests.servers.smtp import MailServer
from tests.servers.web import Authority


@pytest.fixture
def environ(tmp_path: Path, valkey_url: str) -> dict[str, str]:
    """Give the settings of an installation on SQLite where nothing runs and nothing was made yet."""
    return {
        "HACKATHON_DATA_DIR": str(tmp_path / "data"),
        "HACKATHON_REDIS_URL": valkey_url,
        "HACKATHON_DEMO": "0",
    }


@pytest.fixture
def opened(environ: dict[str, str]) -> Iterator[Toolbox]:
    """Open it, with a schema."""
    toolbox = Toolbox.of(Settings.from_env(environ))
    migrate_database(toolbox.engine)
    yield toolbox
    toolbox.engine.dispose()


def red(environ: dict[str, str]) -> dict[str, str]:
    """Examine, and list what is not in order."""
    return {each.check: each.sentence for each in examine(environ) if not each.is_fine}


def test_doctor_finds_everything_in_order_where_everything_runs(
    environ: dict[str, str], opened: Toolbox, tmp_path: Path, mail_server: MailServer
) -> None:
    mail_server.up()
    bundle = Authority(tmp_path, lives=timedelta(days=30)).bundle
    with create_server(("127.0.0.1", 0)) as proxy, _worker(opened):
        _lead(opened, datetime.now(UTC) + timedelta(minutes=1))
        make_backup(opened, tmp_path / "backup.zip")
        whole = environ | {
            "HACKATHON_SMTP_URL": mail_server.url,
            "HACKATHON_PROXY": f"http://127.0.0.1:{proxy.getsockname()[1]}",
            "HACKATHON_GIT_ALLOWED_HOSTS": "git.example.org",
            "HACKATHON_CA_BUNDLE": str(bundle),
        }
        result = CliRunner(env=whole).invoke(main, ["doctor", "--json"])

    findings = [Finding(**each) for each in json.loads(result.stdout)]
    assert [each for each in findings if not each.is_fine] == []
    assert {each.check for each in findings} >= set(CHECKS)
    assert result.exit_code == 0


def test_doctor_says_what_to_do_where_nothing_runs(environ: dict[str, str], tmp_path: Path) -> None:
    closed = environ | {
        "HACKATHON_REDIS_URL": f"unix://{tmp_path}/nobody.sock",
        "HACKATHON_SMTP_URL": "smtp://127.0.0.1:1",
        "HACKATHON_PROXY": "http://127.0.0.1:1",
        "HACKATHON_GIT_ALLOWED_HOSTS": "git.example.org",
    }

    result = CliRunner(env=closed).invoke(main, ["doctor"])

    refused = "[Errno 111] Connection refused"
    lost = "The database could not be asked: see Database and Schema above."
    assert result.exit_code == 1
    assert {each.check: each.sentence for each in examine(closed) if not each.is_fine} == {
        "Schema": f"It is at step none of {newest()}. Run `hackathon migrate`.",
        "Queue": "It does not answer; nothing is lost, work waits. Check `hackathon run` or HACKATHON_REDIS_URL.",
        "Workers": "No worker was seen lately. Start `hackathon worker`.",
        "Background work": lost,
        "Schedule": lost,
        "Git hosts": lost,
        "Mail": f"The server does not take mail ({refused}). Check HACKATHON_SMTP_URL.",
        "Proxy": f"Nothing answers at 127.0.0.1:1 ({refused}). Check HACKATHON_PROXY.",
        "Backup": "None was ever made. Run `hackathon backup FILE` each night.",
    }
    assert "RED Workers          No worker was seen lately." in result.stdout
    assert "ok  Database         sqlite" in result.stdout


def test_doctor_names_the_setting_that_is_wrong_and_looks_no_further(environ: dict[str, str]) -> None:
    findings = examine(environ | {"HACKATHON_DATABASE_URL": "mysql://db/hub"})

    sentence = "HACKATHON_DATABASE_URL: must start with postgresql+psycopg:// or sqlite:///"
    assert findings == [Finding("Settings", is_fine=False, sentence=sentence)]


def test_doctor_says_when_no_database_answers(environ: dict[str, str]) -> None:
    nowhere = "postgresql://hub:a-secret-password@127.0.0.1:1/hub"

    sentence = red(environ | {"HACKATHON_DATABASE_URL": nowhere})["Database"]

    assert sentence.startswith("The database does not answer (connection")
    assert sentence.endswith("Check HACKATHON_DATABASE_URL.")
    assert "a-secret-password" not in sentence


def test_doctor_finds_what_production_should_not_have(environ: dict[str, str]) -> None:
    production = environ | {
        "HACKATHON_PRODUCTION": "1",
        "HACKATHON_PUBLIC_URL": "https://hub.example.org",
        "HACKATHON_DATABASE_URL": "sqlite:///" + environ["HACKATHON_DATA_DIR"] + "/hub.sqlite3",
        "HACKATHON_SECRET_KEY": "short",
    }

    short = red(production)["Settings"]
    demo = red(production | {"HACKATHON_SECRET_KEY": "x" * 32, "HACKATHON_DEMO": "1"})["Settings"]

    assert (short, demo) == (
        "HACKATHON_SECRET_KEY has fewer than 32 characters: sessions could be forged.",
        "HACKATHON_DEMO is on, whose passwords everybody knows. Take it out.",
    )


def test_doctor_finds_work_that_waits_and_work_that_was_given_up(environ: dict[str, str], opened: Toolbox) -> None:
    now = datetime.now(UTC)
    job = Job(name="x", subject_id=1, requested_at=now, run_after=now - timedelta(minutes=6), attempts=8, again=False)
    with opened.new_session() as session:
        session.add(job)
        session.commit()
        late = red(environ)["Background work"]
        job.failed_at = now
        session.commit()
        given_up = red(environ)["Background work"]

    assert (late, given_up) == (
        "1 jobs have waited for more than five minutes. Start (more of) `hackathon worker`.",
        "1 jobs were given up. An administrator finds them under Background work.",
    )


def test_doctor_misses_a_schedule_whose_lease_ran_out(environ: dict[str, str], opened: Toolbox) -> None:
    _lead(opened, datetime.now(UTC) - timedelta(minutes=1))

    assert red(environ)["Schedule"] == "None leads: reminders and healing wait. Start `hackathon schedule`."


def test_doctor_minds_an_old_backup(environ: dict[str, str], opened: Toolbox, tmp_path: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=4)
    make_backup(replace(opened, clock=lambda: long_ago), tmp_path / "backup.zip")

    sentence = red(environ)["Backup"]

    assert sentence == f"The last one is 4 days old ({tmp_path}/backup.zip). See why the nightly one fails."


def test_doctor_minds_a_bundle_without_certificates(environ: dict[str, str]) -> None:
    sentence = red(environ | {"HACKATHON_CA_BUNDLE": __file__})["Certificates"]

    assert sentence == f"There are no certificates in {__file__}. HACKATHON_CA_BUNDLE is a file of PEM certificates."


def test_doctor_minds_certificates_that_end_soon(environ: dict[str, str], tmp_path: Path) -> None:
    ends_soon = Authority(tmp_path, lives=timedelta(days=13)).bundle

    sentence = red(environ | {"HACKATHON_CA_BUNDLE": str(ends_soon)})["Certificates"]

    assert sentence == f"A certificate in {ends_soon} is out of date, or will be in two weeks. Ask for a new bundle."


def test_doctor_makes_the_checks_of_the_packages(opened: Toolbox) -> None:
    register = Contributions(checks={"Well": f"{__name__}:feel_well", "Unwell": f"{__name__}:feel_unwell"})

    made = [found(name, check) for name, check in checks_of(replace(opened, contributions=register))][len(CHECKS) :]

    assert made == [
        Finding("Well", is_fine=True, sentence="asked of sqlite"),
        Finding("Unwell", is_fine=False, sentence="Eat an apple."),
    ]


def feel_well(_settings: Settings, session: Session) -> str:
    """Be in order."""
    return f"asked of {session.get_bind().dialect.name}"


def feel_unwell(_settings: Settings, _session: Session) -> str:
    """Be in need of something."""
    raise Unwell("Eat an apple.")


@contextmanager
def _worker(opened: Toolbox) -> Iterator[None]:
    """Let a worker be known to the queue."""
    connection = opened.queue.redis
    assert isinstance(connection, Redis)
    worker = Worker([Queue(QUEUE, connection=connection)], connection=connection)
    worker.register_birth()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        worker.register_death()  # type: ignore[no-untyped-call]


def _lead(opened: Toolbox, until: datetime) -> None:
    with opened.new_session() as session:
        session.add(Leadership(name=LEADERSHIP, holder="hub-1:42:abcd", until=until))
        session.commit()
