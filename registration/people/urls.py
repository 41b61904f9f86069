"""Addresses of an employer's workers."""

from django.urls import path

from registration.people.views import adding, register, worker, workers

urlpatterns = [
    path("units/<int:employer_id>/people/", workers.unit_people, name="unit_people"),
    path(
        "units/<int:employer_id>/people/add/",
        adding.unit_person_add,
        name="unit_person_add",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/",
        worker.unit_person,
        name="unit_person",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/number/",
        worker.unit_person_number,
        name="unit_person_number",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/report/",
        worker.unit_person_report,
        name="unit_person_report",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/end/",
        worker.unit_person_end,
        name="unit_person_end",
    ),
    path(
        "units/<int:employer_id>/people/<int:employment_id>/correct/",
        worker.unit_person_correct,
        name="unit_person_correct",
    ),
    path(
        "register/<int:employer_id>/people/",
        register.register_people,
        name="register_people",
    ),
    path(
        "register/<int:employer_id>/people/<int:employment_id>/",
        register.register_employment,
        name="register_employment",
    ),
    path(
        "register/<int:employer_id>/people/<int:employment_id>/correct/",
        register.register_employment_correct,
        name="register_employment_correct",
    ),
    path(
        "register/<int:employer_id>/people/<int:employment_id>/who/",
        register.register_employment_who,
        name="register_employment_who",
    ),
    path(
        "register/<int:employer_id>/people/<int:employment_id>/number/",
        register.register_employment_number,
        name="register_employment_number",
    ),
]
