"""Child processes that die with their parent and whose last words can be read."""

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from portal.embedded.state import Account, CannotStart, State

PR_SET_PDEATHSIG = 1
LAST_LINES = 15


def free_port(host: str = "127.0.0.1", *, preferred: int = 0) -> int:
    """Return the preferred port or the next free one; any free one without preference."""
    for port in range(preferred, preferred + 100) if preferred else (0,):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CannotStart(f"端口 {preferred} 到 {preferred + 99} 都被占用。\nNo free port found.")


def wait_until(ready: Callable[[], bool], *, seconds: float, child: "Child") -> None:
    """Wait for a child to be ready; stop waiting at once when it has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if child.ended():
            raise CannotStart(child.last_words())
        if ready() and not child.ended():
            return
        time.sleep(0.05)
    raise CannotStart(f"{child.name} 在 {seconds:.0f} 秒内没有就绪。\n{child.last_words()}")


class Child:
    """One server process of the stack, in a session of its own."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        account: Account | None = None,
        stop_with: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.log = log
        self.stop_with = stop_with
        libc = ctypes.CDLL(None, use_errno=True)
        parent = os.getpid()

        def die_with_parent() -> None:
            if hasattr(libc, "prctl"):
                libc.prctl(PR_SET_PDEATHSIG, int(stop_with), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

        if log.exists():
            log.replace(log.with_suffix(".previous.log"))
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(env) if env is not None else None,
                cwd="/" if account else None,
                start_new_session=True,
                preexec_fn=die_with_parent,
                user=account.user if account else None,
                group=account.group if account else None,
                extra_groups=[] if account else None,
            )

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self.process.pid

    def ended(self) -> bool:
        """Say whether the process is gone."""
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Ask the process to end in its own orderly way."""
        if not self.ended():
            self.process.send_signal(self.stop_with)

    def stop(self, *, seconds: float = 15) -> None:
        """Ask the process to end, and end its group without mercy when it lingers."""
        if not self.ended():
            self.ask_to_stop()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """End the whole group at once."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """Return why it ended, as far as its log tells."""
        with self.log.open(encoding="utf-8", errors="replace") as log:
            lines = "".join(deque(log, maxlen=LAST_LINES)).rstrip()
        status = self.process.poll()
        return f"{self.name}（{status if status is not None else '…'}）{self.log}:\n{lines}"


def started_at(pid: int) -> str | None:
    """Return the kernel's start mark of a process: a reused number has another mark."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return None


def remember(state: State, children: Sequence[Child]) -> None:
    """Note who belongs to this run, for a start that follows a crash."""
    marks = [[child.pid, started_at(child.pid)] for child in children]
    state.note("children", json.dumps(marks))


def outlive(state: State, *, seconds: float = 40) -> None:
    """Wait for what is left of a killed run, so that two servers never share one data folder.

    Its processes were told to end when their parent died; one that is still at work, such as a
    worker amid many letters, is told again, and not to finish first, when half of the time is over.
    """
    try:
        marks = json.loads((state.run / "children").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    begun, pressed = time.monotonic(), set()
    for pid, mark in marks:
        while mark is not None and started_at(pid) == mark:
            waited = time.monotonic() - begun
            if waited > seconds / 2 and pid not in pressed:
                pressed.add(pid)
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGQUIT)
            if waited > seconds:
                raise CannotStart(
                    f"上一次运行留下的进程 {pid} 还没有结束，请先结束它：kill {pid}\n"
                    f"Process {pid} of the previous run is still there: kill {pid}"
                )
            time.sleep(0.1)
