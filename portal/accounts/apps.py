"""Django wiring of portal.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Configuration of portal.accounts."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = "账号与角色"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the notices."""
        from portal.accounts import notices  # noqa: PLC0415

        notices.register_all()
