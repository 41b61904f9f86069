"""Counties, towns, the offices that decide, and for which county each of them does."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.db.models import F, Q

from portal import clock

COUNTY_CODE = re.compile(r"[0-9]{5}[0-9A-Z]")
TOWN_CODE = re.compile(r"[0-9]{5}[0-9A-Z][0-9]{3}")


def private_storage() -> Storage:
    """Return the storage of seals: outside of everything that is served to the public."""
    return FileSystemStorage(location=settings.PRIVATE_ROOT, base_url=None)


class County(models.Model):
    """A county, district or county-level city; also a functional area that has towns."""

    code = models.CharField("代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=30)
    sort = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "县市区"
        verbose_name_plural = "县市区"
        ordering = ["sort", "code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Take codes as the statistical list has them: addresses of pages are made with them."""
        require_code(self.code, COUNTY_CODE, length=6)


class Town(models.Model):
    """A town, township or street of a county."""

    code = models.CharField("代码", max_length=9, primary_key=True)
    name = models.CharField("名称", max_length=30)
    county = models.ForeignKey(
        County, verbose_name="县市区", on_delete=models.PROTECT, related_name="towns"
    )

    class Meta:
        verbose_name = "镇街"
        verbose_name_plural = "镇街"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Take codes as the statistical list has them."""
        require_code(self.code, TOWN_CODE, length=9)


def require_code(code: str, shape: re.Pattern[str], *, length: int) -> None:
    """Refuse a code of a place that could not stand in an address."""
    if not shape.fullmatch(code):
        sentence = f"代码是 {length} 位数字，功能区的第六位可以是大写字母。"
        raise ValidationError({"code": sentence})


class Power(models.TextChoices):
    """What an office decides; a town's window takes entries for the agency of its county."""

    RECOGNITION = "recognition", "工伤认定"
    AGENCY = "agency", "参保经办"
    TOWN = "town", "镇街窗口"


DECIDING = [choice for choice in Power.choices if choice[0] != Power.TOWN]


