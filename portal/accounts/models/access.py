"""What stands between an account and a stranger: codes, devices, second factor, attempts."""

import base64

from django.conf import settings
from django.db import models
from django_otp.oath import TOTP

from portal import clock
from portal.crypto import EncryptedTextField


class Purpose(models.TextChoices):
    """What a one-time code is good for; a code of one purpose never serves another."""

    SIGN_UP = "sign_up", "注册"
    LOGIN = "login", "登录"
    RECOVER = "recover", "找回密码"
    OLD_PHONE = "old_phone", "换号：原手机号"
    NEW_PHONE = "new_phone", "换号：新手机号"
    STAFF_PASSWORD = "staff_password", "工作人员设置密码"
    COUNTER_PHONE = "counter_phone", "窗口换绑手机号"
    COUNTER_SELF = "counter_self", "窗口核验本人"
    COUNTER_UNIT = "counter_unit", "窗口代办单位参保登记"


class OneTimeCode(models.Model):
    """Six digits sent to a phone, kept only as a keyed hash; only the newest one counts."""

    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    phone_index = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "验证码"
        verbose_name_plural = "验证码"
        indexes = [models.Index(fields=["phone_index", "created_at"], name="code_phone_created")]

    def __str__(self) -> str:
        return f"{self.pk} {self.purpose}"


class Device(models.Model):
    """A browser that has once proved the phone; it knows a token of which we keep the hash."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField("设备", max_length=60)
    created_at = models.DateTimeField(default=clock.now)
    last_seen_at = models.DateTimeField("最近登录", default=clock.now)

    class Meta:
        verbose_name = "设备"
        verbose_name_plural = "设备"
        ordering = ["-last_seen_at"]

    def __str__(self) -> str:
        return self.label


class SecondFactor(models.Model):
    """The secret that the authenticator of a member of staff counts with."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor"
    )
    secret = EncryptedTextField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=-1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "动态口令"
        verbose_name_plural = "动态口令"

    def __str__(self) -> str:
        return str(self.pk)

    def totp(self) -> TOTP:
        """Return the counter of RFC 6238 set to the present."""
        counter = TOTP(base64.b32decode(self.secret), drift=0)
        counter.time = clock.now().timestamp()
        return counter


class Attempt(models.Model):
    """One failure: of which kind, against which account (index), from which network (index)."""

    kind = models.CharField(max_length=20)
    account = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "失败记录"
        verbose_name_plural = "失败记录"
        indexes = [
            models.Index(fields=["account", "kind", "at"], name="attempt_account"),
            models.Index(fields=["network", "kind", "at"], name="attempt_network"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"
