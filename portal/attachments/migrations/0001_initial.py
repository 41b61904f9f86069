"""The first tables of portal.attachments."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.clock


class Migration(migrations.Migration):
    """Create the attachments."""

    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("wizard", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("material", models.CharField(max_length=60, verbose_name="材料")),
                ("paper", models.PositiveSmallIntegerField(default=1, verbose_name="第几份")),
                ("page_no", models.PositiveSmallIntegerField(default=1, verbose_name="第几页")),
                ("original_name", models.CharField(max_length=255, verbose_name="文件名")),
                ("media_type", models.CharField(max_length=40, verbose_name="类型")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("width", models.PositiveIntegerField(blank=True, null=True, verbose_name="宽")),
                ("height", models.PositiveIntegerField(blank=True, null=True, verbose_name="高")),
                ("pages", models.PositiveSmallIntegerField(default=1, verbose_name="页数")),
                ("sha256", models.CharField(max_length=64, verbose_name="存储文件的校验值")),
                ("upload_sha256", models.CharField(max_length=64, verbose_name="收到时的校验值")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "正在检查"),
                            ("received", "已收到"),
                            ("refused", "需要重拍"),
                        ],
                        default="checking",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "refused_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="需要重拍的原因"),
                ),
                (
                    "storage_name",
                    models.CharField(max_length=120, unique=True, verbose_name="存储名"),
                ),
                (
                    "uploaded_at",
                    models.DateTimeField(default=portal.clock.now, verbose_name="上传时间"),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("worker_side", "职工一方"),
                            ("employer_side", "用人单位一方"),
                            ("staff", "仅工作人员"),
                            ("all", "双方"),
                        ],
                        default="worker_side",
                        max_length=15,
                        verbose_name="谁能看",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cases.case",
                        verbose_name="案件",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="wizard.draft",
                        verbose_name="草稿",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("draft__isnull", True)),
                            models.Q(("case__isnull", True), ("draft__isnull", False)),
                            _connector="OR",
                        ),
                        name="attachment_of_case_or_draft",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "material", "upload_sha256"),
                        name="attachment_once_a_case",
                    ),
                    models.UniqueConstraint(
                        fields=("draft", "material", "upload_sha256"),
                        name="attachment_once_a_draft",
                    ),
                ],
            },
        ),
    ]
