"""What a visitor has to know of an office: its windows, when it is open, when it is closed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from portal import clock
from portal.offices.models.office import Office

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class OfficeWindow(models.Model):
    """A window, or a row of them, in an office: where it is and which matters it takes."""

    office = models.ForeignKey(
        Office, verbose_name="办事机构", on_delete=models.CASCADE, related_name="windows"
    )
    name = models.CharField("窗口号", max_length=40)
    floor = models.CharField("楼层", max_length=20, blank=True)
    area = models.CharField("区域", max_length=40, blank=True)
    matters = models.JSONField("办哪些事", default=list, blank=True)  # names; empty: all of them
    sort = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = "窗口"
        verbose_name_plural = "窗口"
        ordering = ["sort", "id"]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """Return where the window is, as somebody would say it at the door."""
        return f"{self.floor}{self.area}{self.name}窗口"


class OpeningSpan(models.Model):
    """From when to when an office is open on a weekday; two rows where it shuts at noon."""

    office = models.ForeignKey(
        Office, verbose_name="办事机构", on_delete=models.CASCADE, related_name="openings"
    )
    weekday = models.PositiveSmallIntegerField("星期", choices=list(enumerate(WEEKDAYS)))
    opens = models.TimeField("开门")
    closes = models.TimeField("关门")

    class Meta:
        verbose_name = "办公时间"
        verbose_name_plural = "办公时间"
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="opening_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_on_a_weekday"),
            models.UniqueConstraint(
                fields=["office", "weekday", "opens"], name="one_opening_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {self.opens:%H:%M}"


class Closure(models.Model):
    """Days on which an office is closed against its hours; it always has a last one."""

    office = models.ForeignKey(
        Office, verbose_name="办事机构", on_delete=models.CASCADE, related_name="closures"
    )
    from_on = models.DateField("从哪天起")
    to_on = models.DateField("到哪天止（含）")
    reason = models.CharField("为什么", max_length=60)
    instead = models.CharField("这几天去哪里办", max_length=120, blank=True)
    made_at = models.DateTimeField("登记时间", default=clock.now)
    made_by = models.CharField("登记人", max_length=60)
    is_withdrawn = models.BooleanField("已取消", default=False)

    class Meta:
        verbose_name = "暂停办公"
        verbose_name_plural = "暂停办公"
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="closure_ends_after_start"
            )
        ]
        indexes = [models.Index(fields=["office", "to_on"], name="closure_office")]

    def __str__(self) -> str:
        return f"{self.office} {self.from_on}"


class OfficeCheck(models.Model):
    """The task to verify the entry of an office in a quarter of the year."""

    class Way(models.TextChoices):
        """How somebody made sure."""

        PHONE = "phone", "电话核实"
        VISIT = "visit", "到现场核实"

    office = models.ForeignKey(
        Office, verbose_name="办事机构", on_delete=models.CASCADE, related_name="checks"
    )
    quarter = models.DateField("季度的第一天")
    due_on = models.DateField("最后一天")
    done_at = models.DateTimeField("核实时间", null=True, blank=True)
    done_by = models.CharField("核实人", max_length=60, blank=True)
    way = models.CharField("怎么核实的", max_length=8, choices=Way.choices, blank=True)
    finding = models.CharField("核实的情况", max_length=500, blank=True)

    class Meta:
        verbose_name = "核实任务"
        verbose_name_plural = "核实任务"
        ordering = ["due_on", "office"]
        constraints = [
            models.UniqueConstraint(fields=["office", "quarter"], name="one_check_a_quarter"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, way="") | Q(done_at__isnull=False) & ~Q(way=""),
                name="check_done_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.quarter}"

    def clean(self) -> None:
        """Ask how it was verified."""
        if self.done_at and not self.way:
            raise ValidationError({"way": "请选怎么核实的。"})
