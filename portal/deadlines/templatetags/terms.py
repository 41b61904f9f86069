"""Lengths and articles of statutory periods for pages: no page writes a number of its own."""

from django import template

from portal import clock
from portal.deadlines import parameters
from portal.law.term import registered

register = template.Library()


@register.simple_tag
def term_length(code: str) -> str:
    """Return how long a period is today, in words."""
    return registered(code).length_text(clock.today(), values=parameters.value_on)


@register.simple_tag
def term_basis(code: str) -> str:
    """Return the article that sets a period."""
    return str(registered(code).basis)


@register.simple_tag
def term_reminders(code: str) -> str:
    """Return on which days of a period of fixed length its party is reminded before the last."""
    term = registered(code)
    if not isinstance(term.length, int):
        raise template.TemplateSyntaxError(f"the length of {code} is no fixed number of days")
    days = [f"第 {term.length - before} 天" for before in term.remind if before > 0]
    return "和".join(days)
