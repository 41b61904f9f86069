"""Entry of an asynchronous web server, for installations that use one."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

import portal.celery

application = get_asgi_application()
