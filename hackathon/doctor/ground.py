"""Checks of what everything stands on: settings, database, schema, stored files, backups."""

import secrets
import shutil
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy.exc import SQLAlchemyError

from hackathon.backup.make import last_backup
from hackathon.core.checks import Unwell
from hackathon.core.migrations import newest, revision_of
from hackathon.toolbox import Toolbox

SHORTEST_KEY = 32
OLDEST_POSTGRESQL = (15, 0)
LEAST_ROOM = 1024**3
OLDEST_BACKUP = timedelta(days=3)


def settings(toolbox: Toolbox) -> str:
    """Look for what is allowed, but not wise."""
    chosen = toolbox.settings
    if chosen.production and len(chosen.secret_key) < SHORTEST_KEY:
        raise Unwell(f"HACKATHON_SECRET_KEY has fewer than {SHORTEST_KEY} characters: sessions could be forged.")
    if chosen.production and chosen.has_demo:
        raise Unwell("HACKATHON_DEMO is on, whose passwords everybody knows. Take it out.")
    kind = "production" if chosen.production else "embedded"
    return f"{kind}, for people at {chosen.public_url}, data in {chosen.data_dir}"


def database(toolbox: Toolbox) -> str:
    """Connect."""
    dialect = toolbox.engine.dialect
    try:
        with toolbox.engine.connect():
            version = dialect.server_version_info or ()
    except SQLAlchemyError as trouble:
        raise Unwell(f"The database does not answer ({_first_line(trouble)}). Check HACKATHON_DATABASE_URL.") from None
    said = ".".join(map(str, version))
    if dialect.name == "postgresql" and version < OLDEST_POSTGRESQL:
        raise Unwell(f"PostgreSQL {said} is too old: 15 or newer is needed.")
    return f"{dialect.name} {said}"


def schema(toolbox: Toolbox) -> str:
    """Compare the steps taken with those there are."""
    with toolbox.engine.connect() as connection:
        found = revision_of(connection)
    if found != newest():
        raise Unwell(f"It is at step {found or 'none'} of {newest()}. Run `hackathon migrate`.")
    return f"at its newest step, {found}"


def storage(toolbox: Toolbox) -> str:
    """Write, read and remove a file, and see that there is room for more."""
    probe = b"doctor " + secrets.token_bytes(16)
    kept = toolbox.storage.keep(BytesIO(probe), limit=len(probe))
    try:
        with toolbox.storage.open(kept.key) as written:
            read = written.read()
    finally:
        toolbox.storage.remove(kept.key)
    if read != probe or toolbox.storage.has(kept.key):
        raise Unwell(f"What is written at {toolbox.settings.storage_url} is not what is read there. Check it.")
    room = shutil.disk_usage(toolbox.settings.data_dir).free
    if room < LEAST_ROOM:
        raise Unwell(f"Only {room // 1024**2} MB are free in {toolbox.settings.data_dir}. Make room.")
    return f"files can be written, read and removed; {room // 1024**3} GB free"


def backup(toolbox: Toolbox) -> str:
    """See how old the last backup is."""
    made = last_backup(toolbox.settings.data_dir)
    if made is None and toolbox.settings.has_demo:
        return "none was made of this demo"
    if made is None:
        raise Unwell("None was ever made. Run `hackathon backup FILE` each night.")
    age = toolbox.clock() - datetime.fromisoformat(made.made_at)
    if age > OLDEST_BACKUP:
        raise Unwell(f"The last one is {age.days} days old ({made.file}). See why the nightly one fails.")
    return f"made {made.made_at[:16].replace('T', ' ')} UTC: {made.file}, {made.size // 1024 + 1} KB"


def _first_line(trouble: Exception) -> str:
    return str(getattr(trouble, "orig", trouble)).strip().partition("\n")[0]
