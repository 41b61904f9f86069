"""Addresses of records."""

from django.urls import path

from registration.records.views import (
    certificates,
    counter,
    own,
    provider,
    register,
    unit_certificates,
)

urlpatterns = [
    path("records/", own.records, name="records"),
    path("records/more/<slug:part>/", own.more, name="records_more"),
    path("records/looks/", own.looks, name="records_looks"),
    path("records/identify/", provider.identify, name="identify"),
    path("records/identify/return/", provider.identify_return, name="identify_return"),
    path("records/certificates/", certificates.certificates, name="certificates"),
    path("records/certificates/<slug:number>/", certificates.certificate, name="certificate"),
    path(
        "units/<int:employer_id>/certificates/",
        unit_certificates.unit_certificates,
        name="unit_certificates",
    ),
    path(
        "units/<int:employer_id>/certificates/<slug:number>/",
        unit_certificates.unit_certificate,
        name="unit_certificate",
    ),
    path("register/verify/", counter.begin, name="counter_self"),
    path("register/verify/code/", counter.confirm, name="counter_self_code"),
    path("register/people/", register.search_person, name="search_person"),
    path(
        "register/people/<int:person_id>/",
        register.register_person,
        name="register_person",
    ),
    path(
        "register/people/<int:person_id>/<slug:part>/",
        register.register_person_more,
        name="register_person_more",
    ),
    path("dev/identity/", provider.simulated_identity, name="simulated_identity"),
]
