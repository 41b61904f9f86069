"""Addresses of registration: each noun keeps its own."""

from django.urls import include, path

app_name = "registration"
urlpatterns = [
    path("", include("registration.units.urls")),
    path("", include("registration.people.urls")),
    path("", include("registration.roster.urls")),
    path("", include("registration.filings.urls")),
    path("", include("registration.money.urls")),
    path("", include("registration.projects.urls")),
    path("", include("registration.outlets.urls")),
    path("", include("registration.records.urls")),
    path("", include("registration.counter.urls")),
    path("", include("registration.imports.urls")),
    path("", include("registration.subsidy.urls")),
    path("", include("registration.uninsured.urls")),
    path("", include("registration.ways.urls")),
]
