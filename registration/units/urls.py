"""Addresses of employers."""

from django.urls import path

from registration.units.views import agents, own, register, register_agents

urlpatterns = [
    path("units/", own.units, name="units"),
    path("units/enter/", agents.enter, name="unit_enter"),
    path("units/<int:employer_id>/", own.unit, name="unit"),
    path(
        "units/<int:employer_id>/agents/<int:mandate_id>/end/",
        agents.agent_end,
        name="unit_agent_end",
    ),
    path("units/<int:employer_id>/contacts/add/", own.contact_add, name="unit_contact_add"),
    path(
        "units/<int:employer_id>/contacts/<int:contact_id>/end/",
        own.contact_end,
        name="unit_contact_end",
    ),
    path("register/", register.register, name="register"),
    path("register/<int:employer_id>/", register.register_employer, name="register_employer"),
    path("register/<int:employer_id>/changes/", register.register_changes, name="register_changes"),
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
]
