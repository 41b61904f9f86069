"""Service of a paper on a party: how it was done and the day it took legal effect."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Method(StrEnum):
    """Lawful ways of service that officers record."""

    DIRECT = "direct"
    LEFT = "left"
    MAIL = "mail"
    MAIL_RETURNED = "mail_returned"
    ELECTRONIC = "electronic"


METHOD_LABELS = {
    Method.DIRECT: "直接送达",
    Method.LEFT: "留置送达",
    Method.MAIL: "邮寄送达（签收回执）",
    Method.MAIL_RETURNED: "邮寄退回视为送达",
    Method.ELECTRONIC: "电子送达",
}


@dataclass(frozen=True)
class Served:
    """A paper reached a party on a day: facts of the recorded service.

    `proof_id` is the attachment that proves it; electronic service is proved by the log itself.
    """

    letter_id: int
    party_id: int
    method: Method
    served_on: date
    received_by: str = ""
    relation: str = ""
    place: str = ""
    second_server_id: int | None = None
    proof_id: str = ""
    remark: str = ""
