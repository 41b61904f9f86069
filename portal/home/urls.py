"""Addresses of portal.home."""

from django.urls import path

from portal.home import crawlers, elder, gallery, views
from portal.home.directory import desk, public

app_name = "home"
urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("what/<slug:who>/", views.what, name="what"),
    path("guide/", views.guide, name="guide"),
    path("guide/first-day/", views.first_day, name="first_day"),
    path("services/", views.services_list, name="services"),
    path("places/", public.places, name="places"),
    path("places.csv", public.places_table, name="places_table"),
    path("places/<slug:code>/", public.place, name="place"),
    path("places/<slug:code>/card.vcf", public.place_card, name="place_card"),
    path("directory/", desk.directory, name="directory"),
    path("directory/new/", desk.directory_new, name="directory_new"),
    path("directory/<slug:code>/", desk.directory_office, name="directory_office"),
    path("directory/<slug:code>/verify/", desk.directory_verify, name="directory_verify"),
    path("directory/<slug:code>/edit/", desk.directory_edit, name="directory_edit"),
    path("directory/<slug:code>/windows/", desk.directory_windows, name="directory_windows"),
    path("directory/<slug:code>/close/", desk.directory_close, name="directory_close"),
    path(
        "directory/<slug:code>/close/<int:closure_id>/",
        desk.directory_reopen,
        name="directory_reopen",
    ),
    path("directory/<slug:code>/retire/", desk.directory_retire, name="directory_retire"),
    path("where/", views.where, name="where"),
    path("rules/", views.rules, name="rules"),
    path("elder/", elder.choose, name="elder"),
    path("progress/", views.progress, name="progress"),
    path("dev/gallery/", gallery.gallery, name="gallery"),
]
