"""Development and demonstration, as script/server starts them."""

from portal.settings import env
from portal.settings.base import *
from portal.settings.base import STATE_DIR

SECRETS = STATE_DIR / "secrets"


def _running_server(name: str) -> str:
    """Return the address of the embedded server that script/server noted when it started."""
    note = STATE_DIR / "run" / name.lower()
    return env.text(name, note.read_text(encoding="utf-8").strip() if note.exists() else None)


SECRET_KEY = env.kept_secret("SECRET_KEY", SECRETS)
FIELD_KEY = env.kept_secret("FIELD_KEY", SECRETS)
INDEX_KEY = env.kept_secret("INDEX_KEY", SECRETS)
DATABASES = {
    "default": {
        **env.database(_running_server("DATABASE_URL")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    },
}
CELERY_BROKER_URL = _running_server("REDIS_URL")
DEBUG = env.flag("PORTAL_DEBUG", default=False)
ALLOWED_HOSTS = env.names("PORTAL_HOSTS", "localhost,127.0.0.1,[::1]")
DEVELOPMENT_MESSAGES = True
IDENTITY_PROVIDER = "registration.records.provider_simulated.SimulatedProvider"
PUBLIC_ORIGIN = env.text("PORTAL_PUBLIC_ORIGIN", "http://localhost:8000")
CLOCK_OFFSET_FILE = env.text("PORTAL_CLOCK_OFFSET_FILE", "") or None
CLOCK_MAY_BE_SET = True
