"""Which materials an application needs, and what the clerk found of them."""

from django.db import models
from django.db.models import OuterRef

from injury_claims.outcomes import (
    GROUNDS,
)
from portal.accounts.models import User
from portal.attachments.models import Attachment, AttachmentQuerySet


class Material(models.Model):
    """A row of the dated table that says which materials an application needs."""

    class Condition(models.TextChoices):
        """For which applications the row is meant, beside its ground."""

        ALWAYS = "always", "所有申请"
        RELATIVE = "relative", "近亲属申请"
        UNION = "union", "工会组织申请"
        DEATH = "death", "职工死亡"
        ACCIDENT = "accident", "事故伤害（非职业病）"

    code = models.SlugField("代码", max_length=40)
    ground = models.CharField(
        "情形",
        max_length=10,
        blank=True,
        choices=[(ground.code, str(ground.basis)) for ground in GROUNDS.values()],
        help_text="留空表示所有情形。",
    )
    condition = models.CharField("适用于", max_length=10, choices=Condition, default="always")
    label = models.CharField("材料名称", max_length=120)
    hint = models.CharField("给申请人的说明", max_length=300, blank=True)
    basis = models.CharField("依据", max_length=120)
    is_required = models.BooleanField("必须提交", default=True)
    position = models.PositiveSmallIntegerField("顺序")
    from_on = models.DateField("自何日起提交的申请适用")
    to_on = models.DateField("至何日止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "材料清单"
        ordering = ("position", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "ground", "condition", "from_on"], name="material_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ChecklistItem(models.Model):
    """One material that this claim needs, and what the clerk found."""

    class State(models.TextChoices):
        """The finding."""

        UNCHECKED = "unchecked", "未核对"
        PRESENT = "present", "已收到"
        MISSING = "missing", "缺少"
        NOT_NEEDED = "not_needed", "不需要"

    claim = models.ForeignKey(
        "injury_claims.InjuryClaim", on_delete=models.PROTECT, related_name="items"
    )
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    is_required = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=State, default=State.UNCHECKED)
    remark = models.CharField(max_length=200, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_on = models.DateField(null=True)
    requested_on = models.DateField(null=True)
    requested_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["claim", "code"], name="checklist_item_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_settled(self) -> bool:
        """Say whether the clerk found the item present or not needed."""
        return self.state in {self.State.PRESENT, self.State.NOT_NEEDED}


def new_papers() -> AttachmentQuerySet:
    """Return, for a row of the checklist, the papers that came in since it was asked for."""
    return Attachment.objects.received().filter(
        case_id=OuterRef("claim_id"),
        material=OuterRef("code"),
        uploaded_at__gte=OuterRef("requested_at"),
    )
