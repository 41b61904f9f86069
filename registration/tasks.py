"""What the worker does for the register."""

from celery import shared_task

from registration.imports import store
from registration.people import reminders as unreported
from registration.roster import uploads, work
from registration.subsidy import reminders


@shared_task
def clear_import_files() -> None:
    """Remove what interrupted imports left behind; twice does no harm."""
    store.clear_strays()


@shared_task(name=work.TASK)
def work_on_rosters() -> None:
    """Check and enter rosters where they were left; twice at once does no harm."""
    work.go_on_with_all()


@shared_task
def purge_rosters() -> None:
    """Remove rosters older than 30 days, and files that nobody knows."""
    uploads.purge()


@shared_task
def remind_subsidised() -> None:
    """Tell people whose status for the subsidy ends soon; twice does no harm."""
    reminders.remind()


@shared_task
def remind_unreported() -> None:
    """Tell units of workers who are noted down and not reported; twice does no harm."""
    unreported.remind()
