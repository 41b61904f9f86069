"""Production refuses to start with anything that belongs to development."""

import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

CHANNEL = "portal.notifications.channels.HttpSmsChannel"


def complete() -> dict[str, str]:
    """Return an environment with which production starts."""
    return {
        "SECRET_KEY": secrets.token_hex(32),
        "FIELD_KEY": secrets.token_hex(32),
        "INDEX_KEY": secrets.token_hex(32),
        "DATABASE_URL": "postgres://portal_app:x@db/portal",
        "REDIS_URL": "redis://broker/0",
        "PORTAL_HOSTS": "gs.example.gov.cn",
        "PORTAL_PUBLIC_ORIGIN": "https://gs.example.gov.cn",
        "PORTAL_SMS_CHANNEL": CHANNEL,
        "PORTAL_MAIL_CHANNEL": "portal.notifications.channels.MailChannel",
    }


def start(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Import the production settings as a server would."""
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.production"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_complete_environment_starts() -> None:
    assert start(complete()).returncode == 0


@pytest.mark.parametrize("name", sorted(complete()))
def test_missing_value_is_named(name: str) -> None:
    environment = complete()
    del environment[name]
    done = start(environment)
    assert done.returncode != 0
    assert f"Set {name} or {name}_FILE" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SMS_CHANNEL", "portal.notifications.channels.DevelopmentChannel"),
        ("PORTAL_MAIL_CHANNEL", "portal.notifications.channels.DevelopmentChannel"),
        ("PORTAL_DEVELOPMENT_MESSAGES", "yes"),
        ("PORTAL_IDENTITY_PROVIDER", "registration.records.provider_simulated.SimulatedProvider"),
        ("SECRET_KEY", "short"),
        ("FIELD_KEY", "0" * 64),
    ],
)
def test_part_of_development_is_refused(name: str, value: str) -> None:
    assert start({**complete(), name: value}).returncode != 0


def test_secret_of_the_working_copy_is_refused(tmp_path: Path) -> None:
    environment = complete()
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "field_key").write_text(environment["FIELD_KEY"], encoding="ascii")
    assert start({**environment, "PORTAL_STATE_DIR": str(tmp_path)}).returncode != 0


def test_two_equal_secrets_are_refused() -> None:
    environment = complete()
    assert start({**environment, "INDEX_KEY": environment["FIELD_KEY"]}).returncode != 0


def test_secret_is_read_from_a_file(tmp_path: Path) -> None:
    environment = complete()
    path = tmp_path / "key"
    path.write_text(environment.pop("FIELD_KEY"), encoding="ascii")
    assert start({**environment, "FIELD_KEY_FILE": str(path)}).returncode == 0
