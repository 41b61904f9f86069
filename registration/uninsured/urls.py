"""Addresses of reports."""

from django.urls import path

from registration.uninsured.views import office, public

urlpatterns = [
    path("reports/new/", public.report, name="report"),
    path("reports/receipt/", public.report_receipt, name="report_receipt"),
    path("reports/found/", public.report_found, name="report_found"),
    path("reports/", public.report_follow, name="report_follow"),
    path("register/reports/<str:reference>/reporter/", office.reporter, name="report_reporter"),
]
