"""What search engines and messengers are told of a page: `{% load found %}`, in head_extra.

  {% found title description kind="website" %}      kind: website, or article for a text to read

The address is that of the page without its question; filters and audiences are one page.
"""

from django import template

from portal.ui.address import absolute

register = template.Library()

LONGEST = 160
"""Characters of a description; more is cut off by whoever shows it."""


@register.inclusion_tag("components/found.html", takes_context=True)
def found(
    context: template.Context, title: object, description: object, kind: str = "website"
) -> dict[str, object]:
    """Describe the page in the head: canonical address, description, preview for messengers."""
    words = " ".join(str(description).split())
    if len(words) > LONGEST:
        words = f"{words[: LONGEST - 1]}…"
    url = absolute(context["request"].path)
    return {"title": title, "description": words, "kind": kind, "url": url}
