"""Addresses of what an employer owes."""

from django.urls import path

from registration.money import views

urlpatterns = [
    path("units/<int:employer_id>/months/", views.unit_months, name="unit_months"),
    path("register/<int:employer_id>/months/", views.register_months, name="register_months"),
]
