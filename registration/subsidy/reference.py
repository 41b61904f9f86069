"""The rule and the statuses with which every installation starts; both are to be verified."""

from datetime import date

from portal.offices.reference import Loaded
from registration.models import SubsidyGround, SubsidyRule

FIRST_DAY = date(2011, 1, 1)
SOURCE = (
    "通行做法：先缴后补，不超过实际缴费的三分之二，一般不超过三年，"
    "距法定退休不足五年的可以补到退休；本市文件的原文、比例和封顶额待核实"
)
GROUNDS = (
    ("就业困难人员", "经公共就业服务机构登记认定", 10),
    ("离校未就业高校毕业生", "毕业以后没有在单位上班，灵活就业", 20),
)


def load_rules() -> Loaded:
    """Load the first rule and the first statuses where there are none."""
    created = 0
    if not SubsidyRule.objects.exists():
        SubsidyRule.objects.create(from_on=FIRST_DAY, source=SOURCE)
        created += 1
    if not SubsidyGround.objects.exists():
        for name, hint, sort in GROUNDS:
            SubsidyGround.objects.create(
                name=name, hint=hint, sort=sort, source=SOURCE, from_on=FIRST_DAY
            )
            created += 1
    return Loaded(created=created, kept=1 + len(GROUNDS) - created)
