"""Django wiring of injury_claims."""

from django.apps import AppConfig


class InjuryClaimsConfig(AppConfig):
    """Configuration of the recognition service."""

    name = "injury_claims"
    verbose_name = "工伤认定"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the procedure, its words, letters, notices and reference data."""
        from injury_claims import effects, letters, notices, reference  # noqa: F401, PLC0415
        from injury_claims.journey import CLAIM_JOURNEY  # noqa: PLC0415
        from injury_claims.kind import KIND  # noqa: PLC0415
        from injury_claims.matter import RECOGNITION  # noqa: PLC0415
        from injury_claims.office_pages import register_office_pages  # noqa: PLC0415
        from injury_claims.party_pages import register_party_pages  # noqa: PLC0415
        from injury_claims.service_card import CLAIM_CARD  # noqa: PLC0415
        from portal.accounts.entering import say_why  # noqa: PLC0415
        from portal.cases import kinds  # noqa: PLC0415
        from portal.home import matters, services  # noqa: PLC0415
        from portal.offices.reference import register  # noqa: PLC0415
        from portal.wizard.journey import register as register_journey  # noqa: PLC0415

        kinds.register(KIND)
        say_why("/activate/", "登录或者注册以后，就可以输入查办码。")
        say_why("/apply/", "登录或者注册以后，接着填申请。")
        services.register(CLAIM_CARD)
        matters.register(RECOGNITION)
        register_journey(CLAIM_JOURNEY)
        letters.register_all()
        notices.register_notices()
        register_office_pages()
        register_party_pages()
        register("材料清单", reference.load_materials)
