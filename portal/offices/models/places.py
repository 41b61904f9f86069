"""Counties and towns of the city, by the codes of the statistical list."""

import re

from django.core.exceptions import ValidationError
from django.db import models

COUNTY_CODE = re.compile(r"[0-9]{5}[0-9A-Z]")
TOWN_CODE = re.compile(r"[0-9]{5}[0-9A-Z][0-9]{3}")


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
