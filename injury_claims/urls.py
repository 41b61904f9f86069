"""Addresses of injury_claims."""

from django.urls import path

from injury_claims.views import filing

app_name = "injury_claims"
urlpatterns = [
    path("claims/<str:reference>/receipt/", filing.receipt, name="receipt"),
]
