"""Fixtures that several files about the register use."""

import pytest
from django.test import Client

from registration.models import Employer
from tests.cast import Cast
from tests.registration import making


@pytest.fixture
def employer(cast: Cast) -> Employer:
    """An employer for which the agent acts."""
    one = making.employer()
    making.agent_for(cast.agent, one)
    return one


@pytest.fixture
def agent(cast: Cast, employer: Employer) -> Client:
    """The browser of the agent."""
    return cast.client(cast.agent)
