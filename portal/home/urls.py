"""Addresses of portal.home."""

from django.urls import path

from portal.home import gallery, views

app_name = "home"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("guide/", views.guide, name="guide"),
    path("places/", views.places, name="places"),
    path("where/", views.where, name="where"),
    path("rules/", views.rules, name="rules"),
    path("progress/", views.progress, name="progress"),
    path("dev/gallery/", gallery.gallery, name="gallery"),
]
