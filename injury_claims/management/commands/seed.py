"""Make the demonstration: reference data, people, and one case in every state."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from faq.demo import tell_news
from faq.demo_asking import tell_asking
from injury_claims.demo import people, steps, stories
from injury_claims.demo.places import make_places
from portal.cases.models import Case
from portal.notifications.models import Outbox
from portal.offices.reference import load_all
from registration.demo.filings import tell_filings
from registration.demo.outlets import make_outlets
from registration.demo.people import PASSWORD
from registration.demo.projects import tell_projects
from registration.demo.register import make_register
from registration.demo.subsidies import tell_subsidies


class Command(BaseCommand):
    """Seed clearly fictitious people and cases through the acts themselves."""

    help = "建立演示账户和演示案件（全部虚构）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what the launcher asks for."""
        parser.add_argument("--if-empty", action="store_true", help="已有案件时不做任何事")
        parser.add_argument("--print-logins", action="store_true", help="只打印演示登录")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, or print the log-ins."""
        if not settings.CLOCK_MAY_BE_SET:
            raise CommandError("正式环境不能建立演示数据。")
        if options["print_logins"]:
            self._print_logins()
            return
        if options["if_empty"] and Case.objects.exists():
            return
        list(load_all())
        with transaction.atomic(), stories.standing_still() as go:
            cast = people.make_people()
            go(0, 8)
            units = make_register(
                agent=cast.agent, school=cast.school, worker_number=steps.WORKER_NUMBER
            )
            make_outlets(agent=cast.agent)
            told = stories.Stories(cast, go).tell_all()
            told += tell_filings(units, cast.users, go)
            told += tell_projects(cast.users, agent=cast.agent, go=go)
            told += tell_subsidies(cast.users, citizen=cast.worker, go=go)
            told += tell_asking(cast.users, go)
            self._silence_texts()
        make_places(cast.keeper)
        tell_news(cast.editor, cast.legal_checker)
        self.stdout.write(f"演示案件：{told} 件")

    def _silence_texts(self) -> None:
        """Text messages of invented days are not sent; the inbox keeps its copies."""
        Outbox.objects.filter(kind=Outbox.Kind.SMS, state=Outbox.State.PENDING).update(
            state=Outbox.State.CANCELLED
        )

    def _print_logins(self) -> None:
        for phone, name, part in people.log_ins():
            self.stdout.write(f"{phone}  {name}  {part}")
        self.stdout.write(f"李小满的身份证号码（虚构）：{steps.WORKER_NUMBER}")
        self.stdout.write(f"密码都是 {PASSWORD}")
