"""The Celery application and its timetable, which is code because the sweep of legal periods is."""

from celery import Celery
from celery.schedules import crontab, schedule

TIMETABLE: dict[str, schedule | crontab] = {
    "portal.notifications.tasks.deliver": schedule(10),
    "portal.deadlines.tasks.sweep": schedule(60),
    "portal.cases.tasks.acts_of_the_clock": schedule(60),
    "portal.audit.tasks.seal": schedule(60),
    "portal.deadlines.tasks.verify": crontab(hour="3", minute="40"),
    "portal.accounts.tasks.purge": crontab(hour="3", minute="20"),
    "portal.attachments.tasks.clear_stray_files": crontab(hour="3", minute="10"),
    "registration.tasks.clear_import_files": crontab(hour="3", minute="15"),
    "portal.wizard.tasks.purge_drafts": crontab(minute="20"),
    "registration.tasks.work_on_rosters": schedule(10),
    "registration.tasks.purge_rosters": crontab(hour="3", minute="30"),
    "registration.tasks.remind_subsidised": crontab(hour="9", minute="5"),
    "registration.tasks.remind_unreported": crontab(hour="9", minute="10"),
    "portal.home.tasks.check_directory": crontab(hour="9", minute="15"),
    "faq.tasks.check_links": crontab(hour="8-20", minute="*/10"),  # each link once a day
}

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()
app.conf.beat_schedule = {
    name: {"task": name, "schedule": times, "options": {"expires": 55}}
    for name, times in TIMETABLE.items()
}