class Office(models.Model):
    """A place where people go, and the organ in whose name it decides."""

    code = models.SlugField("代码", max_length=30, unique=True)
    name = models.CharField("简称", max_length=30, help_text="例如：任城区")
    full_name = models.CharField(
        "作出决定的机关",
        max_length=60,
        help_text="以谁的名义作决定，落款和印章用它；镇街窗口写全称。",
    )
    address = models.CharField("地址", max_length=120)
    phone = models.CharField("电话", max_length=40, blank=True, help_text="空着就显示“电话待补”。")
    hours = models.CharField("办公时间", max_length=120, blank=True)
    power = models.CharField(
        "职权", max_length=12, choices=Power.choices, default=Power.RECOGNITION
    )
    is_city_level = models.BooleanField("市级", default=False)
    county = models.ForeignKey(
        County,
        verbose_name="所在县市区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offices",
    )
    letter_prefix = models.CharField(
        "文号字头",
        max_length=20,
        blank=True,
        help_text="例如：济任人社工伤。镇街窗口不发文书，不用填。",
    )
    seal = models.ImageField(
        "印章图片", storage=private_storage, upload_to="seals/", null=True, blank=True
    )
    reconsideration_organ = models.CharField(
        "行政复议机关", max_length=60, blank=True, help_text="镇街窗口不作决定，不用填。"
    )
    court = models.CharField(
        "管辖法院", max_length=60, blank=True, help_text="空着时文书写“有管辖权的人民法院”。"
    )
    note = models.TextField("数据说明", blank=True, help_text="来源、还没有核实的地方。")
    is_demonstration = models.BooleanField("演示数据", default=False)
    sort = models.PositiveSmallIntegerField("次序", default=0)
    retired_on = models.DateField("停用日期", null=True, blank=True)
    verified_on = models.DateField("核实日期", null=True, blank=True)

    class Meta:
        verbose_name = "办事机构"
        verbose_name_plural = "办事机构"
        ordering = ["sort", "code"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ask whoever decides for what stands on its letters."""
        if self.power == Power.TOWN:
            return
        lacking = [
            name for name in ("letter_prefix", "reconsideration_organ") if not getattr(self, name)
        ]
        if lacking:
            raise ValidationError(dict.fromkeys(lacking, "作决定的机关必须填写。"))

    @property
    def phone_or_gap(self) -> str:
        """Return the telephone number, or that there is none yet."""
        return self.phone or "电话待补"

    @property
    def phone_words(self) -> str:
        """Return the phone in a sentence, or that it is not known yet."""
        return f"电话 {self.phone}" if self.phone else "电话待补"

    @property
    def court_or_general(self) -> str:
        """Return the court as a letter names it."""
        return self.court or "有管辖权的人民法院"


class Jurisdiction(models.Model):
    """For cases of which county an office decides, from a day and perhaps until one."""

    county = models.ForeignKey(
        County, verbose_name="县市区", on_delete=models.PROTECT, related_name="jurisdictions"
    )
    office = models.ForeignKey(
        Office, verbose_name="办事机构", on_delete=models.PROTECT, related_name="jurisdictions"
    )
    power = models.CharField("职权", max_length=12, choices=DECIDING, default=Power.RECOGNITION)
    from_on = models.DateField("起始日")
    to_on = models.DateField("截止日（含）", null=True, blank=True)
    is_provisional = models.BooleanField("暂定", default=False)
    note = models.CharField("依据或说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "管辖"
        verbose_name_plural = "管辖"
        ordering = ["county", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "power", "from_on"], name="one_start_a_county"
            ),
            models.UniqueConstraint(
                fields=["county", "power"],
                condition=Q(to_on__isnull=True),
                name="one_open_a_county",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="jurisdiction_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} → {self.office}"

    def clean(self) -> None:
        """Refuse an office without the power, and a period that overlaps another one."""
        if self.office_id and self.office.power != self.power:
            raise ValidationError({"office": "这个机构没有这项职权。"})
        if not all(getattr(self, name, None) for name in ("from_on", "county_id")):
            return
        others = Jurisdiction.objects.filter(county_id=self.county_id, power=self.power)
        others = others.exclude(pk=self.pk)
        others = others.filter(Q(to_on__isnull=True) | Q(to_on__gte=self.from_on))
        if self.to_on is not None:
            others = others.filter(from_on__lte=self.to_on)
        if others.exists():
            raise ValidationError(
                "这个县市区在这段时间里已经有办事机构了，请先给原来的填上截止日。"
            )


class TownSpan(models.Model):
    """Something that holds for one town from a day and perhaps until one, never twice at once."""

    town = models.ForeignKey(Town, verbose_name="镇街", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("起始日")
    to_on = models.DateField("截止日（含）", null=True, blank=True)
    note = models.CharField("依据或说明", max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["town", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["town", "from_on"], name="%(class)s_one_start"),
            models.UniqueConstraint(
                fields=["town"], condition=Q(to_on__isnull=True), name="%(class)s_one_open"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="%(class)s_ends_after_start",
            ),
        ]

    def clean(self) -> None:
        """Refuse a period that overlaps another one of the same town."""
        if not self.town_id or not self.from_on:
            return
        others = type(self)._default_manager.filter(town_id=self.town_id).exclude(pk=self.pk)
        others = others.filter(Q(to_on__isnull=True) | Q(to_on__gte=self.from_on))
        if self.to_on is not None:
            others = others.filter(from_on__lte=self.to_on)
        if others.exists():
            raise ValidationError("这个镇街在这段时间里已经有一条了，请先给原来的填上截止日。")


class TownDesk(TownSpan):
    """The window that takes a town's entries for the agency of its county."""

    office = models.ForeignKey(
        Office, verbose_name="镇街窗口", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(TownSpan.Meta):
        verbose_name = "镇街窗口分工"
        verbose_name_plural = "镇街窗口分工"

    def __str__(self) -> str:
        return f"{self.town} → {self.office}"

    def clean(self) -> None:
        """Refuse an office that is no town's window."""
        if self.office_id and self.office.power != Power.TOWN:
            raise ValidationError({"office": "请选择职权是“镇街窗口”的机构。"})
        super().clean()


class TownArea(TownSpan):
    """A functional area that manages a town of the statistical list instead of its county."""

    area = models.ForeignKey(
        County, verbose_name="由哪里管理", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(TownSpan.Meta):
        verbose_name = "镇街托管"
        verbose_name_plural = "镇街托管"

    def __str__(self) -> str:
        return f"{self.town} → {self.area}"

    def clean(self) -> None:
        """Refuse the county to which the town belongs anyway."""
        if self.town_id and self.area_id == self.town.county_id:
            raise ValidationError({"area": "镇街本来就属于这里，不用填托管。"})
        super().clean()


class OfficeEdit(models.Model):
    """Who changed or verified what of an office, and when."""

    office = models.ForeignKey(
        Office, verbose_name="办事机构", on_delete=models.CASCADE, related_name="edits"
    )
    at = models.DateTimeField("时间", default=clock.now)
    by_id = models.BigIntegerField("操作人编号", null=True, blank=True)
    by_label = models.CharField("操作人", max_length=60)
    changes = models.JSONField("变动", default=dict)  # field: [before, after]
    is_verification = models.BooleanField("核实", default=False)

    class Meta:
        verbose_name = "机构变动记录"
        verbose_name_plural = "机构变动记录"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.office} {self.by_label}"
