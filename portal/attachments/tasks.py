"""What the worker does for attachments."""

from celery import shared_task

from portal.attachments.remove import clear_strays


@shared_task
def clear_stray_files() -> None:
    """Remove what interrupted uploads left behind; twice does no harm."""
    clear_strays()
