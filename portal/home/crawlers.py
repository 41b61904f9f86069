"""Answers to crawlers: which pages there are, and which they shall leave alone."""

from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from portal.home import found
from portal.ui.address import absolute

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages with the day of their last change."""
    root = ET.Element("urlset", xmlns=NAMESPACE)
    for page in found.all_pages():
        line = ET.SubElement(root, "url")
        ET.SubElement(line, "loc").text = absolute(page.path)
        if page.changed_on is not None:
            ET.SubElement(line, "lastmod").text = page.changed_on.isoformat()
    data = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(data, content_type="application/xml; charset=utf-8")


@require_safe
@conditional_page
def robots(request: HttpRequest) -> HttpResponse:
    """Say which paths are not for crawlers, and where the list of pages is."""
    text = found.robots(absolute(reverse("home:sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
