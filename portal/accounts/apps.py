"""Django wiring of portal.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Configuration of portal.accounts."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = "账号与角色"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the notices, the counter's page and the inbox."""
        from portal.accounts import menu, notices  # noqa: PLC0415
        from portal.workflow.roles import STAFF, Role  # noqa: PLC0415

        notices.register_all()
        counter = menu.MenuItem(
            "换绑手机号", "accounts:counter_phone", (Role.WINDOW_CLERK,), order=90
        )
        menu.register_item(counter)
        inbox = menu.MenuItem("收件", "notifications:inbox", tuple(sorted(STAFF)), order=6)
        menu.register_item(inbox)
