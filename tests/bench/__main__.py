"""Run as `script/bench`: makes a database of its own, measures, drops it.

`script/bench work_list answers` measures these parts alone.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
os.environ["TEST_DATABASE_NAME"] = "bench_portal"

import django

django.setup()

from celery import current_app
from django.db import connection
from django.test.utils import override_settings, setup_test_environment

from portal import clock
from portal.embedded.services import Service, start_valkey
from portal.embedded.state import State, account_for_database
from portal.offices.models import Office
from portal.offices.reference import load_all
from tests.bench import answers, imports, measures, paint, people, roster
from tests.cast import Cast

PARTS: dict[str, Callable[[Cast], bool]] = {
    "submission": measures.submission,
    "letters": measures.letters,
    "work_list": measures.work_list,
    "sweep": measures.sweep,
    "imports": lambda _: imports.employers(),
    "people": people.own_records,
    "roster": roster.check,
    "answers": lambda _: answers.answers(),
}
PAGES = "pages"


def _broker() -> Service:
    """Start a broker of the bench's own."""
    state = State(Path(tempfile.mkdtemp(prefix="portal-bench-")), account_for_database())
    state.prepare()
    return start_valkey(state)


def main(asked: list[str]) -> int:
    """Measure what is asked for, everything without names; say whether each ratio holds."""
    if unknown := [name for name in asked if name not in {*PARTS, PAGES}]:
        print(f"没有这一项：{'、'.join(unknown)}；有 {'、'.join([*PARTS, PAGES])}")
        return 2
    wanted = asked or [*PARTS, PAGES]
    setup_test_environment()
    broker = _broker()
    current_app.conf.broker_url = broker.url  # a filing wakes a real broker
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    clock.stop(datetime(2026, 11, 24, 10, 0, tzinfo=clock.CHINA))
    try:
        list(load_all())
        offices = Office.objects
        cast = Cast(offices.get(code="rencheng"), offices.get(code="jinxiang"))
        with override_settings(ROOT_URLCONF="tests.bench.urls"):
            results = [measure(cast) for name, measure in PARTS.items() if name in wanted]
        if PAGES in wanted:
            results.append(paint.pages())
    finally:
        broker.child.stop()
        connection.creation.destroy_test_db("postgres", verbosity=0)
    print("全部达到" if all(results) else "有未达到的")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
