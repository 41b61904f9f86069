"""The database is what the portal needs, and the serving role cannot rewrite a ledger."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from portal.embedded.role import EVIDENCE, LEDGERS, LETTERS

pytestmark = pytest.mark.django_db


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_trigrams_of_chinese_are_not_empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone() is None:
            cursor.execute("RESET ROLE")
            cursor.execute("CREATE EXTENSION pg_trgm")
        cursor.execute("SELECT show_trgm('工伤')")
        assert cursor.fetchone()[0]


def test_tests_run_as_the_serving_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)


@pytest.mark.parametrize("table", [*LEDGERS, *EVIDENCE, LETTERS])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_ledger_cannot_be_rewritten(table: str, act: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(table))


def test_no_table_can_be_emptied() -> None:
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p') AND has_table_privilege(oid, 'TRUNCATE')"
        )
        assert cursor.fetchall() == []
    assert set(LEDGERS) <= set(tables)
