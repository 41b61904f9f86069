"""The cast of the tests: one office with everybody in it, and people from outside."""

from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from portal.accounts.backends import BACKEND
from portal.accounts.models import RoleGrant, User
from portal.offices.models import Office
from portal.workflow.roles import Role

PASSWORD = "Zaixian-2026-banli"
SINCE = date(2020, 1, 1)


@dataclass
class Cast:
    """Named people; staff are made when a test asks for them."""

    office: Office
    other_office: Office
    _made: dict[str, User] = field(default_factory=dict)

    @property
    def worker(self) -> User:
        """An injured worker with an account."""
        return self._citizen("worker", "李小满")

    @property
    def relative(self) -> User:
        """A relative of a worker."""
        return self._citizen("relative", "李大山")

    @property
    def agent(self) -> User:
        """A clerk of an employer, still without any mandate."""
        return self._citizen("agent", "赵会计")

    @property
    def stranger(self) -> User:
        """A citizen who has nothing to do with the case."""
        return self._citizen("stranger", "陌生人")

    @property
    def clerk(self) -> User:
        """The window clerk."""
        return self._officer("clerk", "孔受理", Role.WINDOW_CLERK)

    @property
    def handler(self) -> User:
        """The handler."""
        return self._officer("handler", "孟承办", Role.HANDLER)

    @property
    def second_handler(self) -> User:
        """Another handler of the same office."""
        return self._officer("second_handler", "曾承办", Role.HANDLER)

    @property
    def investigator(self) -> User:
        """The second investigator."""
        return self._officer("investigator", "颜调查", Role.INVESTIGATOR)

    @property
    def reviewer(self) -> User:
        """The reviewer."""
        return self._officer("reviewer", "子审核", Role.REVIEWER)

    @property
    def signer(self) -> User:
        """The signer."""
        return self._officer("signer", "闵签发", Role.SIGNER)

    @property
    def supervisor(self) -> User:
        """The supervisor."""
        return self._officer("supervisor", "冉主任", Role.SUPERVISOR)

    @property
    def registrar(self) -> User:
        """The clerk of the agency that keeps the register of the same county."""
        return self._officer("registrar", "季经办", Role.REGISTRAR, office=self.agency)

    @property
    def register_reviewer(self) -> User:
        """The second person of the agency."""
        return self._officer("checker", "宓复核", Role.REGISTER_REVIEWER, office=self.agency)

    @property
    def foreign_registrar(self) -> User:
        """A clerk and reviewer of the agency of another county."""
        return self._officer(
            "foreign_registrar",
            "外县经办",
            Role.REGISTRAR,
            Role.REGISTER_REVIEWER,
            office=Office.objects.get(code="jinxiang-sb"),
        )

    @property
    def agency(self) -> Office:
        """The agency that keeps the register of the county of the office."""
        return Office.objects.get(code="rencheng-sb")

    @property
    def do_everything(self) -> User:
        """An officer who holds every casework role at once."""
        return self._officer(
            "all", "端木全", *(role for role in Role if role.value in _CASEWORK_VALUES)
        )

    @property
    def foreign_officer(self) -> User:
        """A handler and clerk of another office."""
        return self._officer(
            "foreign", "外县人员", Role.HANDLER, Role.WINDOW_CLERK, office=self.other_office
        )

    @property
    def keeper(self) -> User:
        """Whoever keeps the directory of offices."""
        return self._officer("keeper", "管目录", Role.DIRECTORY_KEEPER)

    @property
    def editor(self) -> User:
        """Who keeps questions and answers."""
        return self._officer("editor", "温编辑", Role.EDITOR)

    @property
    def legal_checker(self) -> User:
        """Who compares answers with the law."""
        return self._officer("legal_checker", "温复看", Role.LEGAL_CHECKER)

    @property
    def administrator(self) -> User:
        """A system administrator, who never sees cases."""
        return self._officer("admin", "管理员甲", Role.ADMINISTRATOR)

    def client(self, user: User) -> Client:
        """Return a browser in which this person has logged in with all factors."""
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    def _citizen(self, key: str, name: str) -> User:
        if key not in self._made:
            phone = f"1380000{len(self._made) + 1:04d}"
            self._made[key] = User.objects.create_user(phone=phone, name=name, password=PASSWORD)
        return self._made[key]

    def _officer(self, key: str, name: str, *roles: Role, office: Office | None = None) -> User:
        if key not in self._made:
            place = office or self.office
            user = User.objects.create_staff(
                phone=f"1390000{len(self._made) + 1:04d}",
                name=name,
                password=PASSWORD,
                office=place,
            )
            for role in roles:
                RoleGrant.objects.create(user=user, role=role, office=place, from_on=SINCE)
            self._made[key] = user
        return self._made[key]


_CASEWORK_VALUES = {"window_clerk", "handler", "investigator", "reviewer", "signer", "supervisor"}
