"""Addresses of injury_claims."""

from django.urls import URLPattern

app_name = "injury_claims"
urlpatterns: list[URLPattern] = []
