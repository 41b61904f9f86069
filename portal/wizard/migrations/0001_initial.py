"""The drafts and the rescues."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.clock
import portal.crypto
import portal.wizard.models


class Migration(migrations.Migration):
    """Create drafts and rescues."""

    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("journey", models.CharField(max_length=40, verbose_name="事项")),
                (
                    "data",
                    portal.crypto.EncryptedJSONField(default=dict, verbose_name="填写的内容"),
                ),
                ("progress", models.JSONField(default=dict, verbose_name="各步状态")),
                (
                    "created_at",
                    models.DateTimeField(default=portal.clock.now, verbose_name="开始时间"),
                ),
                (
                    "saved_at",
                    models.DateTimeField(default=portal.clock.now, verbose_name="保存时间"),
                ),
                (
                    "expires_on",
                    models.DateField(
                        default=portal.wizard.models.expiry_of_a_new_draft, verbose_name="保留到"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="cases.case",
                        verbose_name="提交成的案件",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="所有人",
                    ),
                ),
            ],
            options={
                "verbose_name": "未提交的申请",
                "verbose_name_plural": "未提交的申请",
                "ordering": ["-saved_at"],
                "indexes": [
                    models.Index(fields=["user", "-saved_at"], name="draft_of_user"),
                    models.Index(
                        condition=models.Q(("case__isnull", True)),
                        fields=["expires_on"],
                        name="draft_to_purge",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rescue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        verbose_name="编号",
                    ),
                ),
                ("step", models.CharField(max_length=40, verbose_name="步骤")),
                (
                    "typed",
                    portal.crypto.EncryptedJSONField(default=dict, verbose_name="填写的内容"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=portal.clock.now, verbose_name="收到时间"),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=portal.wizard.models.expiry_of_a_new_rescue, verbose_name="保留到"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rescues",
                        to="wizard.draft",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "登录过期时留下的内容",
                "verbose_name_plural": "登录过期时留下的内容",
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "step"), name="one_rescue_a_step")
                ],
            },
        ),
    ]
