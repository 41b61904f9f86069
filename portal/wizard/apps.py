"""Django wiring of portal.wizard."""

from django.apps import AppConfig


class WizardConfig(AppConfig):
    """Configuration of portal.wizard."""

    name = "portal.wizard"
    label = "wizard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the drafts on the own page."""
        from portal.accounts.home import register_panel  # noqa: PLC0415
        from portal.wizard.pages import drafts_panel  # noqa: PLC0415

        register_panel("drafts", drafts_panel, "wizard/_drafts_panel.html", order=20)
