"""The reference data, loaded as an installation loads it."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.fixture
def reference(db: None) -> None:
    """Load offices, counties, towns and jurisdictions."""
    call_command("load_reference", stdout=StringIO())
