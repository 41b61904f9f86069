"""Addresses of outlets."""

from django.urls import path

from registration.outlets.views import own, register

urlpatterns = [
    path("units/<int:employer_id>/outlets/", own.unit_outlets, name="unit_outlets"),
    path("units/<int:employer_id>/outlets/add/", own.unit_outlet_add, name="unit_outlet_add"),
    path(
        "units/<int:employer_id>/outlets/<int:outlet_id>/end/",
        own.unit_outlet_end,
        name="unit_outlet_end",
    ),
    path(
        "register/<int:employer_id>/outlets/",
        register.register_outlets,
        name="register_outlets",
    ),
    path("register/outlets/", register.outlet_list, name="outlet_list"),
    path("register/outlets/<int:listing_id>/tell/", register.outlet_tell, name="outlet_tell"),
]
