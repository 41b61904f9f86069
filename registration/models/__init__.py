"""The register: employers, people, employments, money, imports, filings."""

from registration.models.certificate import Certificate, UnitCertificate
from registration.models.counter import CounterEntry, CounterVisit
from registration.models.employer import Employer, EmployerChange, EmployerContact
from registration.models.filing import EmployerFiling
from registration.models.imports import ImportRow, ImportRun
from registration.models.money import Benefit, Contribution, EmployerMonth
from registration.models.outlet import Outlet, OutletBase, OutletListing
from registration.models.person import Employment, EmploymentChange, InsuredDays, Person
from registration.models.project import Project, ProjectExtension, ProjectPayment, ProjectWorker
from registration.models.rate import BaseRule, IndustryClass, RiskRate
from registration.models.report import Reporter, UninsuredReport
from registration.models.roster import RosterRow, RosterUpload
from registration.models.subsidy import (
    FlexibleSubsidy,
    SubsidyGround,
    SubsidyLine,
    SubsidyMonth,
    SubsidyRoll,
    SubsidyRule,
)

__all__ = [
    "BaseRule",
    "Benefit",
    "Certificate",
    "Contribution",
    "CounterEntry",
    "CounterVisit",
    "Employer",
    "EmployerChange",
    "EmployerContact",
    "EmployerFiling",
    "EmployerMonth",
    "Employment",
    "EmploymentChange",
    "FlexibleSubsidy",
    "ImportRow",
    "ImportRun",
    "IndustryClass",
    "InsuredDays",
    "Outlet",
    "OutletBase",
    "OutletListing",
    "Person",
    "Project",
    "ProjectExtension",
    "ProjectPayment",
    "ProjectWorker",
    "Reporter",
    "RiskRate",
    "RosterRow",
    "RosterUpload",
    "SubsidyGround",
    "SubsidyLine",
    "SubsidyMonth",
    "SubsidyRoll",
    "SubsidyRule",
    "UninsuredReport",
    "UnitCertificate",
]
