"""Django wiring of portal.letters."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Configuration of portal.letters."""

    name = "portal.letters"
    label = "letters"
    verbose_name = "文书"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker set letters in the background, and the public page find them."""
        from portal.letters import findings, issue, render  # noqa: PLC0415  models are not loaded earlier
        from portal.notifications import jobs  # noqa: PLC0415

        jobs.register(issue.JOB, render.render_letter)
        findings.register_finder("letters", findings.find_letter)
