"""Verify the chained ledger of every case, or of the named ones."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.cases import ledger
from portal.cases.models import Case

BATCH = 500


class Command(BaseCommand):
    """Find a changed, missing or added line in the ledgers."""

    help = "核对案件台账的校验链：每一条记录都没有被改动、删除或者插入。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the numbers of cases; none means all."""
        parser.add_argument("references", nargs="*", help="申请编号；不写就核对全部")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the cases in the order of their filing."""
        cases = Case.objects.order_by("pk").values_list("pk", "reference")
        if options["references"]:
            cases = cases.filter(reference__in=options["references"])
        checked = wrong = last = 0
        while page := list(cases.filter(pk__gt=last)[:BATCH]):
            last = page[-1][0]
            for pk, reference in page:
                faults = ledger.faults(pk)
                checked += 1
                wrong += bool(faults)
                for fault in faults:
                    self.stderr.write(f"{reference}：{fault}")
        if wrong:
            raise CommandError(f"核对了 {checked} 个案件，{wrong} 个有问题。")
        self.stdout.write(f"核对了 {checked} 个案件，台账完好。")
