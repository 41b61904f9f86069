"""The people of the demonstration: invented, with numbers that nobody holds."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from portal.accounts.models import User
from portal.offices.models import Office
from portal.workflow.roles import Role
from registration.demo import people as agency
from registration.demo.people import PASSWORD, citizen, officer

CITIZENS = {
    "worker": ("19900000001", "李小满"),
    "relative": ("19900000002", "李大山"),
    "agent": ("19900000003", "赵会计"),
    "union": ("19900000004", "钱主席"),
}
PARTS = {"worker": "受伤职工", "relative": "家属", "agent": "用人单位经办人", "union": "工会"}
OFFICERS: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "clerk": ("19900000011", "孔受理", (Role.WINDOW_CLERK,)),
    "handler": ("19900000012", "孟承办", (Role.HANDLER,)),
    "investigator": ("19900000013", "颜调查", (Role.INVESTIGATOR,)),
    "reviewer": ("19900000014", "曾审核", (Role.REVIEWER,)),
    "signer": ("19900000015", "闵签发", (Role.SIGNER,)),
    "supervisor": ("19900000016", "冉科长", (Role.SUPERVISOR,)),
    "second_handler": ("19900000017", "仲承办", (Role.HANDLER, Role.INVESTIGATOR)),
}
ELSEWHERE: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "jinxiang_clerk": ("19900000021", "金受理", (Role.WINDOW_CLERK,)),
    "jinxiang_handler": ("19900000022", "金承办", (Role.HANDLER, Role.INVESTIGATOR)),
}
ADMINISTRATORS = {
    "administrator": ("19900000031", "管理员甲"),
    "second_administrator": ("19900000032", "管理员乙"),
}
KEEPERS = {
    "keeper": ("19900000033", "管目录", Role.DIRECTORY_KEEPER),
    "editor": ("19900000034", "温编辑", Role.EDITOR),
    "legal_checker": ("19900000035", "温复看", Role.LEGAL_CHECKER),
}


@dataclass
class DemoPeople:
    """Everybody by name in the play."""

    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        """Return the person of that name in the play."""
        try:
            users: dict[str, User] = self.__dict__["users"]
            return users[name]
        except KeyError:
            raise AttributeError(name) from None


def make_people() -> DemoPeople:
    """Make the accounts that are missing; the office of the play is that of 任城区."""
    Office.objects.update(is_demonstration=True)
    password = make_password(PASSWORD)
    people = DemoPeople()
    for key, (phone, name) in CITIZENS.items():
        people.users[key] = citizen(phone, name, password)
    for code, officers in (("rencheng", OFFICERS), ("jinxiang", ELSEWHERE)):
        office = Office.objects.get(code=code)
        for key, (phone, name, roles) in officers.items():
            people.users[key] = officer(phone, name, password, roles, office)
    people.users |= agency.make_agency()
    city = Office.objects.get(code="shizhi")
    for key, (phone, name) in ADMINISTRATORS.items():
        people.users[key] = officer(phone, name, password, (Role.ADMINISTRATOR,), city)
    for key, (phone, name, role) in KEEPERS.items():
        people.users[key] = officer(phone, name, password, (role,), city)
    return people


def log_ins() -> list[tuple[str, str, str]]:
    """Return phone, name and part of everybody, for the launcher to print."""
    rows = [(phone, name, f"个人登录，{PARTS[key]}") for key, (phone, name) in CITIZENS.items()]
    for office, officers in (("任城区", OFFICERS), ("金乡县", ELSEWHERE)):
        for phone, name, roles in officers.values():
            words = "、".join(role.label for role in roles)
            rows.append((phone, name, f"工作人员登录，{office}{words}"))
    rows += agency.log_ins()
    rows += [(phone, name, "工作人员登录，系统管理员") for phone, name in ADMINISTRATORS.values()]
    rows += [(phone, name, f"工作人员登录，{role.label}") for phone, name, role in KEEPERS.values()]
    return rows
