"""What the report brings to the kernel."""

from portal.cases.kinds import Kind
from registration.models import UninsuredReport
from registration.uninsured import labels
from registration.uninsured.process import ReportProcess

KIND = Kind(
    process=ReportProcess,
    detail=UninsuredReport,
    states=labels.STATES,
    acts=labels.ACTS,
    title="举报未参保",
    is_about_employer=True,
)
