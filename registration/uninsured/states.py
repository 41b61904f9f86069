"""Where a report about an uninsured employer stands."""

from enum import StrEnum


class ReportState(StrEnum):
    """The way of a report, from its receipt to the answer."""

    RECEIVED = "received"
    CHECKING = "checking"
    REFERRED = "referred"
    SETTLED = "settled"
    UNFOUNDED = "unfounded"
