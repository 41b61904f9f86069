"""Django wiring of registration."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Configuration of the register."""

    name = "registration"
    verbose_name = "参保登记"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the register's pages into the frames, the menu and the own page."""
        from registration import matters, notices  # noqa: PLC0415
        from registration.counter.pages import register_counter  # noqa: PLC0415
        from registration.filings.pages import register_filings  # noqa: PLC0415
        from registration.imports.pages import register_imports  # noqa: PLC0415
        from registration.outlets.pages import register_outlets  # noqa: PLC0415
        from registration.people.pages import register_people  # noqa: PLC0415
        from registration.projects.pages import register_projects  # noqa: PLC0415
        from registration.rates.reference import register_reference  # noqa: PLC0415
        from registration.records.pages import register_records  # noqa: PLC0415
        from registration.subsidy.pages import register_subsidies  # noqa: PLC0415
        from registration.uninsured.pages import register_reports  # noqa: PLC0415
        from registration.units.pages import register_units  # noqa: PLC0415
        from registration.ways.pages import register_ways  # noqa: PLC0415

        notices.register_all()
        register_filings()
        register_reports()
        register_ways()
        register_subsidies()
        register_outlets()
        register_projects()
        register_reference()
        matters.register_matters()
        register_units()
        register_people()
        register_records()
        register_imports()
        register_counter()
