"""`manage.py verify_audit`: has anything in the audit been changed since it was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit import chain
from portal.audit.models import AuditSeal


class Command(BaseCommand):
    """Walks the chain of seals; ends with an error when one does not fit."""

    help = "Check the seals over the audit; give --head to compare with a head kept elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a signature that must still be part of the chain."""
        parser.add_argument("--head", default="", help="a signature that was noted earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every fault, then the head of the chain."""
        found = list(chain.faults())
        head = options["head"].split()[-1] if options["head"] else ""
        if head and not AuditSeal.objects.filter(signature=head).exists():
            found.append(chain.Fault(0, "the noted head is not in the chain: its end was cut off"))
        for fault in found:
            self.stderr.write(f"seal {fault.seal_id}: {fault.text}")
        if found:
            raise CommandError(f"{len(found)} faults")
        self.stdout.write(f"audit intact, head: {chain.head()}")
