"""What the subsidy brings to the kernel."""

from portal.cases.kinds import Kind
from registration.models import FlexibleSubsidy
from registration.subsidy import labels
from registration.subsidy.process import SubsidyProcess

KIND = Kind(
    process=SubsidyProcess,
    detail=FlexibleSubsidy,
    states=labels.STATES,
    acts=labels.ACTS,
    title="灵活就业社保补贴",
    names_employer=False,
)
