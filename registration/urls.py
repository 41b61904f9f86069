"""Addresses of registration."""

from django.urls import path

from registration.views import (
    register,
    register_agents,
    register_imports,
    unit_agents,
    units,
)

app_name = "registration"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/enter/", unit_agents.enter, name="unit_enter"),
    path("units/<int:employer_id>/", units.unit, name="unit"),
    path(
        "units/<int:employer_id>/agents/<int:mandate_id>/end/",
        unit_agents.agent_end,
        name="unit_agent_end",
    ),
    path("units/<int:employer_id>/contacts/add/", units.contact_add, name="unit_contact_add"),
    path(
        "units/<int:employer_id>/contacts/<int:contact_id>/end/",
        units.contact_end,
        name="unit_contact_end",
    ),
    path("register/", register.register, name="register"),
    path("register/<int:employer_id>/", register.register_employer, name="register_employer"),
    path(
        "register/<int:employer_id>/changes/", register.register_changes, name="register_changes"
    ),
    path("register/<int:employer_id>/code/", register_agents.give_code, name="register_give_code"),
    path(
        "register/<int:employer_id>/code/letter.pdf",
        register_agents.code_letter,
        name="register_code_letter",
    ),
    path(
        "register/<int:employer_id>/agents/<int:mandate_id>/end/",
        register_agents.agent_end,
        name="register_agent_end",
    ),
    path("register/imports/", register_imports.register_imports, name="register_imports"),
    path(
        "register/imports/new/",
        register_imports.register_import_new,
        name="register_import_new",
    ),
    path(
        "register/imports/<int:run_id>/",
        register_imports.register_import,
        name="register_import",
    ),
    path(
        "register/imports/<int:run_id>/resume/",
        register_imports.register_import_resume,
        name="register_import_resume",
    ),
]
