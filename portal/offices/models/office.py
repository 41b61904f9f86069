"""The offices: places where people go, and the organs in whose name they decide."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models

from portal import clock
from portal.offices.models.places import County


def private_storage() -> Storage:
    """Return the storage of seals: outside of everything that is served to the public."""
    return FileSystemStorage(location=settings.PRIVATE_ROOT, base_url=None)


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
    hours = models.CharField(
        "办公时间说明", max_length=120, blank=True, help_text="和每天的时间不一样的写在这里。"
    )
    latitude = models.DecimalField(
        "纬度", max_digits=9, decimal_places=6, null=True, blank=True, help_text="例如 35.414921"
    )
    longitude = models.DecimalField(
        "经度", max_digits=9, decimal_places=6, null=True, blank=True, help_text="例如 116.587245"
    )
    accessibility = models.CharField(
        "无障碍",
        max_length=200,
        blank=True,
        help_text="坡道、电梯、无障碍卫生间、手语；空着就不写。",
    )
    before_visit = models.TextField("去之前", max_length=600, blank=True, help_text="一行一条。")
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
    successor = models.ForeignKey(
        "self",
        verbose_name="停用以后去哪里",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
    )
    closed_until = models.DateField(
        "暂停办公到", null=True, blank=True, editable=False
    )  # of its closures: what pages of cases read without asking for them
    verified_on = models.DateField("核实日期", null=True, blank=True)
    verified_by = models.CharField("核实人", max_length=60, blank=True)
    verified_how = models.CharField("怎么核实的", max_length=8, blank=True)

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
    def verified_how_words(self) -> str:
        """Return how the entry was verified; empty where that is not known."""
        return {"phone": "电话核实", "visit": "到现场核实"}.get(self.verified_how, "")

    @property
    def phone_words(self) -> str:
        """Return the phone in a sentence, or that it is not known yet."""
        return f"电话 {self.phone}" if self.phone else "电话待补"

    @property
    def court_or_general(self) -> str:
        """Return the court as a letter names it."""
        return self.court or "有管辖权的人民法院"


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
