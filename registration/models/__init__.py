"""The register: employers, people, employments, money, imports, filings."""

from registration.models.employer import Employer, EmployerChange, EmployerContact
from registration.models.filing import EmployerFiling
from registration.models.imports import ImportRow, ImportRun
from registration.models.money import Benefit, Contribution, EmployerMonth
from registration.models.person import Certificate, Employment, EmploymentChange, Person

__all__ = [
    "Benefit",
    "Certificate",
    "Contribution",
    "Employer",
    "EmployerChange",
    "EmployerContact",
    "EmployerFiling",
    "EmployerMonth",
    "Employment",
    "EmploymentChange",
    "ImportRow",
    "ImportRun",
    "Person",
]
