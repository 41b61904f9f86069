"""Addresses of the ways."""

from django.urls import path

from registration.ways import views

urlpatterns = [
    path("ways/", views.ways, name="ways"),
    path("ways/<slug:code>/<slug:county>/sheet.pdf", views.way_sheet, name="way_sheet"),
]
