"""Articles and periods that the guide 工伤了怎么办 leans on."""

from portal.law.instruments import INSURANCE_LAW, MEASURES, OPINION_2025, REGULATION

ARTICLES: dict[str, str] = {
    "treatment": str(REGULATION.article(30)),
    "rescue": str(REGULATION.article(4, 3)),
    "on_the_way": str(REGULATION.article(14, item=6)),
    "grounds": str(REGULATION.article(14)),
    "deemed": str(REGULATION.article(15)),
    "excluded": f"{REGULATION.article(16)}；{INSURANCE_LAW.article(37)}",
    "filing": str(REGULATION.article(17)),
    "late_employer": str(REGULATION.article(17, 4)),
    "materials": str(REGULATION.article(18)),
    "relation": str(MEASURES.article(6)),
    "review": str(MEASURES.article(8)),
    "investigation": str(REGULATION.article(19)),
    "two_officers": str(MEASURES.article(10)),
    "burden": str(REGULATION.article(19, 2)),
    "silence": str(MEASURES.article(17)),
    "decision": str(REGULATION.article(20)),
    "service": str(MEASURES.article(22)),
    "remedies": str(MEASURES.article(23)),
    "wages": str(REGULATION.article(33)),
    "death_48h": str(REGULATION.article(15, 1, 1)),
    "death_time": str(OPINION_2025.point(8)),
    "death_benefits": str(REGULATION.article(39)),
    "uninsured": str(REGULATION.article(62)),
}
TERMS = (
    "employer_filing",
    "claimant_filing",
    "acceptance_review",
    "acceptance_after_correction",
    "determination",
    "determination_simple",
    "recognition_service",
    "reconsideration",
    "litigation",
    "reappraisal",
    "sudden_death_report",
)
