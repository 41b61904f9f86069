"""The portal's addresses and, beside them, the plain page that pages are compared with."""

from django.urls import path

from portal.urls import *  # noqa: F403
from portal.urls import urlpatterns as portal_urlpatterns
from tests.bench.plain import plain_page

urlpatterns = [path("bench/plain/", plain_page), *portal_urlpatterns]
