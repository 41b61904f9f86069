"""Addresses of injury_claims."""

from django.urls import path

from injury_claims.views import filing, my_cases, office, redeem

app_name = "injury_claims"
urlpatterns = [
    path("activate/", redeem.redeem, name="redeem"),
    path("claims/", my_cases.my_cases, name="my_cases"),
    path("claims/<str:reference>/receipt/", filing.receipt, name="receipt"),
    path(
        "claims/<str:reference>/letters/<int:letter_id>/parties/<int:party_id>/receipt.pdf",
        office.service_receipt,
        name="service_receipt",
    ),
]
