"""Load offices, counties, towns, jurisdictions, calendar and what else is registered."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.offices import reference


class Command(BaseCommand):
    """Load the reference data; rows that are there already stay as they are."""

    help = "Load the reference data of the portal. Safe to run again."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Run all loaders and print how many rows each made and found."""
        for name, loaded in reference.load_all():
            self.stdout.write(f"{name}：新增 {loaded.created}，已有 {loaded.kept}")
