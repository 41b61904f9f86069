"""Addresses of what employers file."""

from django.urls import path

from registration.filings.views import own, register

urlpatterns = [
    path("units/register/", own.register_unit, name="register_unit"),
    path("units/<int:employer_id>/filings/", own.unit_filings, name="unit_filings"),
    path("units/<int:employer_id>/filings/change/", own.file_change, name="file_change"),
    path(
        "units/<int:employer_id>/filings/cancellation/",
        own.file_cancellation,
        name="file_cancellation",
    ),
    path(
        "register/<int:employer_id>/filings/",
        register.register_filings,
        name="register_filings",
    ),
    path("register/<int:employer_id>/filings/duty/", register.note_duty, name="note_duty"),
]
