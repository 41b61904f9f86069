"""`manage.py first_admin`: make the first administrator, when there is none."""

import getpass
import os
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Q

from portal import clock
from portal.accounts.identifiers import validate_phone
from portal.accounts.models import RoleGrant, User
from portal.accounts.models.user import valid_on
from portal.accounts.passwords import check_password_rules
from portal.audit.record import record
from portal.audit.verbs import Verb
from portal.workflow.roles import Role


class Command(BaseCommand):
    """Makes one account with the role of administrator; all others are made in the portal."""

    help = "Make the first administrator; asks for the password, or reads FIRST_ADMIN_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take phone and name."""
        parser.add_argument("--phone", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse when an administrator can already enter."""
        today = clock.today()
        holders = RoleGrant.objects.filter(
            valid_on(today), Q(role=Role.ADMINISTRATOR), Q(user__is_active=True)
        )
        if any(grant.user.may_enter(today) for grant in holders.select_related("user")):
            raise CommandError("已有系统管理员，其他账号请在系统管理里开通。")
        try:
            phone = validate_phone(options["phone"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if User.objects.by_phone(phone, staff=True):
            raise CommandError("这个手机号已有工作人员账号。")
        password = os.environ.get("FIRST_ADMIN_PASSWORD") or getpass.getpass("密码：")
        try:
            check_password_rules(password, staff=True, phone=phone, name=options["name"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user = User.objects.create_staff(phone=phone, name=options["name"], password=password)
            RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
            record(Verb.ADMIN_EDIT, target=f"accounts.user {user.pk}", reason="first_admin")
        self.stdout.write("已建立系统管理员，请打开 /staff/login/ 登录并绑定身份验证器。")
