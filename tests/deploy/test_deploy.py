"""What the image, the compose file and the units promise, read from the files themselves."""

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from hackathon.cli import COMMANDS, main
from hackathon.core.config import Settings

ROOT = Path(__file__).parent.parent.parent
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
OURS = ("migrate", "web", "worker", "schedule")
HOSTED = re.compile(r"^[\w-]+\.[\w.-]+/|://")
"""An image that names where it comes from; whoever installs decides that."""


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    return found


@pytest.fixture(scope="module")
def image() -> list[tuple[str, str]]:
    """Read the Dockerfile as instructions with their arguments, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def test_image_installs_the_lock_and_runs_as_nobody_in_particular(image: list[tuple[str, str]]) -> None:
    said = dict(image)
    runs = [rest for name, rest in image if name == "RUN"]

    installs = [run for run in runs if "pip install" in run]
    assert all("--no-deps" in run for run in installs)
    assert "--require-hashes" in installs[0]
    assert "--no-build-isolation" in installs[1]
    assert (said["USER"], said["VOLUME"], said["ENTRYPOINT"], said["CMD"]) == (
        "10001:10001",
        "/data",
        '["hackathon"]',
        '["web"]',
    )
    assert "/healthz" in said["HEALTHCHECK"]
    assert [rest for name, rest in image if name == "FROM"] == ["python:3.12-slim AS build", "python:3.12-slim"]


def test_image_copies_only_what_is_let_in(image: list[tuple[str, str]]) -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {source for name, rest in image if name == "COPY" and "--from" not in rest for source in rest.split()[:-1]}

    assert copied == let_in
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_no_image_names_a_registry(services: dict[str, dict[str, Any]], image: list[tuple[str, str]]) -> None:
    images = [service["image"] for service in services.values()] + [rest for name, rest in image if name == "FROM"]

    assert [each for each in images if HOSTED.search(each)] == []


def test_every_service_is_closed(services: dict[str, dict[str, Any]]) -> None:
    open_ones = [
        name
        for name, service in services.items()
        if not service.get("read_only") or service.get("security_opt") != ["no-new-privileges:true"]
    ]
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}

    assert open_ones == []
    assert [name for name in OURS if services[name].get("cap_drop") != ["ALL"]] == []
    assert published == {"web": ["127.0.0.1:8000:8000"]}


def test_services_wait_for_the_schema_and_keep_what_matters(services: dict[str, dict[str, Any]]) -> None:
    waits = [services[name]["depends_on"]["migrate"]["condition"] for name in ("web", "worker", "schedule")]
    volumes = set(yaml.safe_load((ROOT / "compose.yaml").read_text())["volumes"])
    kept = {volume.partition(":")[0] for service in services.values() for volume in service["volumes"]}

    assert waits == ["service_completed_successfully"] * 3
    assert services["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert kept == volumes


def test_every_command_of_services_and_units_exists(services: dict[str, dict[str, Any]]) -> None:
    called = {services[name]["command"][0] for name in OURS} | {word for unit in UNITS for word in _commands(unit)}

    answers = {name: CliRunner().invoke(main, [name, "--help"]) for name in sorted(called)}

    assert called == {"migrate", "web", "worker", "schedule", "backup"}
    assert {name: answer.exit_code for name, answer in answers.items()} == dict.fromkeys(sorted(called), 0)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_unit_is_closed_and_restarted(unit: Path) -> None:
    service = _read(unit)["Service"]

    closed = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes"}
    assert {key: service[key] for key in closed} == closed
    assert (service["User"], service["EnvironmentFile"]) == ("hackathon", "/etc/hackathon/env")
    assert service.get("Restart", "no") == ("no" if service["Type"] == "oneshot" else "always")


def test_example_of_settings_is_taken_once_filled_in(tmp_path: Path) -> None:
    lines = (ROOT / "deploy" / "env.example").read_text().splitlines()
    given = dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    bundle = tmp_path / "company.pem"
    bundle.touch()

    filled = {"HACKATHON_SECRET_KEY": "x" * 48, "HACKATHON_CA_BUNDLE": str(bundle), "HACKATHON_DATA_DIR": str(tmp_path)}
    settings = Settings.from_env(given | filled)

    assert (settings.production, settings.is_https, settings.trusted_proxies) == (True, True, 1)
    assert {name for name in given if name.startswith("HACKATHON_")} <= _known_settings()


def test_documents_name_settings_and_commands_that_exist() -> None:
    text = "".join((ROOT / "docs" / name).read_text() for name in ("install.md", "backup.md"))

    assert set(re.findall(r"HACKATHON_[A-Z_]+", text)) <= _known_settings()
    assert set(re.findall(r"`hackathon ([a-z-]+)", text)) <= set(COMMANDS)


def test_program_lists_every_command_with_its_own_sentence() -> None:
    commands = {name: main.get_command(click.Context(main), name) for name in COMMANDS}
    modules = {path.stem.replace("_", "-") for path in (ROOT / "hackathon" / "program").glob("[a-z]*.py")} - {"opening"}

    helps = {name: command.help or "" for name, command in commands.items() if command}
    assert {name: text.partition("\n\n")[0] for name, text in helps.items()} == COMMANDS
    assert modules == set(COMMANDS)


def _known_settings() -> set[str]:
    names = re.findall(r"\"([A-Z_]+)\"", (ROOT / "hackathon" / "core" / "config.py").read_text())
    return {f"HACKATHON_{name}" for name in names} | {name for name in names if name.startswith("HACKATHON_")}


def _read(unit: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(unit)
    return parser


def _commands(unit: Path) -> list[str]:
    return re.findall(r"/bin/hackathon ([a-z-]+)", _read(unit)["Service"]["ExecStart"])
