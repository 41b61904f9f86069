"""What the pages of workers tell about the law: a sentence, and where it stands."""

from dataclasses import dataclass

from portal.law.citation import Citation
from portal.law.instruments import (
    AGENCY_RULES,
    FOREIGNERS_RULES,
    HMT_RULES,
    INSURANCE_LAW,
    INSURANCE_RULES,
    OVERAGE_RULES,
    REGULATION,
)


@dataclass(frozen=True)
class Told:
    """A sentence of the law in plain words."""

    text: str
    basis: Citation

    def __str__(self) -> str:
        return f"{self.text}（{self.basis}）"


NO_PERSONAL_SHARE = Told("工伤保险费全部由单位缴，个人不缴费", REGULATION.article(10))
NO_HOUSEHOLD = Told("不看户口，身份证件以外不要别的证明", AGENCY_RULES.article(31))
THIRTY_DAYS = Told("用工之日起 30 日内要为职工申请参保登记", INSURANCE_LAW.article(58, 1))
LATE = Told(
    "超过 30 日没有登记的，由社会保险行政部门责令限期改正；逾期不改正的，"
    "对单位处应缴社会保险费 1 倍以上 3 倍以下的罚款，对直接责任人处 500 元以上 3000 元以下的罚款",
    INSURANCE_LAW.article(84),
)
UNINSURED = Told("没有参保期间受伤的，待遇由单位支付", REGULATION.article(62))
SEVERAL = Told(
    "一个人可以同时在几个单位上班，每个单位都要给他参保；受伤时在哪个单位干活，由哪个单位承担责任",
    INSURANCE_RULES.article(9),
)
OVERAGE = Told(
    "达到法定退休年龄的人，从2026年7月1日起单位应当为其参加工伤保险；在这以前只能按项目参保",
    OVERAGE_RULES.article(15),
)
DELAYED = Told("和单位约定弹性延迟退休的，仍是普通职工", OVERAGE_RULES.article(23))
CHANGE_WITHIN_30 = Told(
    "用工结束是登记事项的变更，要在 30 日内申报，在这里办完就是申报了", INSURANCE_LAW.article(57, 2)
)
HMT_PAPERS = Told(
    "港澳台居民凭有效的来往内地（大陆）通行证或者居住证，加劳动合同参保", Citation(HMT_RULES)
)
FOREIGN_PERMIT = Told(
    "外国人的参保登记，要在办妥工作许可后 30 日内申请", FOREIGNERS_RULES.article(4)
)
FOREIGN_NUMBER = Told(
    "外国人没有公民身份号码，由经办机构编发社会保障号码", Citation(FOREIGNERS_RULES)
)
