"""Addresses of projects."""

from django.urls import path

from registration.projects.views import office, own, people

urlpatterns = [
    path("units/<int:employer_id>/projects/", own.unit_projects, name="unit_projects"),
    path("units/<int:employer_id>/projects/new/", own.unit_project_new, name="unit_project_new"),
    path(
        "units/<int:employer_id>/projects/<int:project_id>/",
        own.unit_project,
        name="unit_project",
    ),
    path(
        "units/<int:employer_id>/projects/<int:project_id>/people/add/",
        people.unit_project_add,
        name="unit_project_add",
    ),
    path(
        "units/<int:employer_id>/projects/<int:project_id>/people/<int:worker_id>/leave/",
        people.unit_project_leave,
        name="unit_project_leave",
    ),
    path(
        "register/<int:employer_id>/projects/",
        office.register_projects,
        name="register_projects",
    ),
    path(
        "register/projects/<str:reference>/people/",
        office.project_roster,
        name="project_roster",
    ),
]
