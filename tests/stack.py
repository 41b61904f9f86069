"""One whole portal for browser and fault tests: real servers, web, worker and beat of its own."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path

from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from portal import clock
from portal.celery import app
from portal.embedded.processes import Child, free_port
from portal.embedded.services import Service, start_postgres, start_valkey
from portal.embedded.stack import Options, Stack
from portal.embedded.state import CannotStart, State, account_for_database
from portal.settings import env


class RunningPortal:
    """A started portal that a test may drive, look into, move in time, and break."""

    def __init__(self, *, blocker: DjangoDbBlocker, demonstration: bool) -> None:
        self._blocker = blocker
        self.folder = Path(tempfile.mkdtemp(prefix="portal-stack-", dir="/tmp"))
        self.clock_file = self.folder / "clock-offset"
        account = account_for_database()
        state = State(self.folder, account)
        state.prepare()
        state.lock()
        options = Options(
            port=free_port(),
            demonstration=demonstration,
            heed_environment=False,
            extra={
                "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
                "SECRET_KEY": settings.SECRET_KEY,
                "FIELD_KEY": settings.FIELD_KEY,
                "INDEX_KEY": settings.INDEX_KEY,
                "PORTAL_CLOCK_OFFSET_FILE": str(self.clock_file),
            },
        )
        self.said: list[str] = []
        self.stack = Stack(state, options, say=self.said.append)

    @property
    def address(self) -> str:
        """Return the front page's address."""
        return self.stack.address

    def url(self, path: str) -> str:
        """Return the address of a path such as /inbox/."""
        return self.address.rstrip("/") + path

    def start(self) -> None:
        """Start everything."""
        self.stack.start()

    def end(self) -> None:
        """Stop everything and remove its data."""
        self.stack.stop()
        self.stack.state.release()
        shutil.rmtree(self.folder, ignore_errors=True)

    def set_clock(self, when: str | date | datetime | None) -> None:
        """Move web, worker and beat to a day (ten in the morning) or instant; None is real time."""
        if when is None:
            self.clock_file.unlink(missing_ok=True)
            return
        if isinstance(when, str):
            when = datetime.fromisoformat(when) if len(when) > 10 else date.fromisoformat(when)
        if not isinstance(when, datetime):
            when = datetime.combine(when, time_of_day(10))
        present = datetime.now(tz=clock.CHINA)  # noqa: TID251
        shift = when.replace(tzinfo=when.tzinfo or clock.CHINA) - present
        draft = self.clock_file.with_suffix(".new")
        draft.write_text(str(shift.total_seconds()), encoding="ascii")
        draft.replace(self.clock_file)

    def child(self, name: str) -> Child:
        """Return a process: postgres, valkey, web, worker or beat."""
        return self.stack.children[name]

    def kill(self, name: str) -> None:
        """Kill a process and its group with -9."""
        self.child(name).kill()

    def revive(self, name: str) -> None:
        """Start a killed process again on the same port, and wait until it serves."""
        if name == "postgres":
            port = self.database()["PORT"]
            server = self._postgres_again(int(str(port)))
            self.stack.keep(name, server.child)
        elif name == "valkey":
            port = self.stack.serving_env["REDIS_URL"].rpartition(":")[2].partition("/")[0]
            self.stack.keep(name, start_valkey(self.stack.state, port=int(port)).child)
        else:
            self.stack.launch(name)
            if name == "web":
                self.stack.wait_for_web()
            elif name == "worker":
                self.stack.wait_for_worker()

    def _postgres_again(self, port: int) -> Service:
        """Start PostgreSQL as soon as the last process of the killed one has let its memory go."""
        for _ in range(50):
            try:
                return start_postgres(self.stack.state, durable=True, port=port)
            except CannotStart as reason:
                if "shared memory" not in str(reason):
                    raise
                time.sleep(0.1)
        raise CannotStart("PostgreSQL")

    def database(self) -> dict[str, object]:
        """Return Django's description of the database as the serving role sees it."""
        return env.database(self.stack.serving_env["DATABASE_URL"])

    @contextmanager
    def orm(self) -> Iterator[None]:
        """Let models, notify() and perform() of this test process work on this portal's data."""
        before, broker = connections["default"], app.conf.broker_url
        here = connections.create_connection("default")
        here.settings_dict = {**here.settings_dict, **self.database()}
        connections["default"] = here
        app.conf.broker_url = self.stack.serving_env["REDIS_URL"]
        try:
            with self._blocker.unblock():
                yield
        finally:
            here.close()
            connections["default"] = before
            app.conf.broker_url = broker

    def manage(self, *arguments: str) -> str:
        """Run a management command with the rights of the serving role."""
        return self.stack.run("django", *arguments, env=self.stack.serving_env)

    def log(self, name: str) -> str:
        """Return what a process has written."""
        return self.child(name).log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_portal(blocker: DjangoDbBlocker, *, demonstration: bool) -> Iterator[RunningPortal]:
    """Start a portal of its own and end it whatever happens."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    portal = RunningPortal(blocker=blocker, demonstration=demonstration)
    try:
        portal.start()
        yield portal
    finally:
        portal.end()
