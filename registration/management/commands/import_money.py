"""Take over a file of contributions, arrears or benefits."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from registration.imports import command
from registration.imports.columns import Subject

MONEY = (Subject.EMPLOYER_MONTHS, Subject.CONTRIBUTIONS, Subject.BENEFITS)


class Command(BaseCommand):
    """Write what was owed, paid and granted, as its keeper says; the page does the same."""

    help = "导入缴费、欠费和待遇数据；有行没有导入时退出码是 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the subject beside the file, the day and the office."""
        parser.add_argument("subject", choices=[one.value for one in MONEY])
        command.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the file over and print what became of its rows."""
        command.take_over(Subject(options["subject"]), options, self.stdout)
