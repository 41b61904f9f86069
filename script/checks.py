"""The checks behind script/lint and script/test: each one command, its time and its verdict."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FONTS = "fonts-noto-cjk"
SOURCES = ("portal", "registration", "injury_claims", "faq", "tests", "script", "manage.py")
COMMANDS = tuple(f"script/{name}" for name in ("server", "test", "lint", "bench", "css", "shots"))


def run(title: str, *command: str, env: dict[str, str] | None = None) -> bool:
    """Run one check, say how it went, and show its output when it failed."""
    print(f"▸ {title} …", flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", **(env or {})},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    mark = "通过" if done.returncode == 0 else "未通过"
    print(f"  {mark}（{time.monotonic() - begun:.1f} 秒）", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def lint() -> bool:
    """Check style, types, floors and templates; every check runs even when one before failed."""
    no_database = {
        "DATABASE_URL": os.environ.get("DATABASE_URL", "postgres://none@127.0.0.1:1/none"),
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    results = [
        run("ruff check", "ruff", "check", *SOURCES, *COMMANDS),
        run("ruff format", "ruff", "format", "--check", *SOURCES, *COMMANDS),
        run("import-linter", "lint-imports", "--no-logo"),
        run("djlint", "djlint", "templates", "--lint", "--quiet"),
        run("mypy", "mypy", env=no_database),
    ]
    return all(results)


def project() -> bool:
    """Check the configuration and that no migration is missing; needs the database."""
    env = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    python = str(BIN / "python")
    return all(
        [
            run("manage.py check", python, "manage.py", "check", "--fail-level", "ERROR", env=env),
            run(
                "makemigrations --check", python, "manage.py", "makemigrations", "--check", env=env
            ),
        ]
    )


def provide_browser() -> None:
    """Install Chromium where this may be done; name the package where it may not."""
    if any(map(shutil.which, CHROMIUM)):
        return
    packages = ["chromium", FONTS]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            "缺少 Chromium。请安装：apt-get install chromium fonts-noto-cjk\n"
            "Chromium is missing: apt-get install chromium fonts-noto-cjk"
        )
    print("安装 Chromium …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install: Sequence[str] = ("apt-get", "install", "--yes", "--no-install-recommends", *packages)
    subprocess.run(("apt-get", "update"), check=False, env=quiet)
    if subprocess.run(install, check=False, env=quiet).returncode:
        sys.exit("Chromium 安装失败，浏览器测试不能省略。\nInstalling Chromium failed.")


def tests(*, deep: bool, rest: Sequence[str]) -> bool:
    """Run the tests: those in one process on both cores, then those that start whole servers."""
    python = (str(BIN / "python"), "-m", "pytest", "-q", "--durations=10")
    if rest:
        return _pytest("pytest", *python, *rest)
    long = "" if deep else " and not deep and not fault"
    return all(
        [
            _pytest(
                "pytest",
                *python,
                "--create-db",
                "-n",
                "2",
                "-m",
                f"not browser and not fault{long}",
            ),
            _pytest("pytest（浏览器与故障）", *python, "-m", f"(browser or fault){long}"),
        ]
    )


def _pytest(title: str, *command: str) -> bool:
    print(f"▸ {title} …", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
