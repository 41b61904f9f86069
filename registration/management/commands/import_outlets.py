"""Take over the postal authority's list of outlets."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from registration.imports import command
from registration.imports.columns import Subject


class Command(BaseCommand):
    """Keep which outlets there are, as the postal authority says; the page does the same."""

    help = "导入邮政管理部门的快递网点名单；有行没有导入时退出码是 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the day and the office."""
        command.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the list over and print what became of its rows."""
        command.take_over(Subject.OUTLETS, options, self.stdout)
