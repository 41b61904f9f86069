"""The one command: it starts whole, stops whole, and says what is wrong."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from portal.embedded.processes import free_port, started_at

pytestmark = pytest.mark.deep

READY = "平台已启动"
PATIENCE = 90


@pytest.fixture
def folder() -> Iterator[Path]:
    """A state folder that the database account may enter."""
    path = Path(tempfile.mkdtemp(prefix="portal-launcher-", dir="/tmp"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


class Server:
    """A script/server that a test started."""

    def __init__(self, folder: Path, *, port: int = 0, **extra: str) -> None:
        self.folder = folder
        self.output = folder.with_suffix(f".{time.monotonic_ns()}.out")
        outside = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        }
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "portal.embedded", "--no-demonstration"),
                    *("--port", str(port or free_port())),
                ],
                cwd=settings.BASE_DIR,
                env={**outside, "PORTAL_STATE_DIR": str(folder), **extra},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        """Return all it has printed."""
        return self.output.read_text(encoding="utf-8")

    def until_ready(self) -> "Server":
        """Wait for the address."""
        end = time.monotonic() + PATIENCE
        while READY not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)
        return self

    def children(self) -> list[tuple[int, str]]:
        """Return the process ids of this run with their start marks."""
        return json.loads((self.folder / "run" / "children").read_text(encoding="utf-8"))

    def address(self) -> str:
        """Return where it says that it is."""
        return json.loads((self.folder / "run" / "server.json").read_text(encoding="utf-8"))[
            "address"
        ]

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait for the end."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.output.unlink(missing_ok=True)
        return code


def until_gone(marks: list[tuple[int, str]], *, seconds: float = 20) -> list[int]:
    """Return the processes that are still there after a while."""
    end = time.monotonic() + seconds
    alive = [pid for pid, mark in marks if started_at(pid) == mark]
    while alive and time.monotonic() < end:
        time.sleep(0.1)
        alive = [pid for pid, mark in marks if started_at(pid) == mark]
    return alive


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    """Ask the embedded database as its owner."""
    url = (folder / "run" / "database_url").read_text(encoding="utf-8")
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else []


def test_restart_finds_the_data_and_takes_seconds(folder: Path) -> None:
    first = Server(folder).until_ready()
    rows(folder, "INSERT INTO django_session VALUES ('kept', 'x', '2099-01-01')")
    marks = first.children()
    assert first.end() == 0
    assert until_gone(marks, seconds=0) == []
    begun = time.monotonic()
    second = Server(folder).until_ready()
    assert time.monotonic() - begun < 30
    assert rows(folder, "SELECT session_key FROM django_session") == [("kept",)]
    assert second.end(signal.SIGTERM) == 0


def test_second_start_says_that_the_first_runs(folder: Path) -> None:
    first = Server(folder).until_ready()
    second = Server(folder)
    assert second.process.wait(PATIENCE) == 1
    said = second.said()
    assert "已经有一个 script/server" in said
    assert first.address() in said
    second.end()
    assert first.end() == 0


def test_killed_launcher_leaves_nobody_behind_and_the_next_start_works(folder: Path) -> None:
    first = Server(folder).until_ready()
    marks = first.children()
    assert len(marks) == 5
    first.end(signal.SIGKILL)
    second = Server(folder).until_ready()
    assert until_gone(marks, seconds=0) == []
    assert second.end() == 0


def test_end_of_one_process_ends_all_and_its_last_words_are_shown(folder: Path) -> None:
    server = Server(folder).until_ready()
    marks = server.children()
    os.kill(marks[3][0], signal.SIGKILL)
    assert server.process.wait(PATIENCE) == 1
    assert "意外结束" in server.said()
    assert "worker.log" in server.said()
    assert until_gone(marks, seconds=0) == []
    server.end()


def test_taken_port_is_passed_over_and_the_new_one_said(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = Server(folder, port=port).until_ready()
        assert f"端口 {port} 已被占用" in server.said()
        with urllib.request.urlopen(f"{server.address()}healthz") as answer:  # noqa: S310
            assert json.load(answer)["status"] == "ok"
        assert server.end() == 0


def test_serving_role_cannot_rewrite_the_ledger(folder: Path) -> None:
    server = Server(folder).until_ready()
    owner = (folder / "run" / "database_url").read_text(encoding="utf-8")
    password = (folder / "secrets" / "database_app").read_text(encoding="ascii")
    place = owner.partition("@")[2]
    with (
        psycopg.connect(f"postgres://portal_app:{password}@{place}") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM cases_entry")
    assert server.end() == 0


def test_real_servers_take_the_place_of_the_embedded_ones(folder: Path) -> None:
    other = Path(f"{folder}-servers")
    other.mkdir(mode=0o711)
    real = Server(other).until_ready()
    try:
        database = (other / "run" / "database_url").read_text(encoding="utf-8")
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("CREATE DATABASE elsewhere")
        server = Server(
            folder,
            DATABASE_URL=database.rpartition("/")[0] + "/elsewhere",
            REDIS_URL=(other / "run" / "redis_url").read_text(encoding="utf-8"),
        ).until_ready()
        assert len(server.children()) == 3
        assert list(folder.glob("postgres-*")) == []
        assert server.end() == 0
    finally:
        real.end()
        shutil.rmtree(other, ignore_errors=True)
