"""Addresses of the roster."""

from django.urls import path

from registration.roster.views import check, upload

urlpatterns = [
    path("units/<int:employer_id>/roster/", upload.unit_roster, name="unit_roster"),
    path(
        "units/<int:employer_id>/roster/template/",
        upload.unit_roster_template,
        name="unit_roster_template",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/",
        check.unit_roster_check,
        name="unit_roster_check",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/enrol/",
        check.unit_roster_enrol,
        name="unit_roster_enrol",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/result/",
        check.unit_roster_result,
        name="unit_roster_result",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/problems/",
        check.unit_roster_problems,
        name="unit_roster_problems",
    ),
    path(
        "units/<int:employer_id>/roster/<int:upload_id>/remove/",
        upload.unit_roster_remove,
        name="unit_roster_remove",
    ),
]
