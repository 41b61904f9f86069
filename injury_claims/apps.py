"""Django wiring of injury_claims."""

from django.apps import AppConfig


class InjuryClaimsConfig(AppConfig):
    """Configuration of the recognition service."""

    name = "injury_claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the procedure, its words, letters, notices and reference data."""
        from injury_claims import notices, reference  # noqa: PLC0415
        from portal.offices.reference import register  # noqa: PLC0415

        notices.register_notices()
        register("材料清单", reference.load_materials)
