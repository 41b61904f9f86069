"""What the subsidy brings to the kernel."""

from portal.cases.kinds import Kind
from registration.models import FlexibleSubsidy
from registration.subsidy import labels, letters
from registration.subsidy.process import SubsidyProcess

KIND = Kind(
    process=SubsidyProcess,
    detail=FlexibleSubsidy,
    states=labels.STATES,
    acts=labels.ACTS,
    write_letter=letters.inputs_for,
    title="灵活就业社保补贴",
    names_employer=False,
)
