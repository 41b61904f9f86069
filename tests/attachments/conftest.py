"""A draft to hand files in for, with private storage of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from portal.accounts.models import User
from portal.attachments.models import Attachment
from portal.attachments.receive import receive
from portal.wizard.models import Draft

HandIn = Callable[..., Attachment]


@pytest.fixture(autouse=True)
def private_root(tmp_path: Path, settings: Settings) -> Path:
    """Keep the files of one test apart."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    return tmp_path / "private"


@pytest.fixture
def worker(db: None) -> User:
    """Return the worker who hands files in."""
    return User.objects.create_user(phone="13800000001", name="测试职工甲")


@pytest.fixture
def draft(worker: User) -> Draft:
    """Return a filing in progress."""
    return Draft.objects.create(journey="injury-claim", user=worker)


@pytest.fixture
def hand_in(draft: Draft) -> HandIn:
    """Return a way to hand in bytes under a name."""

    def act(data: bytes, name: str = "photo.jpg", **changes: object) -> Attachment:
        options = {"owner": draft, "material": "contract", "by": draft.user, **changes}
        return receive(SimpleUploadedFile(name, data), **options)

    return act


def kept_files(root: Path) -> list[Path]:
    """Return every file that is anywhere in the private folder."""
    return sorted(path for path in root.rglob("*") if path.is_file())
