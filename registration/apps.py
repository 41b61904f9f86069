"""Django wiring of registration."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Configuration of the register."""

    name = "registration"
    verbose_name = "参保登记"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the register's pages into the frames, the menu and the own page."""
        from registration import import_pages, unit_pages  # noqa: PLC0415

        unit_pages.register_pages()
        import_pages.register_pages()
