"""What pages of log-in say in development only."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def where_codes_appear() -> SafeString:
    """Lead to the messages that were not really sent, where there is a page for them."""
    if not settings.DEVELOPMENT_MESSAGES:
        return SafeString("")
    return format_html(
        '<p class="muted">演示环境不真发短信，验证码在<a href="{}">开发短信</a>里看。</p>',
        reverse("notifications:development"),
    )
