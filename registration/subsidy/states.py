"""Where an application for the subsidy stands."""

from enum import StrEnum


class SubsidyState(StrEnum):
    """The way of an application, from its receipt to the payment."""

    RECEIVED = "received"
    CHECKED = "checked"
    APPROVED = "approved"
    PAID_OUT = "paid_out"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
