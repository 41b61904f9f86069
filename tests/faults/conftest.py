"""A portal of its own that the tests may kill pieces of; no demonstration data."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from portal.offices.models import Office
from tests.cast import Cast
from tests.stack import RunningPortal, running_portal


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if "/tests/faults/" in item.path.as_posix():
            item.add_marker(pytest.mark.fault)


@pytest.fixture(scope="session")
def portal(django_db_blocker: DjangoDbBlocker) -> Iterator[RunningPortal]:
    """A started portal with reference data only."""
    with running_portal(django_db_blocker, demonstration=False) as started:
        yield started


@pytest.fixture(scope="session")
def people(portal: RunningPortal) -> Cast:
    """The cast of that portal; its people are asked for inside of `portal.orm()`."""
    with portal.orm():
        return Cast(Office.objects.get(code="rencheng"), Office.objects.get(code="jinxiang"))


@pytest.fixture(autouse=True)
def whole_again(portal: RunningPortal) -> Iterator[None]:
    """Start again whatever a test has killed, and return to the present."""
    yield
    portal.set_clock(None)
    for name in ("postgres", "valkey", "web", "worker", "beat"):
        if portal.child(name).ended():
            portal.revive(name)
