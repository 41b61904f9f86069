"""Compute every running period from its dated facts; say or mend what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal import clock
from portal.cases.models import Case
from portal.deadlines.calendar import Almanac
from portal.deadlines.clocks import Clocks
from portal.deadlines.models import Deadline

BATCH = 500


class Command(BaseCommand):
    """Recompute deadlines after a change of the calendar, or prove that they are right."""

    help = "按案件记录和放假安排重新计算所有在走的时限；加 --check 只核对，不修改。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="只核对；有不一致时返回错误")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the cases with running periods, a batch at a time."""
        is_check: bool = options["check"]
        almanac = Almanac()
        found = last = 0
        while page := self._page(last):
            last = page[-1]
            for case_id in page:
                found += self._one(case_id, almanac=almanac, is_check=is_check)
        if is_check and found:
            raise CommandError(f"{found} 个时限与案件记录不一致。")
        self.stdout.write(f"不一致的时限：{found} 个" if found else "所有时限与案件记录一致。")

    def _page(self, last: int) -> list[int]:
        running = Deadline.objects.filter(ended_on__isnull=True, case_id__gt=last)
        ids = running.order_by("case_id").values_list("case_id", flat=True).distinct()
        return list(ids[:BATCH])

    def _one(self, case_id: int, *, almanac: Almanac, is_check: bool) -> int:
        """Recompute one case under its lock; a check is undone again."""
        with transaction.atomic():
            case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
            clocks = Clocks(case_id, almanac=almanac)
            changed = clocks.recompute(since=clock.today())
            for deadline, before in changed:
                self.stdout.write(
                    f"{case.reference} {deadline.term}: {before or '—'} → {deadline.due_on or '—'}"
                )
            found = len(changed)
            next_due_on = clocks.next_due_on()
            if case.next_due_on != next_due_on:
                self.stdout.write(f"{case.reference} {case.next_due_on} → {next_due_on}")
                case.next_due_on = next_due_on
                case.save(update_fields=["next_due_on"])
                found += not changed
            if is_check:
                transaction.set_rollback(True)
        return found
