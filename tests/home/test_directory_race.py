"""Two keepers of the directory at once: one change, and a clear message for the other."""

import threading

import pytest
from django.db import connection

from portal.offices.models import Office, OfficeEdit
from tests import reference
from tests.cast import Cast
from tests.desk import filled


@pytest.fixture
def city(transactional_db: None) -> Cast:
    """The cast on real transactions."""
    reference.load()
    return Cast(Office.objects.get(code="rencheng"), Office.objects.get(code="jinxiang"))


def test_two_keepers_at_once_write_one_after_the_other(city: Cast) -> None:
    office = Office.objects.get(code="yanzhou")
    path = f"/directory/{office.code}/edit/"
    clients = [city.client(city.keeper), city.client(city.administrator)]
    forms = [filled(one.get(path)) for one in clients]
    start, codes = threading.Barrier(2), []

    def save(place: int) -> None:
        start.wait()
        typed = forms[place] | {"phone": f"0537-000010{place}"}
        codes.append(clients[place].post(path, typed).status_code)
        connection.close()

    threads = [threading.Thread(target=save, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [303, 409]
    assert OfficeEdit.objects.filter(office=office).count() == 1
