"""The Celery application and its timetable, which is code because the sweep of legal periods is."""

from celery import Celery

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()
app.conf.beat_schedule = {}
