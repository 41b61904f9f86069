"""Amounts as people type them, and the form by which an employer works out what it pays."""

from decimal import Decimal
from typing import Any

from django import forms

from portal.ui.forms import PortalForm
from portal.ui.text import normalise


class MoneyField(forms.DecimalField):
    """An amount in yuan above nothing, to the cent; commas and the word 元 are taken."""

    default_error_messages = {"invalid": "请写数字，例如 125000.00"}

    def __init__(self, **kwargs: Any) -> None:
        """Take the bounds of the tables."""
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(max_digits=14, decimal_places=2, min_value=Decimal("0.01"), **kwargs)

    def to_python(self, value: Any) -> Any:
        """Read an amount without what only helps the eye."""
        if isinstance(value, str):
            typed = normalise(value).removesuffix("元")
            value = typed.translate(str.maketrans("", "", ",， "))
        return super().to_python(value)


class PayrollForm(PortalForm):
    """The payroll of one month."""

    payroll = MoneyField(label="一个月的职工工资总额（元）")
