"""Where the embedded servers keep their data, and as which account PostgreSQL runs there."""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent
ACCOUNTS = ("postgres", "nobody")


class CannotStart(Exception):
    """A reason, in words for the person at the terminal, why the portal does not start."""


@dataclass(frozen=True)
class Account:
    """A system account that a child process is switched to."""

    name: str
    user: int
    group: int


def account_for_database() -> Account | None:
    """Return the account PostgreSQL must be switched to: none unless this is root."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "PostgreSQL 不能以 root 运行，而系统里没有 postgres 或 nobody 账户。\n"
        "请先运行：useradd -r postgres\n"
        "PostgreSQL refuses to run as root and neither account exists: useradd -r postgres"
    )


def may(account: Account | None, permission: str, path: Path) -> bool:
    """Say whether the account may do that (`-x`, `-r`, `-w` of test) to the path."""
    done = subprocess.run(
        ["/usr/bin/test", permission, str(path)],
        check=False,
        cwd="/",
        user=account.user if account else None,
        group=account.group if account else None,
        extra_groups=[] if account else None,
    )
    return done.returncode == 0


def choose_folder(account: Account | None) -> Path:
    """Return the state folder: as told, else var/, else a system folder when var/ is closed."""
    told = os.environ.get("PORTAL_STATE_DIR")
    if told:
        return Path(told).resolve()
    if account is None or may(account, "-x", ROOT):
        return ROOT / "var"
    return system_folder()


def system_folder() -> Path:
    """Return the folder of this working copy outside every closed parent."""
    mark = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    return Path("/var/lib") / f"injury-portal-{mark}"


class State:
    """The state folder of one installation."""

    def __init__(self, folder: Path, account: Account | None) -> None:
        self.folder = folder
        self.account = account
        self.run = folder / "run"
        self.logs = folder / "logs"
        self._lock: IO[str] | None = None

    def prepare(self) -> None:
        """Make the folders; only PostgreSQL's account may pass through the outer one."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for private in (self.run, self.logs, self.folder / "secrets", self.folder / "private"):
                private.mkdir(mode=0o700, exist_ok=True)
            if self.account:
                self.folder.chmod(0o711)
        except OSError as error:
            raise CannotStart(
                f"不能写入数据目录 {self.folder}：{error.strerror}。\n"
                "请用 PORTAL_STATE_DIR 指定另一个目录。\n"
                f"Cannot write {self.folder}; name another folder in PORTAL_STATE_DIR."
            ) from error
        if self.account and not may(self.account, "-x", self.folder):
            raise CannotStart(
                f"账户 {self.account.name} 不能进入 {self.folder}。"
                "请用 PORTAL_STATE_DIR 指定它能进入的目录。\n"
                f"The account {self.account.name} cannot enter {self.folder}; "
                "name another folder in PORTAL_STATE_DIR."
            )

    def lock(self) -> None:
        """Hold this folder until the process ends, or say who holds it."""
        self._lock = (self.run / "lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(self._holder()) from None

    def release(self) -> None:
        """Let the folder go; the end of the process does the same."""
        if self._lock:
            self._lock.close()
            self._lock = None

    def _holder(self) -> str:
        """Describe the other start."""
        try:
            other = json.loads((self.run / "server.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            other = {}
        where = other.get("address") or "…"
        return (
            f"已经有一个 script/server 在使用 {self.folder}："
            f"{where}（进程 {other.get('pid', '?')}）。\n"
            "Another script/server already runs on this folder; open its address or stop it first."
        )

    def note(self, name: str, value: str) -> None:
        """Keep a fact of this run where only this user reads it."""
        path = self.run / name
        draft = path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(value, encoding="utf-8")
        draft.replace(path)

    def secret(self, name: str) -> str:
        """Return a password that is made once and kept."""
        path = self.folder / "secrets" / name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(24), encoding="ascii")
        return path.read_text(encoding="ascii").strip()
