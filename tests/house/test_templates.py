"""Every template compiles, and none carries script or style that the policy would block."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDERS = [settings.BASE_DIR / "templates", *settings.BASE_DIR.glob("portal/*/templates")]
FILES = sorted((path, folder) for folder in FOLDERS for path in folder.rglob("*") if path.is_file())
INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


@pytest.mark.parametrize(("path", "folder"), FILES, ids=[str(p.relative_to(f)) for p, f in FILES])
def test_template_compiles(path: Path, folder: Path) -> None:
    get_template(str(path.relative_to(folder)))


@pytest.mark.parametrize(("path", "folder"), FILES, ids=[str(p.relative_to(f)) for p, f in FILES])
def test_template_has_nothing_inline(path: Path, folder: Path) -> None:
    assert INLINE.search(path.read_text(encoding="utf-8")) is None
