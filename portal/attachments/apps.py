"""Django wiring of portal.attachments."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Configuration of portal.attachments."""

    name = "portal.attachments"
    label = "attachments"
    default_auto_field = "django.db.models.BigAutoField"
