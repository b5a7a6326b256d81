"""The files of a demo: marked as over for every program, then removed."""

import shutil
from collections.abc import Iterable

from hackathon.core.config import Settings
from hackathon.core.storage import Storage


def end_demo(settings: Settings, storage: Storage, folders: Iterable[str]) -> None:
    """End the demo, if there is one, and remove all files; there is no way back from here, but doing it again is."""
    settings.end_of_demo.touch()
    for folder in (settings.demo_repositories, *(settings.data_dir / name for name in folders)):
        shutil.rmtree(folder, ignore_errors=True)
    storage.clear()
