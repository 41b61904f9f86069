"""The queues hold the kind too, so that counts without some kinds read no row of the table."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

OPEN = Q(is_open=True)
KEY = ["next_due_on", "id"]


class Migration(migrations.Migration):
    """Each new index stands before the one that it replaces goes."""

    atomic = False

    dependencies = [("cases", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["office", "state", *KEY],
                include=["kind"],
                condition=OPEN,
                name="case_open_office_state",
            ),
        ),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["office", *KEY], include=["kind"], condition=OPEN, name="case_open_office"
            ),
        ),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["office", "handler", *KEY],
                include=["kind"],
                condition=OPEN,
                name="case_open_handler",
            ),
        ),
        RemoveIndexConcurrently("case", "case_queue_office_state"),
        RemoveIndexConcurrently("case", "case_queue_office"),
        RemoveIndexConcurrently("case", "case_queue_handler"),
    ]
