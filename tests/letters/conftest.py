"""An office, a case with its parties, and a signed decision."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from injury_claims.letters_forms import register_all
from portal.cases.models import Case, Party
from portal.letters.issue import issue
from portal.letters.models import Letter
from portal.offices.models import Office
from tests.letters.samples import EMPLOYER, OFFICE, SAMPLES, WORKER

SIGNED_ON = date(2026, 12, 18)


@pytest.fixture(autouse=True)
def private_folder(settings: Settings, tmp_path: Path) -> Path:
    """Keep the papers of each test apart, and know the forms."""
    settings.PRIVATE_ROOT = tmp_path
    settings.PUBLIC_ORIGIN = "https://gongshang.example"
    register_all()
    return tmp_path


@pytest.fixture
def office(db: None) -> Office:
    """An office that really decides."""
    return Office.objects.create(
        code="letters-test",
        name="任城区",
        full_name=OFFICE,
        address="济宁市任城区示例路1号",
        phone="0537-0000000",
        letter_prefix="济任人社工伤",
        reconsideration_organ="济宁市任城区人民政府",
    )


@pytest.fixture
def case(office: Office) -> Case:
    """A case as the kernel keeps it."""
    return Case.objects.create(
        kind="injury-claim",
        reference="2026-000123",
        state="deciding",
        office=office,
        person_name=WORKER,
        employer_name=EMPLOYER,
        filed_on=date(2026, 10, 8),
    )


@pytest.fixture
def worker(case: Case) -> Party:
    """The injured worker, who filed."""
    return Party.objects.create(
        case=case,
        kind=Party.Kind.WORKER,
        is_applicant=True,
        name=WORKER,
        phone="13899990001",
        address="济宁市任城区隐藏路99号",
    )


@pytest.fixture
def employer(case: Case) -> Party:
    """The employer."""
    return Party.objects.create(case=case, kind=Party.Kind.EMPLOYER, name=EMPLOYER)


Sign = Callable[..., Letter]


@pytest.fixture
def sign(case: Case, office: Office, worker: Party, employer: Party) -> Sign:
    """Sign a letter of any kind with its sample contents."""

    def issued(kind: str = "determination", variant: str = "recognized", **more: object) -> Letter:
        inputs = SAMPLES[kind, variant].as_dict() | more
        return issue(
            case,
            kind=kind,
            office=office,
            on=SIGNED_ON,
            by=None,
            inputs=inputs,
            recipients=[worker, employer],
        )

    return issued
