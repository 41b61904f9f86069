"""Fixtures that every test may use: the clock, and the database with the serving role's rights."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from portal import clock as portal_clock
from portal.embedded import role
from portal.offices.models import Office
from tests import reference
from tests.cast import Cast

DEFAULT_PRESENT = datetime(2026, 11, 24, 10, 0, tzinfo=portal_clock.CHINA)


class Clock:
    """The present of one test; it stands still until the test moves it."""

    def set(self, when: str | date | datetime) -> None:
        """Go to a day (at ten in the morning) or an instant, in the time of China."""
        if isinstance(when, str):
            when = datetime.fromisoformat(when) if len(when) > 10 else date.fromisoformat(when)
        if not isinstance(when, datetime):
            when = datetime.combine(when, time(10))
        portal_clock.stop(when if when.tzinfo else when.replace(tzinfo=portal_clock.CHINA))

    def move(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Let time pass."""
        step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        portal_clock.stop(portal_clock.now() + step)

    def now(self) -> datetime:
        """Return the present instant."""
        return portal_clock.now()

    def today(self) -> date:
        """Return the present day."""
        return portal_clock.today()


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """Stop the clock at a working Tuesday; a test sets another day through this fixture."""
    present = Clock()
    present.set(DEFAULT_PRESENT)
    yield present
    portal_clock.stop(None)


def migrations_digest() -> str:
    """Return what the schema is made from, so that a kept test database is never an old one."""
    digest = hashlib.sha256()
    for path in sorted(settings.BASE_DIR.glob("*/**/migrations/[0-9]*.py")):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def digest_note() -> Path:
    """Return where the digest of the kept test database is noted."""
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    return settings.BASE_DIR / "var" / "tests" / f"{name}.digest"


@pytest.fixture(scope="session")
def django_db_createdb(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: None,  # first: each process of a run has a name of its own
) -> bool:
    """Make the database anew when asked to, or when a migration has changed."""
    note = digest_note()
    fresh = note.exists() and note.read_text(encoding="ascii") == migrations_digest()
    return bool(request.config.getvalue("create_db")) or not fresh


def serve_as_app(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Take the rights of the serving role, as the portal does outside tests."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role.ROLE}")


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Create the tables as owner, then run every test as the serving role."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        role.grant(connection.connection)
        serve_as_app(connection)
    note = digest_note()
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(migrations_digest(), encoding="ascii")
    connection_created.connect(serve_as_app, dispatch_uid="tests")
    flush = TransactionTestCase._fixture_teardown

    def flush_as_owner(self: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        flush(self)
        serve_as_app(connection)

    TransactionTestCase._fixture_teardown = flush_as_owner
    yield
    TransactionTestCase._fixture_teardown = flush
    connection_created.disconnect(dispatch_uid="tests")
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def cast(db: None) -> Cast:
    """One office with everybody in it, on the reference data of the city."""
    reference.load()
    return Cast(Office.objects.get(code="rencheng"), Office.objects.get(code="jinxiang"))
