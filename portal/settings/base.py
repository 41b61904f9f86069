"""What all environments share."""

from pathlib import Path

import django_stubs_ext

from portal.settings import env

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
STATE_DIR = env.folder("PORTAL_STATE_DIR", BASE_DIR / "var")

INSTALLED_APPS = [
    "portal.ui",
    "portal.audit",
    "portal.notifications",
    "portal.offices",
    "portal.accounts",
    "portal.deadlines",
    "portal.letters",
    "portal.attachments",
    "portal.cases",
    "portal.wizard",
    "portal.home",
    "registration",
    "injury_claims",
    "faq",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "portal.accounts.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
MIDDLEWARE = [
    "portal.middleware.guard_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.home.maintenance.close_for_maintenance",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.end_idle_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.caching.keep_in_caches",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.notifications.context.unread",
                "portal.ui.elder.context",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.backends.PhoneBackend"]
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files. Nothing under STATE_DIR has a public address; papers are streamed by guarded views.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = STATE_DIR / "static"
MAINTENANCE_FILE = STATE_DIR / "maintenance"
PRIVATE_ROOT = STATE_DIR / "private"
MEDIA_ROOT = PRIVATE_ROOT
MEDIA_URL = "/no-public-media/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
MAX_UPLOADS_A_CASE = 30
MAX_REQUEST_BYTES = 80 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["portal.attachments.uploads.LimitedUploadHandler"]

# Sessions and cookies.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
STAFF_IDLE_SECONDS = env.number("PORTAL_STAFF_IDLE_SECONDS", 30 * 60)
CITIZEN_IDLE_SECONDS = env.number("PORTAL_CITIZEN_IDLE_SECONDS", 2 * 60 * 60)
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "accounts:me"
STAFF_LOGIN_REDIRECT_URL = "cases:work_list"
LOGOUT_REDIRECT_URL = "/"

# Headers.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.wizard.rescue.csrf_failure"
TRUSTED_PROXIES = env.number("PORTAL_TRUSTED_PROXIES", 0)
ACCEL_PREFIX = env.text("PORTAL_ACCEL_PREFIX", "")
OLD_FIELD_KEYS: list[str] = env.names("OLD_FIELD_KEYS", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# Jobs. Deadlines live in PostgreSQL; the broker only wakes the workers.
CELERY_BROKER_TRANSPORT = "portal.broker:Transport"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 40
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 45,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 0.3,
    "socket_keepalive": True,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Messages leave by these channels.
SMS_CHANNEL = "portal.notifications.channels.DevelopmentChannel"
SMS_GATEWAY_URL = env.text("PORTAL_SMS_GATEWAY_URL", "")
SMS_GATEWAY_STATUS_URL = env.text("PORTAL_SMS_GATEWAY_STATUS_URL", "")
SMS_GATEWAY_TOKEN = env.text("PORTAL_SMS_GATEWAY_TOKEN", "")
SMS_GATEWAY_TIMEOUT = env.number("PORTAL_SMS_GATEWAY_TIMEOUT", 5)
MAIL_CHANNEL = "portal.notifications.channels.DevelopmentChannel"
DEFAULT_FROM_EMAIL = env.text("PORTAL_MAIL_FROM", "no-reply@localhost")
EMAIL_HOST = env.text("PORTAL_MAIL_HOST", "localhost")
EMAIL_PORT = env.number("PORTAL_MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("PORTAL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("PORTAL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("PORTAL_MAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
DEVELOPMENT_MESSAGES = False

# Who vouches that an account is a person; empty: only the counter of the agency.
IDENTITY_PROVIDER = ""

# Letters.
LETTER_FONT_DIR = env.text("PORTAL_LETTER_FONT_DIR", "")

# The portal's own name for the outside.
PUBLIC_ORIGIN = env.text("PORTAL_PUBLIC_ORIGIN", "")
CLOCK_OFFSET_FILE: str | None = None
CLOCK_MAY_BE_SET = False
RUN_TOKEN = env.text("PORTAL_RUN_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "private": {
            "()": "portal.logs.PrivateFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "celery": {"level": "INFO"},
    },
}
