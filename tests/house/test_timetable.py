"""The timetable names only tasks that exist."""

import pytest

from portal.celery import TIMETABLE, app


@pytest.mark.parametrize("name", sorted(TIMETABLE))
def test_task_of_the_timetable_exists(name: str) -> None:
    app.loader.import_default_modules()
    assert name in app.tasks
