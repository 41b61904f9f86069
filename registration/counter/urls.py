"""Addresses of windows."""

from django.urls import path

from registration.counter.views import acts, adding, registering, town_entries, visit

urlpatterns = [
    path("counter/", visit.counter, name="counter"),
    path("counter/new/", visit.counter_new, name="counter_new"),
    path("counter/receipts/<int:entry_id>/", acts.counter_receipt, name="counter_receipt"),
    path(
        "counter/receipts/<int:entry_id>/pdf/",
        acts.counter_receipt_pdf,
        name="counter_receipt_pdf",
    ),
    path("counter/<int:visit_id>/", visit.counter_visit, name="counter_visit"),
    path(
        "counter/<int:visit_id>/register/",
        registering.counter_register,
        name="counter_register",
    ),
    path("counter/<int:visit_id>/<int:employer_id>/", visit.counter_unit, name="counter_unit"),
    path(
        "counter/<int:visit_id>/<int:employer_id>/add/",
        adding.counter_add,
        name="counter_add",
    ),
    path(
        "counter/<int:visit_id>/<int:employer_id>/contact/",
        acts.counter_contact,
        name="counter_contact",
    ),
    path(
        "counter/<int:visit_id>/<int:employer_id>/<int:employment_id>/end/",
        acts.counter_end,
        name="counter_end",
    ),
    path("register/towns/", town_entries.town_list, name="town_entries"),
    path("register/towns/<int:entry_id>/", town_entries.town_entry, name="town_entry"),
    path("register/towns/<int:entry_id>/correct/", town_entries.town_correct, name="town_correct"),
    path("register/towns/<int:entry_id>/end/", town_entries.town_end, name="town_end"),
]
