"""Matters for which people come here and which are done elsewhere: the way there, honestly."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, kw_only=True)
class Signpost:
    """A matter that is not done here: why not, where it is done, and a page of ours that helps.

    `elsewhere` names other sites by the codes of portal.home.elsewhere.
    """

    name: str
    title: str
    summary: str
    at: str
    elsewhere: Sequence[str] = ()
    url_name: str = ""
    url_args: Sequence[str] = ()
    action: str = ""

    @property
    def url(self) -> str:
        """Return the address of the page of ours; empty while it is not installed."""
        try:
            return reverse(self.url_name, args=list(self.url_args)) if self.url_name else ""
        except NoReverseMatch:
            return ""


SIGNPOSTS = (
    Signpost(
        name="contributions",
        title="缴社会保险费",
        summary="社会保险费交给税务部门，这个网站不收钱。",
        at="单位在电子税务局申报、缴费，也可以去办税服务厅。",
        elsewhere=("sd-tax",),
    ),
    Signpost(
        name="appraisal",
        title="劳动能力鉴定",
        summary="网上还不能申请，要把申请表和材料交到窗口。",
        at="由济宁市劳动能力鉴定委员会办。去之前先打 12333，问清在哪里收、什么时候收。",
        url_name="faq:topic",
        url_args=("appraisal",),
        action="看什么时候申请、带什么",
        elsewhere=("jining-hrss",),
    ),
    Signpost(
        name="benefits",
        title="领工伤待遇",
        summary="网上还不能申领。",
        at="到参保地的社保经办窗口去办。",
        url_name="home:places",
        action="看经办窗口在哪里",
    ),
    Signpost(
        name="provincial",
        title="省里统一办的事",
        summary="别的政务服务，走全省统一的入口。",
        at="网上、手机上的“爱山东”。",
        elsewhere=("sd-service",),
    ),
    Signpost(
        name="other_insurance",
        title="养老、失业、社保卡",
        summary="这里只办工伤保险和参保登记的事。",
        at="在国家的平台上查，或者打 12333 问。",
        elsewhere=("si-platform", "hr-platform"),
    ),
    Signpost(
        name="legal_aid",
        title="找法律援助",
        summary="和单位有争议、要打官司又没有钱请律师的，可以申请法律援助。",
        at="打 12348，或者去司法局的法律援助中心。",
        elsewhere=("legal-service",),
    ),
)
