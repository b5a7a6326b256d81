"""What the tests add to a house: a fact with two reactions and a job, each of which can be held in its middle."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.facts import Fact, Happened, Reaction, Statement
from hackathon.core.i18n import lazy
from hackathon.core.jobs import JobContext
from hackathon.core.mail import post
from hackathon.core.work import Work, unit_of_work
from hackathon.toolbox import Toolbox

JOB = "tests.running.strike"
HOLDS = "HACKATHON_TEST_HOLDS"


@dataclass(frozen=True, kw_only=True)
class BellRung(Fact):
    """For these tests only."""

    kind = "tests.running.rung"
    subject = "bell"
    sentence = lazy("%(actor)s rang %(bell)s")


def toolbox_with_bells(settings: Settings) -> Toolbox:
    """Open an installation that knows bells beside everything else."""
    toolbox = Toolbox.of(settings)
    add_bells(toolbox.contributions)
    return toolbox


def add_bells(house: Contributions) -> None:
    """Register what bells do."""
    house.reactions.append(Reaction("tests.running.hear", (BellRung,), hear))
    house.reactions.append(Reaction("tests.running.answer", (BellRung,), answer))
    house.add_job(JOB, "tests.running.bells:strike")


def hear(work: Work, happened: Happened) -> None:
    """React with one row, after the hold."""
    work.add(Statement.of(f"heard {happened.fact_id}"))
    wait_while_held("hear")


def answer(work: Work, happened: Happened) -> None:
    """React with another row and a mail."""
    work.add(Statement.of(f"answered {happened.fact_id}"))
    post(work, key=f"bell-{happened.fact_id}", to="verger@example.org", subject="Bell", body="It rang.")


def strike(context: JobContext, subject_id: int) -> None:
    """Do one thing to the database once, however often it is begun."""
    wait_while_held("strike")
    with unit_of_work(context.session, system(JOB), context.clock()) as work:
        words = f"struck {subject_id}"
        if words not in said(work.session):
            work.add(Statement.of(words))


def said(session: Session) -> list[str | None]:
    """List what the bells led to, sorted."""
    return sorted(session.scalars(select(Statement.text)), key=str)


def hold_commits() -> None:
    """Let every commit of this process wait while held: its changes are made and not yet kept."""
    event.listen(Session, "before_commit", lambda _session: wait_while_held("commit"))


def wait_while_held(name: str) -> None:
    """Tell that this place was reached, and stay while the test holds it."""
    folder = Path(os.environ[HOLDS])
    if (folder / f"{name}.hold").exists():
        (folder / f"{name}.reached").touch()
    while (folder / f"{name}.hold").exists():
        time.sleep(0.02)
