"""The papers people hand in: one row a file, the bytes in private storage."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal import clock


class State(models.TextChoices):
    """What a person is told about a file of theirs."""

    CHECKING = "checking", "正在检查"
    RECEIVED = "received", "已收到"
    REFUSED = "refused", "需要重拍"


class Visibility(models.TextChoices):
    """Which side of a case may open a file; officers of the office always may."""

    WORKER_SIDE = "worker_side", "职工一方"
    EMPLOYER_SIDE = "employer_side", "用人单位一方"
    STAFF = "staff", "仅工作人员"
    ALL = "all", "双方"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Selections of files that several pages need."""

    def received(self) -> "AttachmentQuerySet":
        """Return the files that were re-read and found whole."""
        return self.filter(state=State.RECEIVED)

    def in_order(self) -> "AttachmentQuerySet":
        """Return the files by material, paper and page."""
        return self.order_by("material", "paper", "page_no", "uploaded_at")


class Attachment(models.Model):
    """One file that belongs to exactly one draft or one case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        "cases.Case",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="案件",
    )
    draft = models.ForeignKey(
        "wizard.Draft",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="草稿",
    )
    material = models.CharField("材料", max_length=60)
    paper = models.PositiveSmallIntegerField("第几份", default=1)
    page_no = models.PositiveSmallIntegerField("第几页", default=1)
    original_name = models.CharField("文件名", max_length=255)
    media_type = models.CharField("类型", max_length=40)
    size = models.PositiveIntegerField("字节数")
    width = models.PositiveIntegerField("宽", null=True, blank=True)
    height = models.PositiveIntegerField("高", null=True, blank=True)
    pages = models.PositiveSmallIntegerField("页数", default=1)
    sha256 = models.CharField("存储文件的校验值", max_length=64)
    upload_sha256 = models.CharField("收到时的校验值", max_length=64)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.CHECKING)
    refused_reason = models.CharField("需要重拍的原因", max_length=200, blank=True)
    storage_name = models.CharField("存储名", max_length=120, unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="上传人",
    )
    uploaded_at = models.DateTimeField("上传时间", default=clock.now)
    visibility = models.CharField(
        "谁能看", max_length=15, choices=Visibility.choices, default=Visibility.WORKER_SIDE
    )
    note = models.CharField("说明", max_length=200, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="attachment_of_case_or_draft",
                condition=Q(case__isnull=False, draft__isnull=True)
                | Q(case__isnull=True, draft__isnull=False),
            ),
            models.UniqueConstraint(
                name="attachment_once_a_case",
                fields=["case", "material", "upload_sha256", "uploaded_by"],
            ),
            models.UniqueConstraint(
                name="attachment_once_a_draft",
                fields=["draft", "material", "upload_sha256", "uploaded_by"],
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_image(self) -> bool:
        """Tell whether a browser can show the file as a picture."""
        return self.media_type.startswith("image/")
