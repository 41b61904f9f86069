"""Addresses of portal.wizard."""

from django.urls import path

from portal.wizard import paper_views, views

app_name = "wizard"
DRAFT = "apply/<slug:journey>/<uuid:draft_id>/"
urlpatterns = [
    path("apply/<slug:journey>/", views.StartView.as_view(), name="start"),
    path(DRAFT, views.ResumeView.as_view(), name="resume"),
    path(f"{DRAFT}check/", views.CheckView.as_view(), name="check"),
    path(f"{DRAFT}delete/", views.DeleteView.as_view(), name="delete"),
    path(f"{DRAFT}<slug:step>/", views.StepView.as_view(), name="step"),
    path(f"{DRAFT}<slug:step>/<uuid:paper>/", paper_views.PaperView.as_view(), name="paper"),
]
