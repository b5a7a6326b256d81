"""All checks in one list, ours first, then those of the packages; none keeps the next from being made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from hackathon.core.checks import Check, Unwell
from hackathon.core.config import Settings, WrongSetting
from hackathon.core.decisions import Refusal
from hackathon.core.named import named
from hackathon.doctor import ground, outside, programs
from hackathon.queue_socket import queue_address
from hackathon.toolbox import Toolbox

PATIENCE = "5"
"""Seconds that a database which does not answer is waited for."""

CHECKS: Mapping[str, Callable[[Toolbox], str]] = {
    "Settings": ground.settings,
    "Database": ground.database,
    "Schema": ground.schema,
    "Storage": ground.storage,
    "Queue": programs.queue,
    "Workers": programs.workers,
    "Background work": programs.background_work,
    "Schedule": programs.schedule,
    "Mail": outside.mail,
    "Proxy": outside.proxy,
    "Certificates": outside.certificates,
    "Backup": ground.backup,
}


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    check: str
    is_fine: bool
    sentence: str


def examine(environ: Mapping[str, str]) -> list[Finding]:
    """Look at everything; where the settings are wrong there is nothing else to look at."""
    try:
        settings = Settings.from_env(environ)
        toolbox = Toolbox.of(_patient(settings))
    except (WrongSetting, ValueError, ImportError) as wrong:
        return [Finding("Settings", is_fine=False, sentence=str(wrong))]
    return [_found(name, check) for name, check in _checks(toolbox)]


def _patient(settings: Settings) -> Settings:
    """Find the embedded queue as its programs do, and wait for no database longer than a person would."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "postgresql":
        url = url.update_query_dict({"connect_timeout": PATIENCE})
    return replace(
        settings,
        database_url=url.render_as_string(hide_password=False),
        redis_url=settings.redis_url or queue_address(settings.data_dir),
    )


def _checks(toolbox: Toolbox) -> Iterator[tuple[str, Callable[[], str]]]:
    for name, check in CHECKS.items():
        yield name, partial(check, toolbox)
    for name, where in toolbox.contributions.checks.items():
        yield name, partial(_contributed, toolbox, where)


def _contributed(toolbox: Toolbox, where: str) -> str:
    with toolbox.new_session() as session:
        check: Check = named(where)
        return check(toolbox.settings, session)


def _found(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, is_fine=True, sentence=check())
    except Unwell as unwell:
        return Finding(name, is_fine=False, sentence=str(unwell))
    except Refusal as refusal:
        return Finding(name, is_fine=False, sentence=refusal.sentence)
    except SQLAlchemyError:
        return Finding(name, is_fine=False, sentence="The database could not be asked: see Database and Schema above.")
    except Exception as trouble:  # noqa: BLE001 - whatever goes wrong is what was found
        return Finding(name, is_fine=False, sentence=f"{type(trouble).__name__}: {trouble}".partition("\n")[0])
