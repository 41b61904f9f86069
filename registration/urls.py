"""Addresses of registration."""

from django.urls import path

from registration.views import register, units

app_name = "registration"
urlpatterns = [
    path("units/<int:employer_id>/", units.unit, name="unit"),
    path("register/<int:employer_id>/", register.register_employer, name="register_employer"),
]
