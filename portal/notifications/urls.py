"""Addresses of portal.notifications."""

from django.urls import path

from portal.notifications import views

app_name = "notifications"
urlpatterns = [
    path("inbox/", views.message_list, name="inbox"),
    path("inbox/<int:message_id>/", views.message_page, name="message"),
    path("dev/messages/", views.development_messages, name="development"),
]
