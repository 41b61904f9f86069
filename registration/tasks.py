"""What the worker does for the register."""

from celery import shared_task

from registration.imports import store


@shared_task
def clear_import_files() -> None:
    """Remove what interrupted imports left behind; twice does no harm."""
    store.clear_strays()
