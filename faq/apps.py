"""Django wiring of faq."""

from django.apps import AppConfig


class FaqConfig(AppConfig):
    """Configuration of the questions and answers."""

    name = "faq"
    verbose_name = "知识问答"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the desk into the menu and the answers among the reference data."""
        from faq import given, loading, pages  # noqa: PLC0415
        from faq.consult.pages import register_consulting  # noqa: PLC0415
        from portal.notifications import notices  # noqa: PLC0415

        loading.register_reference()
        pages.register_pages()
        register_consulting()
        notices.register(given.NOTICE)
