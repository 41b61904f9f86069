"""Compute every running period from its dated facts; say or mend what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.deadlines.recompute import recompute


class Command(BaseCommand):
    """Recompute deadlines after a change of the calendar, or prove that they are right."""

    help = "按案件记录和放假安排重新计算所有在走的时限；加 --check 只核对，不修改。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="只核对；有不一致时返回错误")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the cases with running periods."""
        is_check: bool = options["check"]
        found = 0
        for change in recompute(is_check=is_check):
            self.stdout.write(str(change))
            found += 1
        if is_check and found:
            raise CommandError(f"{found} 个时限与案件记录不一致。")
        self.stdout.write(f"不一致的时限：{found} 个" if found else "所有时限与案件记录一致。")
