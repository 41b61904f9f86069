"""Addresses of portal.home."""

from django.urls import path

from portal.home import gallery, views
from portal.home.directory import public

app_name = "home"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("guide/", views.guide, name="guide"),
    path("places/", public.places, name="places"),
    path("places.csv", public.places_table, name="places_table"),
    path("places/<slug:code>/", public.place, name="place"),
    path("places/<slug:code>/card.vcf", public.place_card, name="place_card"),
    path("where/", views.where, name="where"),
    path("rules/", views.rules, name="rules"),
    path("progress/", views.progress, name="progress"),
    path("dev/gallery/", gallery.gallery, name="gallery"),
]
