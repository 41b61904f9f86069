"""Take over a file of the business register."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from registration.imports import command
from registration.imports.columns import Subject


class Command(BaseCommand):
    """Enter and change employers as the business register says; the page does the same."""

    help = "导入市场监管登记信息；有行没有导入时退出码是 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the day and the office."""
        command.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the file over and print what became of its rows."""
        command.take_over(Subject.EMPLOYERS, options, self.stdout)
