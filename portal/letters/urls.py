"""Addresses of portal.letters: the public verification of letters."""

from django.urls import path

from portal.letters import views

app_name = "letters"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify_code, name="verify_code"),
]
