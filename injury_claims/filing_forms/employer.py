"""The employer: found on the register and chosen, or written down freely."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import SafeString

from injury_claims.filing_forms.people import check_number
from portal.accounts import throttle
from portal.accounts.identifiers import IdentityKind
from portal.crypto import mask_id
from portal.ui.forms import with_hint
from portal.wizard.asking import AskingForm
from portal.wizard.forms import Aside, Line
from registration.api import (
    MOST,
    Hit,
    TooShortError,
    search_employers,
    unit_of,
    units_by_id,
)

FIND_HINT = "写名称里至少 4 个字，或者写全 18 位统一社会信用代码"
NONE_OF_THEM = ("none", "都不是，我自己写")
BOTH = "您选了查到的单位，又写了“{name}”。是选的那家，就把写的删掉；不是，就选“都不是，我自己写”"
CHOOSE = "请选是哪一家；都不是的，选“都不是，我自己写”，再写单位全称"


class EmployerForm(AskingForm):
    """The employer, in the words of whoever files."""

    asides = (
        Aside(
            title="单位全称在哪里看",
            text="劳动合同、工资条、工作证、厂门口的牌子上都有。写不全也能交，先把知道的写上。",
        ),
        Aside(
            title="查不到怎么办",
            text="没有参保登记的单位查不到，名称自己写就行，不影响申请。",
        ),
    )
    short = {
        "name": "全称",
        "credit_code": "信用代码",
        "contact": "联系人",
        "phone": "电话",
        "address": "地址",
    }
    registered = forms.ChoiceField(label="是哪一家？", required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label="单位全称",
        help_text="例如 济宁某某机械有限公司，不要只写老板的名字",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    credit_code = forms.CharField(
        label="统一社会信用代码",
        help_text="营业执照上的 18 位，不知道就不写",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.CharField(
        label="单位里找谁",
        help_text="老板、车间主任或者人事，写姓名",
        max_length=40,
        required=False,
    )
    phone = forms.CharField(
        label="单位的电话",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    address = forms.CharField(
        label="单位在哪里",
        help_text="通知要寄到这里。选了查到的单位，可以不写",
        max_length=150,
        required=False,
    )

    is_missed = is_full = False

    def prepare(self) -> None:
        """Offer what was found before in this draft; nothing else may be chosen."""
        for name in ("find", "registered", "name", "address"):
            vars(self.fields[name]).update(hide_optional=True)
        self.fields["find"].label = "先查一查单位"
        self.fields["find"].help_text = FIND_HINT
        ids = self.found_before()
        self._offer(units_by_id(ids) if ids else [])

    def has_answers(self) -> bool:
        """Say whether a unit was chosen or written down."""
        return bool(self._chosen() or str(self.data.get("name") or "").strip())

    def look_up(self, request: HttpRequest) -> list[int]:
        """Find units on the register; the one that was chosen before stays on offer, unchosen.

        Whoever searches again looks for another one: nothing is kept chosen that was not found.
        """
        try:
            throttle.begin(
                throttle.Kind.EMPLOYER_SEARCH,
                account=str(self.telling.draft.user_id),
                request=request,
            )
            hits = search_employers(self.question)
        except (throttle.LockedError, TooShortError) as refused:
            raise ValidationError(str(refused)) from None
        chosen = [hit for hit in self.hits if str(hit.id) == self._chosen()]
        self.is_missed, self.is_full = not hits, len(hits) == MOST
        self._offer([*(hit for hit in chosen if hit not in hits), *hits])
        if chosen and chosen[0] not in hits:
            self.put("registered", "" if hits else NONE_OF_THEM[0])
        if len(hits) == 1 and not self.has_answers():
            self.put("registered", str(hits[0].id))
        return [hit.id for hit in self.hits]

    def clean_credit_code(self) -> str:
        """Check the code where one is given."""
        raw: str = self.cleaned_data["credit_code"]
        return check_number(IdentityKind.CREDIT_CODE, raw) if raw else ""

    def clean_name(self) -> str:
        """A name of one character is a slip of the thumb."""
        name: str = self.cleaned_data["name"].strip()
        if name and len(name) < 2:
            raise ValidationError("单位名称太短，请写全称")
        return name

    def clean_phone(self) -> str:
        """Keep a telephone number as it is said: digits, spaces, hyphens."""
        raw: str = self.cleaned_data["phone"].strip()
        if raw and not 7 <= sum(one.isdigit() for one in raw) <= 16:
            raise ValidationError("电话号码应有 7 到 16 位数字")
        return raw

    def clean(self) -> dict[str, Any]:
        """A chosen unit brings its name and code; a free one needs a name and an address."""
        cleaned = super().clean() or {}
        cleaned |= {"register_id": None, "county": ""}
        is_chosen = "registered" in cleaned and self._chosen()
        unit = unit_of(int(self._chosen())) if is_chosen else None
        if unit is not None and cleaned.get("name") not in {"", None, unit.name}:
            self.add_error("registered", BOTH.format(name=cleaned["name"]))
        elif unit is not None:
            cleaned |= {"name": unit.name, "credit_code": unit.credit_code}
            cleaned |= {"register_id": unit.id, "county": unit.county}
            self.errors.pop("name", None)
            self.errors.pop("credit_code", None)
        elif not cleaned.get("name") and "name" not in self.errors:
            is_open = bool(self.hits) and "registered" not in self.data
            self.add_error(*(("registered", CHOOSE) if is_open else ("name", "请写单位的名称")))
        has_address = bool(cleaned.get("address") or (unit and unit.address))
        if not has_address and "address" not in self.errors:
            self.add_error("address", "请写单位的地址")
        return cleaned

    def lines(self) -> list[Line]:
        """Return the unit as the check page tells it."""
        return [line for line in super().lines() if line.name != "registered"]

    def _text(self, name: str, bound: forms.Field) -> str:
        """Mask the code of a unit that was chosen: it was not typed."""
        text = super()._text(name, bound)
        is_chosen = self.cleaned_data.get("register_id") is not None
        return mask_id(text) if name == "credit_code" and is_chosen else text

    def _chosen(self) -> str:
        """Return the unit that was chosen among the hits, or nothing for free entry."""
        chosen = str(self.data.get("registered") or "")
        return chosen if chosen.isdecimal() else ""

    def _offer(self, hits: list[Hit]) -> None:
        """Let one of these units be chosen, or none of them."""
        self.hits = hits
        field: Any = self.fields["registered"]
        field.choices = [*((str(hit.id), hit_label(hit)) for hit in hits), NONE_OF_THEM]


def hit_label(hit: Hit) -> SafeString:
    """Return a unit as it stands in a choice."""
    gone = "，已注销" if hit.is_cancelled else ""
    return with_hint(hit.name, f"{hit.county}，代码 {hit.masked_code}{gone}")
