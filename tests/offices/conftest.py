"""The reference data, as an installation loads it."""

import pytest

from tests import reference as known


@pytest.fixture
def reference(db: None) -> None:
    """Have offices, counties, towns and jurisdictions."""
    known.load()
