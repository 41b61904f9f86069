"""Accounts of the demonstration: invented, with phones that nobody holds."""

from datetime import date

from django.contrib.auth.hashers import make_password

from portal import clock
from portal.accounts.mandates import grant_agent_mandate
from portal.accounts.models import Identity, Mandate, RoleGrant, SecondFactor, User
from portal.accounts.second_factor import factor_of
from portal.offices.models import Office, Power, TownDesk
from portal.workflow.roles import Role

PASSWORD = "Yanshi-2026-jining"  # noqa: S105 - the demonstration prints it
SINCE = date(2020, 1, 1)
Officers = dict[str, tuple[str, str, tuple[Role, ...]]]
AGENCY: Officers = {
    "registrar": ("19900000041", "季经办", (Role.REGISTRAR,)),
    "register_reviewer": ("19900000042", "宓复核", (Role.REGISTER_REVIEWER,)),
    "agency_supervisor": ("19900000043", "言科长", (Role.SUPERVISOR,)),
}
ELSEWHERE: Officers = {
    "jinxiang_registrar": ("19900000044", "金经办", (Role.REGISTRAR, Role.REGISTER_REVIEWER)),
}
CITIZENS = {"school": ("19900000005", "周校办", "事业单位经办人")}
TOWN = "370811008"
HALL = "jincheng-demo"
TOWN_CLERKS: Officers = {
    "town_clerk": ("19900000045", "冯镇办", (Role.TOWN_CLERK,)),
}


def make_agency() -> dict[str, User]:
    """Make the officers of the agencies and the agents that are missing, by name in the play."""
    make_hall()
    password = make_password(PASSWORD)
    users = {key: citizen(phone, name, password) for key, (phone, name, _) in CITIZENS.items()}
    staff = (("rencheng-sb", AGENCY), ("jinxiang-sb", ELSEWHERE), (HALL, TOWN_CLERKS))
    for code, officers in staff:
        office = Office.objects.get(code=code)
        for key, (phone, name, roles) in officers.items():
            users[key] = officer(phone, name, password, roles, office)
    return users


def make_hall() -> Office:
    """Make the invented window of one town, as an administrator would enter a real one."""
    hall, _ = Office.objects.get_or_create(
        code=HALL,
        defaults={
            "name": "金城街道窗口（演示）",
            "full_name": "金城街道便民服务中心（演示）",
            "address": "演示地址，不是真的窗口",
            "hours": "工作日 9:00-17:00",
            "power": Power.TOWN,
            "is_demonstration": True,
            "note": "演示数据，上线前停用。",
            "sort": 900,
        },
    )
    TownDesk.objects.get_or_create(town_id=TOWN, office=hall, defaults={"from_on": SINCE})
    return hall


def log_ins() -> list[tuple[str, str, str]]:
    """Return phone, name and part of the agents and of the officers of the agencies."""
    agents = [(phone, name, f"个人登录，{part}") for phone, name, part in CITIZENS.values()]
    return agents + [
        (phone, name, f"工作人员登录，{place}{'、'.join(role.label for role in roles)}")
        for place, officers in (
            ("任城区社保经办", AGENCY),
            ("金乡县社保经办", ELSEWHERE),
            ("任城区金城街道", TOWN_CLERKS),
        )
        for phone, name, roles in officers.values()
    ]


def citizen(phone: str, name: str, password: str) -> User:
    """Return the account of a citizen, made when it is missing."""
    known = User.objects.by_phone(phone)
    if known is not None:
        return known
    user = User.objects.create_user(phone=phone, name=name)
    return _with_password(user, password)


def officer(phone: str, name: str, password: str, roles: tuple[Role, ...], office: Office) -> User:
    """Return the account of an officer with these roles, made when it is missing."""
    known = User.objects.by_phone(phone, staff=True)
    if known is not None:
        return known
    user = User.objects.create_staff(phone=phone, name=name, office=office)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, office=office, from_on=SINCE)
    factor = factor_of(user)
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=clock.now())
    return _with_password(user, password)


def _with_password(user: User, password: str) -> User:
    user.password = password
    user.password_changed_at = clock.now()
    user.save(update_fields=["password", "password_changed_at"])
    return user


def let_act_for(user: User, identity: Identity) -> None:
    """Let somebody act for an organisation, long since: what is told of last year is theirs."""
    proof = "窗口核验单位委托书和身份证"
    mandate, _ = grant_agent_mandate(user, identity=identity, proof=proof)
    Mandate.objects.filter(pk=mandate.pk).update(from_on=SINCE)
