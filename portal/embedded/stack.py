"""The whole portal on one machine: two servers, the web, a worker and beat, watched as one."""

import contextlib
import hashlib
import json
import os
import secrets
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from portal.embedded import processes, role, services
from portal.embedded.processes import Child
from portal.embedded.state import ROOT, CannotStart, State

Say = Callable[[str], None]
DEFAULT_PORT = 8000
PATIENCE = 8
PROGRAM = ("web", "worker", "beat")


@dataclass(frozen=True)
class Options:
    """What a start is asked to do."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    web_workers: int = 2
    job_workers: int = 2
    durable: bool = True
    demonstration: bool = True
    heed_environment: bool = True
    extra: Mapping[str, str] = field(default_factory=dict)


class Stack:
    """A started portal; also the object that browser and fault tests hold."""

    def __init__(self, state: State, options: Options, *, say: Say = print) -> None:
        self.state = state
        self.options = options
        self.say = say
        self.children: dict[str, Child] = {}
        self.token = secrets.token_hex(16)
        self.port = 0
        self.owner_env: dict[str, str] = {}
        self.serving_env: dict[str, str] = {}
        self.logins = ""

    @property
    def address(self) -> str:
        """Return where a browser on this machine finds the portal."""
        return f"{self.origin(self.port)}/"

    def origin(self, port: int) -> str:
        """Return the address without its last stroke, as letters print it."""
        host = "127.0.0.1" if self.options.host in {"0.0.0.0", "127.0.0.1"} else self.options.host  # noqa: S104
        return f"http://{host}:{port}"

    def start(self) -> None:
        """Bring everything up in order; on any failure take everything down again."""
        processes.outlive(self.state)
        try:
            self.start_servers()
            self.prepare()
            self.start_program()
        except BaseException:
            self.stop()
            raise

    def start_servers(self) -> None:
        """Start the embedded servers, or take the real ones that the environment names."""
        database = broker = None
        if self.options.heed_environment:
            database, broker = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
        if database:
            self.say("PostgreSQL：使用 DATABASE_URL 指定的服务器")
            serving = database
        else:
            with self.step("PostgreSQL（内置）"):
                server = services.start_postgres(self.state, durable=self.options.durable)
                self.keep("postgres", server.child)
            database = server.url
            password = self.state.secret("database_app")
            serving = f"postgres://{role.ROLE}:{password}@127.0.0.1:{server.port}/portal"
        if broker:
            self.say("Redis：使用 REDIS_URL 指定的服务器")
        else:
            with self.step("Redis（内置 Valkey）"):
                valkey = services.start_valkey(self.state)
                self.keep("valkey", valkey.child)
            broker = valkey.url
        self.state.note("database_url", database)
        self.state.note("redis_url", broker)
        self._environments(database, serving, broker)

    def _environments(self, owner: str, serving: str, broker: str) -> None:
        """Work out what the owner's commands and the serving processes are told."""
        hosts = ["localhost", "127.0.0.1", "[::1]", self.options.host]
        common = {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "PORTAL_HOSTS": ",".join(dict.fromkeys(hosts)),
            "PORTAL_PUBLIC_ORIGIN": self.origin(self.options.port),
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "PORTAL_STATE_DIR": str(self.state.folder),
            "PORTAL_RUN_TOKEN": self.token,
            "REDIS_URL": broker,
            **self.options.extra,
        }
        self.owner_env = {**common, "DATABASE_URL": owner}
        self.serving_env = {**common, "DATABASE_URL": serving}

    def prepare(self) -> None:
        """Migrate as owner, give the serving role its rights, load what a first visit needs."""
        embedded = "postgres" in self.children
        with self.step("数据库结构与检查"):
            self.run("portal.embedded.prepare", "schema", env=self.owner_env)
            granted = self._grant(with_password=embedded)
        if not embedded and granted:
            url = self.serving_env["DATABASE_URL"]
            option = f"options={quote(f'-c role={role.ROLE}')}"
            self.serving_env["DATABASE_URL"] = f"{url}{'&' if '?' in url else '?'}{option}"
        self._collect_static()
        content = ["content"] + (["--demonstration"] if self.options.demonstration else [])
        note = self.state.run / "logins"
        with self.step("参考数据与演示数据（首次约半分钟）"):
            content += ["--note-logins", str(note)]
            self.run("portal.embedded.prepare", *content, env=self.serving_env, aloud=True)
        self.logins = note.read_text(encoding="utf-8")

    def _grant(self, *, with_password: bool) -> bool:
        """Set the rights of the serving role; a real server may forbid making roles."""
        password = self.state.folder / "secrets" / "database_app"
        try:
            command = ["--password-file", str(password)] if with_password else []
            self.run("portal.embedded.role", *command, env=self.owner_env)
        except CannotStart as error:
            if with_password:
                raise
            self.say(f"警告：不能建立只读账本的数据库角色，以所有者身份运行。{error}")
            return False
        return True

    def _collect_static(self) -> None:
        """Collect the style sheets and pictures when they have changed."""
        digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
        for path in sorted((ROOT / "static").rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(ROOT)}".encode() + path.read_bytes())
        mark = self.state.folder / "static.digest"
        if mark.exists() and mark.read_text(encoding="ascii") == digest.hexdigest():
            return
        with self.step("样式与图片"):
            self.run("portal.embedded.prepare", "static", env=self.owner_env)
        mark.write_text(digest.hexdigest(), encoding="ascii")

    def start_program(self) -> None:
        """Start the web server, the worker and beat; ready means that this run's web answers."""
        self.port = processes.free_port(self.options.host, preferred=self.options.port)
        if self.options.port and self.port != self.options.port:
            self.say(f"端口 {self.options.port} 已被占用，改用 {self.port}")
        if "PORTAL_PUBLIC_ORIGIN" not in os.environ:
            self.serving_env["PORTAL_PUBLIC_ORIGIN"] = self.origin(self.port)
        with self.step("网站、后台任务、定时器"):
            for name in PROGRAM:
                self.launch(name)
            self.wait_for_web()
            self.wait_for_worker()
        self.state.note("server.json", json.dumps({"address": self.address, "pid": os.getpid()}))

    def launch(self, name: str) -> Child:
        """Start one of web, worker, beat: at the start, or again after a test killed it."""
        python = sys.executable
        options = self.options
        commands = {
            "web": (
                *(python, "-m", "granian", "--interface", "wsgi", "portal.wsgi:application"),
                *("--host", options.host, "--port", str(self.port)),
                *("--workers", str(options.web_workers), "--blocking-threads", "4"),
                *("--no-ws", "--respawn-failed-workers", "--working-dir", str(ROOT)),
            ),
            "worker": (
                *(python, "-m", "celery", "--app", "portal.celery", "worker"),
                *("--loglevel", "INFO", "--concurrency", str(options.job_workers)),
                *("--without-gossip", "--without-mingle", "--hostname", "portal@localhost"),
            ),
            "beat": (
                *(python, "-m", "celery", "--app", "portal.celery", "beat", "--loglevel", "INFO"),
                *("--schedule", str(self.state.run / "beat-schedule"), "--pidfile", ""),
            ),
        }
        log = self.state.logs / f"{name}.log"
        child = Child(name, commands[name], log=log, env=self.serving_env)
        self.keep(name, child)
        return child

    def keep(self, name: str, child: Child) -> None:
        """Count a child as part of the stack."""
        self.children[name] = child
        processes.remember(self.state, list(self.children.values()))

    def healthy(self) -> bool:
        """Say whether the web server that answers belongs to this run."""
        try:
            with urllib.request.urlopen(f"{self.address}healthz", timeout=3) as answer:  # noqa: S310
                return bool(json.load(answer).get("run") == self.token)
        except (OSError, ValueError):
            return False

    def wait_for_web(self) -> None:
        """Wait until the web answers with this run's token."""
        processes.wait_until(self.healthy, seconds=60, child=self.children["web"])

    def wait_for_worker(self) -> None:
        """Wait until the worker says that it takes tasks."""
        worker = self.children["worker"]

        def takes_tasks() -> bool:
            return " ready." in worker.log.read_text(encoding="utf-8", errors="replace")

        processes.wait_until(takes_tasks, seconds=60, child=worker)

    def watch(self) -> None:
        """Sit by the children until one ends, which ends all."""
        while True:
            for child in self.children.values():
                if child.ended():
                    raise CannotStart(f"意外结束，全部停止：{child.last_words()}")
            time.sleep(0.5)

    def stop(self) -> None:
        """End the program, all parts at once, then the servers in the reverse order."""
        for name in PROGRAM:
            if name in self.children:
                self.children[name].ask_to_stop()
        for name in reversed(list(self.children)):
            self.children.pop(name).stop()
        for note in ("children", "server.json"):
            (self.state.run / note).unlink(missing_ok=True)

    def run(self, module: str, *arguments: str, env: Mapping[str, str], aloud: bool = False) -> str:
        """Run one of our modules to its end and return what it printed, line by line if aloud."""
        command = [sys.executable, "-m", module, *arguments]
        name = f"prepare-{module.rpartition('.')[2]}"
        log = self.state.logs / f"{name}.log"
        child = Child(name, command, log=log, env=env)
        try:
            told, spoken = 0, time.monotonic()
            while not child.ended():
                time.sleep(0.05)
                lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
                for line in lines[told:] if aloud else ():
                    self.say(f"  {line}")
                if len(lines) > told:
                    told, spoken = len(lines), time.monotonic()
                elif time.monotonic() - spoken > PATIENCE:
                    spoken = time.monotonic()
                    self.say("  仍在进行 …")
        finally:
            child.kill()
        if child.process.returncode:
            raise CannotStart(child.last_words())
        return log.read_text(encoding="utf-8", errors="replace")

    @contextlib.contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Say what begins, and when it is done how long it took."""
        self.say(f"{what} …")
        begun = time.monotonic()
        yield
        self.say(f"{what} 就绪（{time.monotonic() - begun:.1f} 秒）")
