"""Somebody who walks the claim journey in a browser, step by step."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from portal.wizard.access import token_of
from portal.wizard.models import Draft

WORKER_NUMBER = "100101199003077713"
"""A number that nobody holds: area code 10 was never given out."""
RELATIVE_NUMBER = "100101196505050015"

Typed = dict[str, Any]


def day(name: str, year: int, month: int, number: int) -> Typed:
    """Return what is typed into the three boxes of a day."""
    return {f"{name}_0": year, f"{name}_1": month, f"{name}_2": number}


def moment(name: str, year: int, month: int, number: int, hour: int, minute: int) -> Typed:
    """Return what is typed into the five boxes of an instant."""
    return day(name, year, month, number) | {f"{name}_3": hour, f"{name}_4": minute}


WORKER: dict[str, Typed] = {
    "basics": {"kind": "accident", "condition": "alive", "filed_by": "worker"},
    "when": day("happened_on", 2026, 11, 9) | {"happened_at_0": 7, "happened_at_1": 35},
    "limit": {},
    "worker": {
        "name": "周喆",
        "id_kind": "resident_id",
        "id_number": WORKER_NUMBER,
        "phone": "13800000001",
        "address": "任城区演示小区3号楼",
        "occupation": "冲压工",
    },
    "employer": {
        "name": "济宁演示精密机械有限公司",
        "credit_code": "",
        "contact": "赵会计",
        "phone": "0537-0000000",
        "address": "任城区演示路9号",
    },
    "workplace": {"insured_county": "370811", "work_place": "370811002"},
    "proof": {"kinds": ["contract", "wages"]},
    "accident": {
        "doing": "commute",
        "place": "任城区示例大道与建设路路口东50米",
        "course": "早上骑电动车从家去厂里上白班，走到路口东边被一辆小货车撞倒。",
        "witnesses": "吕志强",
    },
    "injury": {
        "body_parts": ["hand"],
        "body_part_text": "左手腕",
        "hospital": "济宁演示医院骨科",
        "diagnosis": "左桡骨远端骨折",
    },
    "ground": {"ground": "G14_6"},
    "commute": {"vehicle": "traffic", "way": "home", "fault": "none"},
    "materials": {},
    "notices": {"electronic": "yes", "address": "任城区演示小区3号楼"},
    "consent": {"privacy": "on", "health": "on"},
}
RELATIVE: dict[str, Typed] = {
    **{name: typed for name, typed in WORKER.items() if name != "commute"},
    "basics": {"kind": "accident", "condition": "dead", "filed_by": "relative"},
    "filer": {
        "relation": "spouse",
        "name": "李大山",
        "id_kind": "resident_id",
        "id_number": RELATIVE_NUMBER,
        "phone": "13800000002",
        "address": "任城区演示小区3号楼",
    },
    "injury": {
        "body_parts": ["inside"],
        "hospital": "济宁演示医院急诊科",
        **moment("first_diagnosed_at", 2026, 11, 9, 8, 10),
        "diagnosis": "急性心肌梗死",
        **moment("death_at", 2026, 11, 10, 3, 5),
    },
    "ground": {"ground": "G15_1"},
    "illness": {
        "onset": ["working_time", "post"],
        "course_of_death": "rescued",
        **moment("first_at", 2026, 11, 9, 8, 10),
    },
}


@dataclass
class Filer:
    """A browser and the draft that it works on."""

    client: Client
    typed: dict[str, Typed] = field(default_factory=lambda: dict(WORKER))
    draft: Draft | None = None

    def begin(self) -> "Filer":
        """Press 开始申请."""
        answer = self.client.post("/apply/injury-claim/")
        assert answer.status_code == 302, answer.content.decode()
        self.draft = Draft.objects.get(pk=answer["Location"].split("/")[3])
        return self

    def address(self, step: str = "") -> str:
        """Return the address of a page of the draft."""
        assert self.draft is not None
        base = f"/apply/injury-claim/{self.draft.pk}/"
        return f"{base}{step}/" if step else base

    def post(self, step: str, **changes: Any) -> HttpResponse:
        """Fill in one step and press 保存并继续."""
        assert self.draft is not None
        typed = {**self.typed.get(step, {}), **changes, "draft_token": token_of(self.draft)}
        return self.client.post(self.address(step), typed)

    def walk(self, *, to: str = "check") -> HttpResponse:
        """Answer every step that is asked until the page of this name."""
        for _ in range(40):
            answer = self.client.get(self.address(), follow=True)
            step = answer.request["PATH_INFO"].rstrip("/").rsplit("/", 1)[-1]
            if step == to:
                return answer
            posted = self.post(step)
            assert posted.status_code == 302, (step, errors(posted))
        raise AssertionError(f"never came to {to}")

    def submit(self) -> HttpResponse:
        """Declare and press 提交申请."""
        return self.client.post(self.address("check"), {"declared": "on"})


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    """Return the errors that a refused page shows."""
    context = answer.context
    found = context["form"].errors if context and "form" in context else {}
    return {name: list(texts) for name, texts in found.items()}


def text(answer: HttpResponse) -> str:
    """Return a page as text."""
    return answer.content.decode()
