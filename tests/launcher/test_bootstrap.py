"""What a newcomer reads when something is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from portal.embedded.services import make_cluster
from portal.embedded.state import CannotStart, State, system_folder

BLOCKED = "import sys\nsys.modules['ensurepip'] = None\n"


def test_python_without_ensurepip_names_the_package(tmp_path: Path) -> None:
    shutil.copytree(settings.BASE_DIR / "script", tmp_path / "script")
    shutil.copy(settings.BASE_DIR / "requirements.txt", tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BLOCKED, encoding="ascii")
    done = subprocess.run(
        [sys.executable, tmp_path / "script" / "server"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert "不能建立虚拟环境" in done.stderr


def test_data_of_another_postgres_is_refused_politely(tmp_path: Path) -> None:
    (tmp_path / "postgres-15").mkdir()
    state = State(tmp_path, None)
    with pytest.raises(CannotStart, match="pg_dump"):
        make_cluster(state, tmp_path, tmp_path / "postgres-17")


def test_closed_parent_sends_root_to_a_system_folder() -> None:
    folder = system_folder()
    assert folder.parent == Path("/var/lib")
    assert folder.name.startswith("injury-portal-")
