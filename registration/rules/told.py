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
from portal.law.words import day_words
from registration.rules.ages import OVERAGE_SINCE
from registration.terms import CHANGE_DUTY, EMPLOYEE_REGISTRATION


@dataclass(frozen=True)
class Told:
    """A sentence of the law in plain words."""

    text: str
    basis: Citation

    def __str__(self) -> str:
        return f"{self.text}（{self.basis}）"


NO_PERSONAL_SHARE = Told("工伤保险费全部由单位缴，个人不缴费", REGULATION.article(10))
NO_HOUSEHOLD = Told("不看户口，身份证件以外不要别的证明", AGENCY_RULES.article(31))
DAYS = EMPLOYEE_REGISTRATION.length
THIRTY_DAYS = Told(f"用工之日起 {DAYS} 日内要为职工申请参保登记", EMPLOYEE_REGISTRATION.basis)
LATE = Told(
    f"超过 {DAYS} 日没有登记的，由社会保险行政部门责令限期改正；逾期不改正的，"
    "对单位处应缴社会保险费 1 倍以上 3 倍以下的罚款，对直接责任人处 500 元以上 3000 元以下的罚款",
    INSURANCE_LAW.article(84),
)
UNINSURED = Told("没有参保期间受伤的，待遇由单位支付", REGULATION.article(62))
SEVERAL = Told(
    "一个人可以同时在几个单位上班，每个单位都要给他参保；受伤时在哪个单位干活，由哪个单位承担责任",
    INSURANCE_RULES.article(9),
)
OVERAGE = Told(
    f"达到法定退休年龄的人，从{day_words(OVERAGE_SINCE)}起单位应当为其参加工伤保险；在这以前只能按项目参保",
    OVERAGE_RULES.article(15),
)
DELAYED = Told("和单位约定弹性延迟退休的，仍是普通职工", OVERAGE_RULES.article(23))
CHANGE_WITHIN_30 = Told(
    f"用工结束是登记事项的变更，要在 {CHANGE_DUTY.length} 日内申报，在这里办完就是申报了",
    CHANGE_DUTY.basis,
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
