"""Django wiring of portal.home."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Configuration of portal.home."""

    name = "portal.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the directory's desk into the menu and make its texts known."""
        from portal.accounts.menu import MenuItem, register_item  # noqa: PLC0415
        from portal.home.directory import checks  # noqa: PLC0415
        from portal.notifications.notices import register  # noqa: PLC0415
        from portal.workflow.roles import Role  # noqa: PLC0415

        register(checks.CHECKS_DUE)
        register(checks.CHECKS_LATE)
        register_item(
            MenuItem(
                "办事机构",
                "home:directory",
                checks.KEEPERS,
                order=70,
                begins=(Role.DIRECTORY_KEEPER,),
            )
        )
