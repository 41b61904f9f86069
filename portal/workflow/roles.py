"""Roles: in what capacity somebody performs an act."""

from enum import StrEnum


class Role(StrEnum):
    """A capacity named by the process tables; outsiders hold it through a party, staff by grant."""

    APPLICANT = "applicant"
    WORKER = "worker"
    EMPLOYER = "employer"
    WINDOW_CLERK = "window_clerk"
    HANDLER = "handler"
    INVESTIGATOR = "investigator"
    REVIEWER = "reviewer"
    SIGNER = "signer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    REGISTRAR = "registrar"
    REGISTER_REVIEWER = "register_reviewer"
    TOWN_CLERK = "town_clerk"
    DIRECTORY_KEEPER = "directory_keeper"
    EDITOR = "editor"
    LEGAL_CHECKER = "legal_checker"
    AUDITOR = "auditor"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        """Return the Chinese word that people read."""
        return ROLE_LABELS[self]


ROLE_LABELS: dict[Role, str] = {
    Role.APPLICANT: "申请人",
    Role.WORKER: "职工",
    Role.EMPLOYER: "用人单位",
    Role.WINDOW_CLERK: "窗口受理人员",
    Role.HANDLER: "承办人",
    Role.INVESTIGATOR: "调查人员",
    Role.REVIEWER: "审核人",
    Role.SIGNER: "签发人",
    Role.SUPERVISOR: "科室负责人",
    Role.ADMINISTRATOR: "系统管理员",
    Role.REGISTRAR: "参保经办人员",
    Role.REGISTER_REVIEWER: "参保复核人员",
    Role.TOWN_CLERK: "镇街经办人员",
    Role.DIRECTORY_KEEPER: "机构目录管理员",
    Role.EDITOR: "问答编辑",
    Role.LEGAL_CHECKER: "法规核对人员",
    Role.AUDITOR: "审计员",
    Role.SYSTEM: "系统",
}

OUTSIDERS = frozenset({Role.APPLICANT, Role.WORKER, Role.EMPLOYER})
STAFF = frozenset(Role) - OUTSIDERS - {Role.SYSTEM}
