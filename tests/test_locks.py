"""The locks install exactly what was reviewed, on any machine, from whatever registry it uses."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCKS = ("base", "dev")
PIN = re.compile(r"([a-z0-9._-]+)==(\S+)")
# In parts, so that this file passes its own test.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("anaconda", "org"),
    )
)


def requirements(lock: str) -> list[str]:
    """Return a lock's requirements, each with its hashes on one line."""
    text = (ROOT / "requirements" / f"{lock}.lock").read_text().replace("\\\n", "")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def pins(lock: str) -> dict[str, str]:
    return {match[1]: match[2] for line in requirements(lock) if (match := PIN.match(line))}


def declared(*groups: str) -> list[Requirement]:
    """Return what pyproject.toml asks for: the product's dependencies and those of the named groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = [project["project"]["dependencies"], *(project["dependency-groups"][name] for name in groups)]
    return [Requirement(entry) for entries in listed for entry in entries]


def tracked_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, cwd=ROOT, text=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_of_any_tier_names_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text()

    assert "://" not in text


def test_lock_of_the_certified_provider_names_no_address_and_has_a_hash_for_every_package() -> None:
    lock = (ROOT / "tests/servers/oidc/package-lock.json").read_text()

    packages = [package for name, package in json.loads(lock)["packages"].items() if name]

    assert "://" not in lock
    assert [package for package in packages if not package["integrity"].startswith("sha512-")] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_of_any_tier_has_a_hash_for_every_requirement(lock: str) -> None:
    without = [line for line in requirements(lock) if not PIN.match(line) or " --hash=sha256:" not in line]

    assert without == []


@pytest.mark.parametrize(("lock", "groups"), [("base", ("build",)), ("dev", ("build", "dev"))])
def test_lock_after_a_change_of_dependencies_was_written_anew(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)

    missing = [
        str(requirement)
        for requirement in declared(*groups)
        if not requirement.specifier.contains(locked.get(requirement.name.lower(), "0"))
    ]

    assert missing == [], "run `make lock`"


def test_dev_lock_pins_what_base_lock_pins() -> None:
    base, dev = pins("base"), pins("dev")

    assert {name: dev.get(name) for name in base} == base


def test_tree_holds_no_lock_that_records_a_registry() -> None:
    found = [name for name in tracked_files() if re.fullmatch(r"(.*/)?(uv\.lock|pylock.*\.toml)", name)]

    assert found == []


def test_tree_names_no_registry() -> None:
    found = [
        (name, host) for name in tracked_files() for host in REGISTRIES if host.encode() in (ROOT / name).read_bytes()
    ]

    assert found == [], "every machine has its own registry: leave the address to its settings"
