"""Addresses of imports."""

from django.urls import path

from registration.imports import views

urlpatterns = [
    path("register/imports/", views.register_imports, name="register_imports"),
    path(
        "register/imports/new/",
        views.register_import_new,
        name="register_import_new",
    ),
    path(
        "register/imports/<int:run_id>/",
        views.register_import,
        name="register_import",
    ),
    path(
        "register/imports/<int:run_id>/resume/",
        views.register_import_resume,
        name="register_import_resume",
    ),
]
