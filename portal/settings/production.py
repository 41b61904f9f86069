"""Production: every secret comes from outside, and nothing meant for development may be on."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings import env
from portal.settings.base import *
from portal.settings.base import STATE_DIR

SECRET_KEY = env.text("SECRET_KEY")
FIELD_KEY = env.text("FIELD_KEY")
INDEX_KEY = env.text("INDEX_KEY")
DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    },
}
CELERY_BROKER_URL = env.text("REDIS_URL")
DEBUG = False
ALLOWED_HOSTS = env.names("PORTAL_HOSTS")
PUBLIC_ORIGIN = env.text("PORTAL_PUBLIC_ORIGIN")  # where the QR codes of letters lead
CSRF_TRUSTED_ORIGINS = env.names("PORTAL_ORIGINS", "")
PRIVATE_ROOT = env.folder("PORTAL_PRIVATE_ROOT", STATE_DIR / "private")
SMS_CHANNEL = env.text("PORTAL_SMS_CHANNEL")
MAIL_CHANNEL = env.text("PORTAL_MAIL_CHANNEL")
DEVELOPMENT_MESSAGES = env.flag("PORTAL_DEVELOPMENT_MESSAGES", default=False)
IDENTITY_PROVIDER = env.text("PORTAL_IDENTITY_PROVIDER", "")

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_HSTS_SECONDS = env.number("PORTAL_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("PORTAL_HSTS_SUBDOMAINS", default=False)
SECURE_SSL_REDIRECT = env.flag("PORTAL_HTTPS_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if env.flag("PORTAL_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    TRUSTED_PROXIES = env.number("PORTAL_PROXIES", 1)

KEPT = STATE_DIR / "secrets"
LEAST_SECRET = 32


def _refuse_development() -> None:
    """Stop the start when a secret is weak or shared, or when a development part is switched on."""
    keys = {"SECRET_KEY": SECRET_KEY, "FIELD_KEY": FIELD_KEY, "INDEX_KEY": INDEX_KEY}
    if len(set(keys.values())) < len(keys):
        raise ImproperlyConfigured("SECRET_KEY, FIELD_KEY and INDEX_KEY must differ.")
    for name, value in keys.items():
        kept = KEPT / name.lower()
        if len(value) < LEAST_SECRET or len(set(value)) < 8:
            raise ImproperlyConfigured(f"{name} is too short or too simple.")
        if kept.exists() and kept.read_text(encoding="ascii").strip() == value:
            raise ImproperlyConfigured(f"{name} is the development secret of this working copy.")
    if DEVELOPMENT_MESSAGES:
        raise ImproperlyConfigured("The development message page must be off in production.")
    for name, value in {"SMS": SMS_CHANNEL, "MAIL": MAIL_CHANNEL}.items():
        if "Development" in value:
            raise ImproperlyConfigured(f"PORTAL_{name}_CHANNEL is the development channel.")


def _refuse_simulated() -> None:
    """Stop the start when whoever types a name would be believed."""
    if "Simulated" in IDENTITY_PROVIDER:
        raise ImproperlyConfigured("PORTAL_IDENTITY_PROVIDER is the simulated provider.")


_refuse_development()
_refuse_simulated()
