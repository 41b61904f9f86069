"""The claim's card on the front door."""

from injury_claims import terms
from injury_claims.journey import CODE
from portal.home.people import Happened, Who
from portal.home.services import ServiceCard

CLAIM_CARD = ServiceCard(
    name="injury_claim",
    title="申请工伤认定",
    summary="职工、家属和单位都能申请",
    icon="apply",
    url_name="wizard:start",
    is_door=True,
    url_args=(CODE,),
    terms=(
        terms.EMPLOYER_FILING.code,
        terms.CLAIMANT_FILING.code,
        terms.ACCEPTANCE_REVIEW.code,
        terms.DETERMINATION.code,
        terms.DETERMINATION_SIMPLE.code,
        terms.RECOGNITION_SERVICE.code,
    ),
    elsewhere=("sd-service",),
    bring=(
        "受伤职工的身份证件号码，替家人申请的还要关系证明",
        "用人单位的全称，知道的话加上统一社会信用代码",
        "诊断证明、病历的照片",
        "能证明在这家单位干活的东西：合同、工资记录、考勤、工作证，有一样就行",
        "上下班路上出事的，交警的道路交通事故认定书；还没有出的，可以以后交",
    ),
    sort=10,
    happened=(
        Happened(who=(Who.WORKER,), words="要申请工伤认定", sort=22),
        Happened(who=(Who.FAMILY,), words="要替家人申请工伤认定", sort=22),
        Happened(who=(Who.EMPLOYER,), words="要给职工申请工伤认定", sort=20),
    ),
)
