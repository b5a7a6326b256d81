"""Settings: what is wrong is named, what is missing is asked for, what is secret is made once."""

import subprocess
import sys
from pathlib import Path

import pytest

from hackathon.core.config import IdentityProvider, Settings, WrongSetting

PRODUCTION = {
    "HACKATHON_PRODUCTION": "1",
    "HACKATHON_DATABASE_URL": "postgresql://hub@db/hub",
    "HACKATHON_REDIS_URL": "redis://queue:6379/0",
    "HACKATHON_SECRET_KEY": "long and random",
    "HACKATHON_PUBLIC_URL": "https://hub.example.org/",
}


def read(folder: Path, **environ: str) -> Settings:
    return Settings.from_env({"HACKATHON_DATA_DIR": str(folder), **environ})


def test_settings_of_an_empty_environment_serve_the_demo_on_loopback(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings == Settings(
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'hackathon.sqlite3'}",
        secret_key=(tmp_path / "secret-key").read_text(),
        storage_url=str(tmp_path / "files"),
    )
    assert (settings.demo, settings.production, settings.is_https) == (True, False, False)
    assert (settings.public_url, settings.demo_git_origin) == ("http://127.0.0.1:8000", "http://127.0.0.1:8001")


def test_data_folder_that_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    settings = read(tmp_path / "hub")

    assert oct(settings.data_dir.stat().st_mode & 0o777) == "0o700"


def test_settings_of_production_have_no_demo_and_are_secure(tmp_path: Path) -> None:
    settings = read(tmp_path, **PRODUCTION)

    assert settings == Settings(
        data_dir=tmp_path,
        database_url="postgresql+psycopg://hub@db/hub",
        secret_key="long and random",
        storage_url=str(tmp_path / "files"),
        redis_url="redis://queue:6379/0",
        production=True,
        demo=False,
        public_url="https://hub.example.org",
    )
    assert settings.is_https
    assert not (tmp_path / "secret-key").exists()


@pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"HACKATHON_PRODUCTION"}))
def test_settings_of_production_without_one_it_needs_name_it(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != missing}

    with pytest.raises(WrongSetting, match=f"^{missing}: production needs "):
        read(tmp_path, **given)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "http", "is “http”, but must be a port below 65535"),
        ("PORT", "0", "is “0”, but must be a port below 65535"),
        ("PORT", "65535", "is “65535”, but must be a port below 65535"),
        ("HACKATHON_DEMO", "yes", "is “yes”, but only 0 or 1 are understood"),
        ("HACKATHON_PRODUCTION", "true", "is “true”, but only 0 or 1 are understood"),
        ("HACKATHON_RATE_LIMITS", "off", "is “off”, but only 0 or 1 are understood"),
        ("HACKATHON_WEB_WORKERS", "-1", "is “-1”, but must be a number above 0"),
        ("HACKATHON_GIT_TIMEOUT", "1.5", "is “1.5”, but must be a number above 0"),
        ("HACKATHON_ATTACHMENT_LIMIT", "100MB", "is “100MB”, but must be a number above 0"),
        ("HACKATHON_DATABASE_URL", "mysql://db", "must start with postgresql+psycopg:// or sqlite:///"),
        ("HACKATHON_SMTP_URL", "mail.example.org:25", "is not an address of the form smtp://… or smtps://…"),
        ("HACKATHON_SMTP_URL", "smtp://", "is not an address of the form smtp://… or smtps://…"),
        ("HACKATHON_SMTP_URL", "smtp://mail:lots", "is not an address of the form smtp://… or smtps://…"),
        ("HACKATHON_REDIS_URL", "localhost", "is not an address of the form redis://… or rediss://… or unix://…"),
        ("HACKATHON_PROXY", "proxy:3128", "is not an address of the form http://… or https://…"),
        ("HACKATHON_CA_BUNDLE", "/no/such.pem", "there is no file /no/such.pem"),
        ("HACKATHON_PUBLIC_URL", "hub", "is “hub”, but must be an address like https://hub.example.org"),
        ("HACKATHON_PUBLIC_URL", "https://hub:x", "is “https://hub:x”, but must be an address like"),
    ],
)
def test_settings_with_a_wrong_value_name_it(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(WrongSetting) as refusal:
        read(tmp_path, **{name: value})

    assert str(refusal.value).startswith(f"{name}: {sentence}")


def test_settings_with_a_wrong_address_do_not_repeat_its_password(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as refusal:
        read(tmp_path, HACKATHON_SMTP_URL="mailto://hub:hunter2@mail")

    assert "hunter2" not in str(refusal.value)


def test_settings_with_a_proxy_and_no_hosts_ask_for_the_hosts(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^HACKATHON_GIT_ALLOWED_HOSTS: "):
        read(tmp_path, HACKATHON_PROXY="http://proxy:3128")


def test_settings_name_what_may_be_reached_outside_of_git(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        HACKATHON_OUTBOUND_ALLOWED_ORIGINS="http://chat.example:8065, https://sso.example:8443",
        HACKATHON_OUTBOUND_ALLOWED_HOSTS="hooks.slack.com",
    )

    assert settings.outbound_allowed_origins == {"http://chat.example:8065", "https://sso.example:8443"}
    assert settings.outbound_allowed_hosts == frozenset({"hooks.slack.com"})


def test_settings_with_a_folder_that_is_a_file_name_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WrongSetting, match=r"^HACKATHON_DATA_DIR: .*/file cannot be used: "):
        read(tmp_path / "file")


@pytest.mark.parametrize(
    "environ",
    [{"HOST": "0.0.0.0"}, {"HACKATHON_PUBLIC_URL": "http://hub.example.org"}],  # noqa: S104 - what is refused
)
def test_settings_of_plain_http_beyond_this_machine_are_refused_unless_allowed(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    with pytest.raises(WrongSetting, match=r"^HACKATHON_ALLOW_PLAIN_HTTP: "):
        read(tmp_path, **environ)

    assert not read(tmp_path, **environ, HACKATHON_ALLOW_PLAIN_HTTP="1").is_https


def test_settings_behind_https_may_listen_everywhere(tmp_path: Path) -> None:
    settings = read(tmp_path, HOST="0.0.0.0", HACKATHON_PUBLIC_URL="https://hub.example.org")  # noqa: S104

    assert (settings.host, settings.is_https) == ("0.0.0.0", True)  # noqa: S104


def test_secret_of_two_starts_at_once_is_the_same_and_only_ours_to_read(tmp_path: Path) -> None:
    program = "from hackathon.core.config import Settings as S; import os; print(S.from_env(os.environ).secret_key)"
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={"HACKATHON_DATA_DIR": str(tmp_path), "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]

    keys = {start.communicate()[0].strip() for start in starts}

    assert keys == {(tmp_path / "secret-key").read_text()}
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


ACME = {
    "HACKATHON_OIDC_ACME_ISSUER": "https://id.acme.example",
    "HACKATHON_OIDC_ACME_CLIENT_ID": "hub",
    "HACKATHON_OIDC_ACME_CLIENT_SECRET": "hunter2",
}


def test_settings_of_an_identity_provider_are_read_and_its_secret_is_not_shown(tmp_path: Path) -> None:
    more = {"HACKATHON_OIDC_ACME_GROUP_ROLES": "CN=hub,DC=x=host; staff=steward;", "HACKATHON_PASSWORDS": "0"}

    settings = read(tmp_path, **ACME, **more)

    roles = (("CN=hub,DC=x", "host"), ("staff", "steward"))
    acme = IdentityProvider("acme", "https://id.acme.example", "hub", "hunter2", "Acme", group_roles=roles)
    assert (settings.providers, settings.passwords) == ((acme,), False)
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HACKATHON_OIDC_ACME_ISSUER", "", "is missing"),
        ("HACKATHON_OIDC_ACME_ISSUER", "id.acme.example", "is not an address of the form https://…"),
        ("HACKATHON_OIDC_ACME_CLIENT_SECRET", "", "is missing"),
        ("HACKATHON_OIDC_ACME_SCOPES", "email", "must contain openid"),
        ("HACKATHON_OIDC_ACME_GROUP_ROLES", "hosts", "must be pairs of a group and a site role"),
        ("HACKATHON_OIDC_ACME_CLIENTID", "hub", "is not understood; known are HACKATHON_OIDC_<KEY>_ and ISSUER"),
        ("HACKATHON_OIDC_ACME_LINK_BY_MAIL", "yes", "is “yes”, but only 0 or 1 are understood"),
    ],
)
def test_settings_of_an_identity_provider_that_are_wrong_name_it(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(WrongSetting) as refusal:
        read(tmp_path, **ACME | {name: value})

    assert str(refusal.value).startswith(f"{name}: {sentence}")


def test_settings_without_passwords_and_without_a_provider_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^HACKATHON_PASSWORDS: is 0, but nobody could sign in"):
        read(tmp_path, HACKATHON_PASSWORDS="0")
