"""Addresses of registration."""

from django.urls import path

from registration.views import register, unit_agents, units

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
    path("register/<int:employer_id>/", register.register_employer, name="register_employer"),
]
