"""Deadlines and ledgers are proved by commands that find one wrong day and one changed byte."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.cases.models import Case
from portal.deadlines.models import Deadline
from tests import factories as make
from tests.cast import Cast


def run(name: str, *arguments: str) -> str:
    """Run a command and return what it said."""
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_right_deadlines_are_found_right(cast: Cast) -> None:
    make.served(cast)
    make.investigating(cast)
    assert "所有时限与案件记录一致" in run("recompute_deadlines", "--check")


def test_one_wrong_day_is_found_and_mended(cast: Cast) -> None:
    case = make.accepted(cast)
    right = Deadline.objects.get(case=case, term="determination")
    wrong = right.due_on + timedelta(days=1)
    Deadline.objects.filter(pk=right.pk).update(due_on=wrong)
    with pytest.raises(CommandError, match="1 个时限与案件记录不一致"):
        run("recompute_deadlines", "--check")
    assert Deadline.objects.get(pk=right.pk).due_on == wrong
    assert f"{case.reference} determination: {wrong}" in run("recompute_deadlines")
    assert Deadline.objects.get(pk=right.pk).due_on == right.due_on
    assert "一致" in run("recompute_deadlines", "--check")


def test_a_wrong_day_of_the_queue_is_found(cast: Cast) -> None:
    case = make.accepted(cast)
    Case.objects.filter(pk=case.pk).update(next_due_on=case.next_due_on + timedelta(days=1))
    with pytest.raises(CommandError):
        run("recompute_deadlines", "--check")
    run("recompute_deadlines")
    case.refresh_from_db()
    assert case.next_due_on == Deadline.objects.get(case=case, term="determination").due_on


def test_whole_ledgers_are_whole_and_a_changed_byte_is_found(cast: Cast) -> None:
    case, other = make.accepted(cast), make.submitted(cast)
    assert "核对了 2 个案件，台账完好" in run("verify_ledger")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "UPDATE cases_entry SET text = replace(text, 'accept', 'refuse')"
            " WHERE case_id = %s AND act = 'accept'",
            [case.pk],
        )
        cursor.execute("SET ROLE portal_app")
    assert "台账完好" in run("verify_ledger", other.reference)
    with pytest.raises(CommandError, match="1 个有问题"):
        run("verify_ledger")
