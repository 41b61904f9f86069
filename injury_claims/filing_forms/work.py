"""Where the worker is insured and works, and what proves the employment."""

from typing import Any

from django import forms

from portal.offices.jurisdiction import deciding_office
from portal.offices.models import County, Office, Town
from portal.wizard.forms import Aside, StepForm

WHOLE_CITY = "00"  # how the codes of GB/T 2260 end for a city and not for a part of it
UNKNOWN = "unknown"
PROOFS = (
    ("contract", "劳动合同"),
    ("wages", "工资条、银行或者微信发工资的记录"),
    ("badge", "工作证、厂牌、工作服"),
    ("attendance", "考勤、打卡、派工单"),
    ("insurance", "社保缴费记录"),
    ("register", "招工登记表、入职表"),
    ("colleagues", "工友可以作证"),
    ("ruling", "仲裁裁决书或者法院判决书"),
    ("none", "这些都没有"),
)


class WorkplaceForm(StepForm):
    """Where the worker is insured, if known, and where the work is done: together the office."""

    asides = (
        Aside(
            title="为什么问这些",
            text="在哪里参保，就由哪里的人社局认定；没参保的，看干活的地方。选错也没关系，我们会转过去。",
        ),
    )
    short = {"insured_county": "参保地", "work_place": "干活的地方"}
    insured_county = forms.ChoiceField(
        label="单位在哪里给职工交的社保（工伤保险）？",
        help_text="不知道或者没交，就选“不知道”",
        error_messages={"required": "请选参保的地方，不知道就选“不知道”"},
    )
    work_place = forms.ChoiceField(
        label="平时在哪里干活？",
        help_text="选到镇街；说不清镇街就选县市区",
        error_messages={"required": "请选干活的地方"},
    )

    def prepare(self) -> None:
        """Read counties and towns, in two statements."""
        counties = list(County.objects.all())
        towns: dict[str, list[tuple[str, str]]] = {}
        self.county_of_town: dict[str, str] = {}
        for code, name, county in Town.objects.values_list("code", "name", "county_id"):
            towns.setdefault(county, []).append((code, name))
            self.county_of_town[code] = county
        insured: Any = self.fields["insured_county"]
        insured.choices = [
            ("", "请选择"),
            (UNKNOWN, "不知道，或者没交"),
            *((one.code, one.name) for one in counties),
        ]
        self._propose({one.code: one.name for one in counties})
        place: Any = self.fields["work_place"]
        place.choices = [
            ("", "请选择"),
            *(
                (one.name, [(one.code, f"{one.name}（说不清镇街）"), *towns[one.code]])
                if one.code in towns
                else (one.code, one.name)
                for one in counties
                if not one.code.endswith(WHOLE_CITY)
            ),
        ]

    def _propose(self, counties: dict[str, str]) -> None:
        """Propose the county where the chosen employer is on the register (29号 item 7)."""
        code = next(
            (
                county
                for step in ("unit", "employer")
                if (county := self.telling.of(step).get("county"))
            ),
            "",
        )
        if code in counties:
            field = self.fields["insured_county"]
            field.initial = code
            field.help_text = f"这家单位的参保登记在{counties[code]}，不对可以改"

    def clean(self) -> dict[str, Any]:
        """Say county and town apart, and leave out a county that is not known."""
        cleaned = super().clean() or {}
        place, insured = cleaned.get("work_place", ""), cleaned.get("insured_county", "")
        cleaned["work_county"] = self.county_of_town.get(place, place)
        cleaned["work_town"] = place if place in self.county_of_town else ""
        cleaned["insured_in"] = "" if insured == UNKNOWN else insured
        return cleaned

    def office(self) -> Office:
        """Return the office that decides."""
        return deciding_office(
            insured_county=self.cleaned_data["insured_in"] or None,
            work_county=self.cleaned_data["work_county"],
            on=self.telling.today,
        )

    def answers(self) -> dict[str, Any]:
        """Keep the office's name beside the answers, for the pages that follow."""
        office = self.office()
        return {**super().answers(), "office": office.pk, "office_name": office.full_name}

    def told(self) -> str:
        """Tell which office decides."""
        office = self.office()
        return f"这件事由{office.full_name}认定，地址：{office.address}，{office.phone_words}。"


class ProofForm(StepForm):
    """What proves that the worker works there."""

    asides = (
        Aside(
            title="没有合同怎么办",
            text="没签合同也可以申请。工资记录、工作证、工友的话，都能说明您在这家单位上班。",
        ),
    )
    short = {"kinds": "手里有"}
    kinds = forms.MultipleChoiceField(
        label="手里有哪些能说明在这家单位上班的东西？",
        help_text="有几样选几样，后面拍照上传",
        choices=PROOFS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选一样，都没有就选最后一个"},
    )

    def clean_kinds(self) -> list[str]:
        """Nothing and something do not go together."""
        kinds: list[str] = self.cleaned_data["kinds"]
        if "none" in kinds and len(kinds) > 1:
            raise forms.ValidationError("选了“这些都没有”，就不要再选别的")
        return kinds

    def told(self) -> str:
        """Tell somebody without proof that the door is open."""
        if self.cleaned_data["kinds"] == ["none"]:
            return "没有证明也可以先交申请。工作人员会告诉您怎么补，必要时可以先申请劳动仲裁。"
        return ""
