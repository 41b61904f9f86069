"""Forms by which editors keep the links."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from faq.desk import EDITORS
from faq.links.addresses import LONGEST, NOT_PUBLIC, NotForUsError, looks_public, target_of
from faq.links.keeping import Stated
from faq.models import Link, Scope
from portal import clock
from portal.accounts.models import RoleGrant, User
from portal.accounts.models.user import valid_on
from portal.ui.forms import PortalForm

CODE = re.compile(r"[a-z][a-z0-9-]{2,39}")
TAKEN = frozenset({"new"})
ONLY_SAFE = "网址要以 https:// 开头"
TWICE = "这个网址已经有了，请去改那一条"


def editors() -> list[User]:
    """Return who may look after a link: whoever holds a role of the desk today."""
    grants = RoleGrant.objects.filter(valid_on(clock.today()), role__in=EDITORS)
    users = User.objects.filter(pk__in=grants.values("user"), is_active=True)
    return list(users.order_by("name", "pk"))


class LinkForm(PortalForm):
    """What an editor says of a link; `seen` is how often it had been saved when opened."""

    title = forms.CharField(label="名称", max_length=40)
    purpose = forms.CharField(
        label="办什么用", max_length=80, help_text="一句话，例如：单位申报、缴纳社会保险费"
    )
    address = forms.CharField(
        label="网址", max_length=LONGEST, help_text="以 https:// 开头的公开网址"
    )
    owner = forms.CharField(label="谁的网站", max_length=60, help_text="主办单位的全称")
    scope = forms.ChoiceField(label="范围", widget=forms.RadioSelect, choices=Scope.choices)
    keeper = forms.ChoiceField(
        label="谁负责看", required=False, help_text="打不开、搬走了，由谁来处理"
    )
    replacement = forms.ChoiceField(
        label="打不开时换成", required=False, help_text="这个网址打不开、停用以后，页面上换成它"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, link: Link | None = None, **kwargs: Any) -> None:
        """Begin with what is known of the link."""
        super().__init__(*args, **kwargs)
        self.link = link
        self._editors = {str(one.pk): one for one in editors()}
        self._others = {str(one.pk): one for one in Link.objects.kept() if one != link}
        if link is not None:
            self._begin_with(link)
        self._choose("keeper", "还没有定", {pk: one.name for pk, one in self._editors.items()})
        self._choose("replacement", "没有", {pk: one.title for pk, one in self._others.items()})

    def clean_address(self) -> str:
        """Take a public address once, in one shape; an old one may stay as it is."""
        typed: str = self.cleaned_data["address"]
        if self.link is not None and typed == self.link.address:
            return typed
        try:
            target = target_of(typed)
        except NotForUsError as refused:
            raise ValidationError(str(refused)) from None
        if target.scheme != "https":
            raise ValidationError(ONLY_SAFE)
        if not looks_public(target.host):
            raise ValidationError(NOT_PUBLIC)
        same = Link.objects.kept().filter(address=target.url)
        if self.link is not None:
            same = same.exclude(pk=self.link.pk)
        if same.exists():
            raise ValidationError(TWICE)
        if len(target.url) > LONGEST:
            raise ValidationError(f"网址太长，最多 {LONGEST} 个字符")
        return target.url

    def stated(self) -> Stated:
        """Return what was said, of a valid form."""
        said = self.cleaned_data
        return Stated(
            scope=said["scope"],
            title=said["title"],
            purpose=said["purpose"],
            address=said["address"],
            owner=said["owner"],
            keeper=self._editors.get(said["keeper"]),
            replacement=self._others.get(said["replacement"]),
        )

    def _begin_with(self, link: Link) -> None:
        for name in ("title", "purpose", "address", "owner", "scope"):
            self.fields[name].initial = getattr(link, name)
        self.fields["keeper"].initial = str(link.keeper_id or "")
        self.fields["replacement"].initial = str(link.replacement_id or "")
        self.fields["seen"].initial = link.edits
        # Whoever looked after it may have left the desk, and what replaces it the site.
        if link.keeper is not None:
            self._editors.setdefault(str(link.keeper.pk), link.keeper)
        if link.replacement is not None:
            self._others.setdefault(str(link.replacement.pk), link.replacement)

    def _choose(self, name: str, none: str, named: dict[str, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", none), *named.items()]


class NewLinkForm(LinkForm):
    """A link that is not there yet."""

    code = forms.CharField(
        label="编号", max_length=40, help_text="小写英文和横线，别的页面用它来找，以后不变"
    )
    field_order = ("code",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for no number of savings."""
        super().__init__(*args, **kwargs)
        del self.fields["seen"]

    def clean_code(self) -> str:
        """Take a short word that nobody has yet."""
        code: str = self.cleaned_data["code"].lower()
        if not CODE.fullmatch(code):
            raise ValidationError("编号只用小写英文字母、数字和横线，3 到 40 个字符")
        if code in TAKEN or Link.objects.filter(code=code).exists():
            raise ValidationError("这个编号已经有了，请换一个")
        return code
