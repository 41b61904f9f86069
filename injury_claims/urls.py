"""Addresses of injury_claims."""

from django.urls import path

from injury_claims.views import filing, office

app_name = "injury_claims"
urlpatterns = [
    path("claims/<str:reference>/receipt/", filing.receipt, name="receipt"),
    path(
        "claims/<str:reference>/letters/<int:letter_id>/parties/<int:party_id>/receipt.pdf",
        office.service_receipt,
        name="service_receipt",
    ),
]
