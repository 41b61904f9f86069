"""What the register answered for a claim, and when: written once, asked again it is a new row."""

from django.conf import settings
from django.db import models

from portal import clock
from registration.api import Answer

UNINSURED = frozenset({Answer.NO, Answer.ENROLLED_UNPAID})
"""Answers after which the employer pays the benefits (工伤保险条例 Art.62; 意见（三） Art.12)."""


class InsuredCheck(models.Model):
    """Whether the worker was insured on the day of the injury, as the register said that day."""

    LABELS = {
        Answer.YES: "已参保",
        Answer.NO: "没有参保",
        Answer.ENROLLED_UNPAID: "参保但没有按时缴费",
        Answer.UNKNOWN: "登记里查不到",
    }

    claim = models.ForeignKey(
        "injury_claims.InjuryClaim", on_delete=models.PROTECT, related_name="insured_checks"
    )
    answer = models.CharField(
        max_length=20, choices=[(one.value, label) for one, label in LABELS.items()]
    )
    on = models.DateField("查询的日期")
    since = models.DateField("参保起始日", null=True)
    unit = models.CharField("单位", max_length=120, blank=True)
    elsewhere = models.CharField("同日在别处参保", max_length=400, blank=True)
    source = models.CharField("来源", max_length=300)
    register_on = models.DateField("登记数据截至")
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "参保情况查询"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.claim_id} {self.answer}"

    @property
    def label(self) -> str:
        """Return the answer in words."""
        return self.LABELS[Answer(self.answer)]

    @property
    def is_uninsured(self) -> bool:
        """Say whether the employer pays the benefits if the injury is recognised."""
        return self.answer in UNINSURED
