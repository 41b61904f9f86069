"""Makes the virtual environment of this working copy and enters it; needs nothing but Python."""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LEAST = (3, 11)


def stop(chinese: str, english: str) -> None:
    """End with a reason that both kinds of readers understand."""
    sys.exit(f"\n{chinese}\n{english}")


def enter(module: str, *arguments: str, requirements: str = "requirements.txt") -> None:
    """Become `python -m module` inside the environment, which is completed first if need be."""
    complete(requirements)
    os.chdir(ROOT)
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV), "PYTHONPATH": str(ROOT)}
    os.execve(PYTHON, [str(PYTHON), "-m", module, *arguments], environment)  # noqa: S606


def complete(requirements: str) -> None:
    """Make the environment and install what the requirement files pin, once per change."""
    if sys.version_info[:2] < LEAST:
        stop(
            f"需要 Python 3.11 或更高版本，这里是 {sys.version.split()[0]}。",
            "Python 3.11 or newer is needed.",
        )
    wanted = digest(requirements)
    mark = VENV / f".{requirements}.installed"
    try:
        (ROOT / "var").mkdir(exist_ok=True)
        lock = (ROOT / "var" / "venv.lock").open("w")
    except OSError as error:
        stop(f"不能写入 {ROOT}：{error.strerror}。", f"Cannot write to {ROOT}.")
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if works() and mark.exists() and mark.read_text() == wanted:
            return
        if not works():
            make()
        install(requirements)
        mark.write_text(wanted)


def digest(requirements: str) -> str:
    """Return a mark of the requirement file and of those it includes."""
    text = (ROOT / requirements).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("-r "):
            text += digest(line[3:].strip())
    return hashlib.sha256(text.encode()).hexdigest()


def works() -> bool:
    """Say whether the environment exists and its Python still starts (it may have been moved)."""
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-c", f"import pip, sys; sys.exit(sys.prefix != {str(VENV)!r})"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def make() -> None:
    """Make the environment, or say which system package is missing."""
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        version = "{}.{}".format(*sys.version_info)
        stop(
            "这个 Python 不能建立虚拟环境。请先安装：apt-get install python3-venv"
            f"（或 python{version}-venv），然后再运行本命令。",
            "This Python cannot make virtual environments: apt-get install python3-venv, "
            "then run this command again.",
        )
    print("建立虚拟环境 .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(
            "建立虚拟环境失败（见上）。在 Debian 上请安装：apt-get install python3-venv",
            "Making the virtual environment failed; on Debian: apt-get install python3-venv",
        )


def install(requirements: str) -> None:
    """Install the pinned packages and show how far it is."""
    print(f"安装依赖 {requirements}（首次约一分钟） …", flush=True)
    command = [
        *(str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"),
        *("--progress-bar", "off", "--prefer-binary", "-r", str(ROOT / requirements)),
    ]
    seen = 0
    tail: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            tail = [*tail, line][-20:]
            if line.startswith(("Collecting ", "Installing ")):
                seen += 1
                print(f"  [{seen:3}] {line.strip()[:90]}", flush=True)
    if pip.returncode:
        stop(
            "安装依赖失败：" + "".join(tail[-8:]) + "请检查网络，或设置 PIP_INDEX_URL 后重试。",
            "Installing the requirements failed; check the network or PIP_INDEX_URL, try again.",
        )
