"""Settings of an installation made for a test."""

from pathlib import Path

from hackathon.core.config import Settings


def make_settings(folder: Path, database_url: str, **changes: object) -> Settings:
    """Make settings for a test: nothing outside the folder, no queue, no demo."""
    given: dict[str, object] = {
        "data_dir": folder,
        "database_url": database_url,
        "secret_key": "a secret of the tests",
        "storage_url": str(folder / "files"),
        "demo": False,
        "rate_limits": False,
    }
    return Settings(**(given | changes))  # type: ignore[arg-type]
