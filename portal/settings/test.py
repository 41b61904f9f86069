"""Tests: real PostgreSQL, a broker that cannot be reached, fixed keys."""

import tempfile
from pathlib import Path

from portal.settings import env
from portal.settings.base import *
from portal.settings.base import CELERY_BROKER_TRANSPORT_OPTIONS, STORAGES

SECRET_KEY = "only-for-tests-" + "0" * 40
FIELD_KEY = "11" * 32
INDEX_KEY = "22" * 32
DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL")),
        "CONN_MAX_AGE": 0,
        "TEST": {"NAME": env.text("TEST_DATABASE_NAME", "test_portal")},
    },
}
CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
CELERY_BROKER_TRANSPORT_OPTIONS = {**CELERY_BROKER_TRANSPORT_OPTIONS, "max_retries": 0}
CELERY_BROKER_CONNECTION_RETRY = False
CELERY_TASK_PUBLISH_RETRY = False
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEVELOPMENT_MESSAGES = True
IDENTITY_PROVIDER = "registration.records.provider_simulated.SimulatedProvider"
PUBLIC_ORIGIN = "http://testserver"
PRIVATE_ROOT = Path(tempfile.mkdtemp(prefix="portal-tests-"))
MEDIA_ROOT = PRIVATE_ROOT
STATIC_ROOT = PRIVATE_ROOT / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CLOCK_OFFSET_FILE = str(PRIVATE_ROOT / "clock-offset")
CLOCK_MAY_BE_SET = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
